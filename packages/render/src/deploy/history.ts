import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** The tag that is in force, for every command of Compose. */
export const tag = sh`
  tag_in_force() {
      found=$(compose config --environment | sed -n 's/^IMAGE_TAG=//p')
      echo "\${found:-$default_tag}"
  }

  # The tag holds from now on, for every command of Compose.
  keep_tag() {
      [ "$(unset IMAGE_TAG && tag_in_force)" != "$tag" ] || return 0
      touch "$dotenv"
      rest=$(sed '/^IMAGE_TAG=/d' "$dotenv")
      printf '%s\n' "\${rest:+$rest
  }IMAGE_TAG=$tag" >"$dotenv"
  }
`;

/** Which images ran when, and the tag that is in force. */
export const history = sh`
  # TAG and each repository with its image, as one line: by the digest that a registry knows it by, else by its id.
  images_of() {
      line=$1
      for repository in $repositories; do
          line="$line $repository=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}{{.Id}}' "$repository:$1" |
              grep -e "^$repository@" -e ^sha256: | head -n 1)"
      done
      echo "$line"
  }

  # Writes down what runs from now on; what ran before has a tag, so that it stays when images are pruned.
  note() {
      former=$(tail -n 1 "$history" 2>/dev/null | cut -d ' ' -f 3-)
      line=$(date -u +%Y-%m-%dT%H:%M:%SZ)\ $1
      [ "$former" != "\${1#* }" ] || return 0
      for image in $former; do
          # unless somebody has removed it
          docker image inspect "\${image#*=}" >/dev/null 2>&1 || continue
          docker image tag "\${image#*=}" "\${image%%=*}:$default_tag-previous"
      done
      echo "$line" >>"$history"
  }

  # Gives the images of the deployment before the last one their names again, and their tag to $tag.
  bring_back() {
      former=$(tail -n 2 "$history" 2>/dev/null)
      [ "$(echo "$former" | wc -l)" -eq 2 ] || fail "$history tells of no deployment before the last one."
      # shellcheck disable=SC2046 # words
      set -- $(echo "$former" | head -n 1)
      tag=$2
      shift 2
      for image; do
          docker image inspect "\${image#*=}" >/dev/null 2>&1 || docker pull --quiet "\${image#*=}"
          docker image tag "\${image#*=}" "\${image%%=*}:$tag"
      done
  }

  # What runs, where nothing is noted yet.
  note_running() {
      [ ! -s "$history" ] || return 0
      line=
      for repository in $repositories; do
          for service in $beside $instead; do
              [ "$(repository_of "$service")" = "$repository" ] || continue
              first=$(running_of "$service" | head -n 1)
              [ -n "$first" ] || continue
              [ -n "$line" ] || line=$(docker inspect --format '{{.Config.Image}}' "$first" | sed 's/.*://')
              line="$line $repository=$(docker inspect --format '{{.Image}}' "$first")"
              break
          done
      done
      [ -z "$line" ] || note "$line"
  }

  ${tag}
`;
