import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** Whether two images do the same. */
export const content = sh`
  # What an image does: with other labels it does the same.
  content_of() {
      docker image inspect --format '{{json .RootFS.Layers}} {{json .Config}}' "$1" | sed 's/"Labels":{[^}]*}//'
  }
`;

/** What runs, and whether it works. */
export const running = sh`
  say() {
      printf '%s\n' "$*"
  }

  fail() {
      printf '%s\n' "$*" >&2
      exit 1
  }

  count() {
      echo $#
  }

  containers_of() {
      docker ps --all --quiet --no-trunc --filter "label=com.docker.compose.project=$project" \
          --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False
  }

  ${content}

  # Whether CONTAINER of SERVICE is as it would be made now; its tag is part of its settings.
  is_new() {
      made_from=$(docker inspect --format '{{.Config.Image}}' "$1")
      wanted=$made_from
      as_tagged=$tag
      repository=$(repository_of "$2")
      if [ -n "$repository" ]; then
          wanted=$repository:$tag
          as_tagged=\${made_from##*:}
      fi
      made_as=$(docker inspect --format '{{index .Config.Labels "com.docker.compose.config-hash"}}' "$1")
      [ "$made_as" = "$(IMAGE_TAG=$as_tagged compose config --hash "$2" | cut -d ' ' -f 2)" ] &&
          [ "$(content_of "$(docker inspect --format '{{.Image}}' "$1")")" = "$(content_of "$wanted")" ]
  }

  # Sorts the containers of SERVICE into $old, of which $serving run, and $new.
  sort_containers() {
      old='' serving='' new=''
      for container in $(containers_of "$1"); do
          if is_new "$container" "$1"; then
              new="$new $container"
          else
              old="$old $container"
              [ "$(docker inspect --format '{{.State.Running}}' "$container")" = false ] || serving="$serving $container"
          fi
      done
  }

  # Waits until each CONTAINER of SERVICE works.
  wait_for() {
      service=$1
      shift
      for container; do
          while :; do
              state=$(docker inspect --format '{{.RestartCount}} {{.State.Status}}{{with .State.Health}} {{.Status}}{{end}}' "$container")
              case $state in
                  '0 running' | '0 running healthy') break ;;
                  '0 created' | '0 running starting') [ "$(date +%s)" -lt "$deadline" ] || broken ;;
                  *) broken ;;
              esac
              sleep 1
          done
      done
  }

  broken() {
      docker logs --tail 20 "$container" >&2
      fail "$service: a new container does not work, it is \${state#* }. Above is what it said last."
  }
`;
