import { shell } from "@quaywright/syntax";
import { content } from "../running";

const { sh } = shell;

/** What the stack file speaks of: machines, settings, secrets, images; `pulls`: those come from a registry. */
export const supplies = (pulls: boolean): shell.Script => sh`
  say() {
      printf '%s\n' "$*"
  }

  fail() {
      printf '%s\n' "$*" >&2
      exit 1
  }

  look_at_swarm() {
      [ "$(docker info --format '{{.Swarm.ControlAvailable}}')" = true ] ||
          fail 'This engine manages no swarm. Run this on a manager; the first one begins with: docker swarm init'
      machines=$(docker node ls --quiet)
      count=$(echo "$machines" | wc -l)
      for label in $labels; do
          having=$(docker node ls --quiet --filter "node.label=$label=true" | wc -l)
          case $having:$count in
              1:*) ;;
              # where else
              0:1) docker node update --label-add "$label=true" "$machines" >/dev/null ;;
              0:*) fail "No machine has the label $label. Choose the one that has that volume: docker node update --label-add $label=true MACHINE" ;;
              *) fail "More than one machine has the label $label, but a volume is on one: docker node update --label-rm $label MACHINE" ;;
          esac
      done
      ${pulls ? undefined : ownImages}
  }

  take_settings() {
      set_values=$(compose config --environment)
      for name in $settings; do
          value=$(printf '%s\n' "$set_values" | sed -n "s/^$name=//p" | head -n 1)
          [ -z "$value" ] || export "$name=$value"
      done
  }

  # A secret that is there cannot be changed: another text is another secret, named after it.
  make_secrets() {
      [ -n "$secrets" ] || return 0
      swarm=$(docker info --format '{{.Swarm.Cluster.ID}}')
      while read -r variable name path; do
          [ -r "$path" ] || fail "There is no file $path that can be read: npx quaywright env makes it."
          version=$({ echo "$swarm $name" && cat "$path"; } | sha256sum | cut -c -12)
          export "$variable=$version"
          ! docker secret inspect "\${stack}_\${name}_$version" >/dev/null 2>&1 || continue
          # none can be empty
          { if [ -s "$path" ]; then cat "$path"; else echo; fi; } |
              docker secret create --label "com.docker.stack.namespace=$stack" "\${stack}_\${name}_$version" - >/dev/null
          say "$name: is a secret of the swarm"
      done <<END
  $secrets
  END
  }

  ${content}

  # Where each image is to be found. One that does what the last one did is not another one, whatever its tag.
  get_images() {
      last=$(deployments | tail -n 1)
      [ -z "$last" ] || last=$(text_of "$last")
      for repository in $repositories; do
          image=$repository:$tag
          ${pulls ? pulled : found}
          former=$(printf '%s\n' "$last" | sed -n "s|^ *image: \($repository:.*\)|\1|p" | head -n 1)
          if [ -n "$former" ] && docker image inspect "$former" >/dev/null 2>&1 &&
              [ "$(content_of "$former")" = "$(content_of "$image")" ]; then
              image=$former
          fi
          printf '%s\n' "s|^\( *image: \)$repository:$tag\$|\1$image|"
      done
  }
`;
const ownImages = sh`
  [ "$count" -eq 1 ] || [ -z "$repositories" ] ||
      fail 'The other machines cannot have the images of this one: they have to come from a registry, images.registry in .projenrc.ts.'
`;

// a tag may lead elsewhere tomorrow, and Swarm would not know
const found = sh`
  id=$(docker image inspect --format '{{.Id}}' "$image" 2>/dev/null) || fail "There is no image $image here, build it first."
  image=$image-$(printf '%s\n' "\${id#*:}" | cut -c -12)
  docker image tag "$repository:$tag" "$image"
`;

const pulled = sh`
  say "$image: is pulled" >&2
  docker pull --quiet "$image" >/dev/null || fail "$image cannot be pulled."
  # a digest leads nowhere else tomorrow
  digest=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$image" |
      sed -n "s|^$repository@||p" | head -n 1)
  image=$image\${digest:+@$digest}
`;
