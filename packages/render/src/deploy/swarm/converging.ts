import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** Whether what was asked for is what runs. */
export const converging = sh`
  # Whether SERVICE is what it was told to be: yes, not yet, or never.
  state_of() {
      update=$(docker service inspect --format '{{with .UpdateStatus}}{{.State}}{{end}}' "\${stack}_$1")
      replicas=$(docker service ls --format '{{.Name}} {{.Replicas}}' --filter "name=\${stack}_$1" |
          sed -n "s|^\${stack}_$1 \([0-9/]*\).*|\1|p")
      case $update in
          rollback_* | paused) echo never ;;
          updating) echo 'not yet' ;;
          *) [ "\${replicas%/*}" = "\${replicas#*/}" ] && echo yes || echo 'not yet' ;;
      esac
  }

  # A machine that is away never ends what it has to say.
  said_by() {
      timeout 10 docker service logs --raw "\${stack}_$1" 2>&1 || [ $? -eq 124 ]
  }

  # Tells why SERVICE does not work.
  tell() {
      docker service ps --no-trunc --filter desired-state=shutdown --format '{{.Name}}: {{.CurrentState}} {{.Error}}' "\${stack}_$1" |
          head -n 3 >&2
      said_by "$1" | tail -n 20 >&2
  }

  # Brings these services to what is wanted of them.
  bring() {
      say "To what is wanted: $*"
      hand_over "$(only "$@")"
      settle "$@"
  }

  # Waits until all these services are what they were told to be, three times in a row.
  settle() {
      deadline=$(($(date +%s) + timeout))
      calm=0
      while [ "$calm" -lt 3 ]; do
          sleep 1
          calm=$((calm + 1))
          for service; do
              state=$(state_of "$service")
              [ "$state" = yes ] || calm=0
              [ "$state" = never ] || [ "$calm" -gt 0 ] || [ "$(date +%s)" -lt "$deadline" ] || state=never
              [ "$state" != never ] || {
                  tell "$service"
                  broken "$service: what is new does not work. Above is what is known of it."
              }
          done
      done
  }

  run_job() {
      say "$1: runs"
      remove_job "$1"
      hand_over "$(only "$1" | sed 's/^\( *replicas: \)0$/\11/')"
      deadline=$(($(date +%s) + timeout))
      while :; do
          sleep 1
          state=$(docker service ps --no-trunc --format '{{.CurrentState}} {{.Error}}' "\${stack}_$1" | head -n 1)
          case $state in
              Complete*) break ;;
              Running* | Preparing* | Starting*) ;;
              Failed* | Rejected* | Orphaned* | Shutdown* | Remove*) broken_job "$1" ;;
              *) [ "$(date +%s)" -lt "$deadline" ] || broken_job "$1" ;;
          esac
      done
      said_by "$1"
      remove_job "$1"
  }

  broken_job() {
      said_by "$1" | tail -n 50 >&2
      broken "$1 failed. $state"
  }

  remove_job() {
      ! docker service inspect "\${stack}_$1" >/dev/null 2>&1 || docker service rm "\${stack}_$1" >/dev/null
  }
`;
