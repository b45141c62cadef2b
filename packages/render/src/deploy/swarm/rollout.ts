import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** From what runs to what is wanted. */
export const rollout = sh`
  # One at a time, in the whole swarm: its host, its process and what it does. Where one of two is a job, the other waits.
  take_lock() {
      lock=\${stack}_deploying
      deadline=$(($(date +%s) + timeout))
      missed=0
      waits=no
      until said=$(echo "$(uname -n) $$ $action" | docker config create "$lock" - 2>&1); do
          held=$(docker config ls --quiet --filter "name=$lock" | head -n 1)
          # shellcheck disable=SC2046 # words
          set -- $(text_of "\${held:-$lock}" 2>/dev/null)
          if [ $# -eq 0 ]; then
              # it was just given back
              missed=$((missed + 1))
              [ "$missed" -lt 5 ] || fail "$said"
          elif [ "$1" = "$(uname -n)" ] && ! kill -0 "$2" 2>/dev/null && ! ps -p "$2" >/dev/null 2>&1; then
              docker config rm "$held" >/dev/null 2>&1 || continue
              say 'The last deployment was killed: this one goes on from there.'
          else
              case $action:\${3:-} in run:* | *:run) ;; *) deadline=0 ;; esac
              [ "$(date +%s)" -lt "$deadline" ] ||
                  fail "Another deployment is under way, on $1. If it is not: docker config rm $lock"
              [ "$waits" = yes ] || say "Waits for what is under way on $1."
              waits=yes
              sleep 1
          fi
      done
      trap leave EXIT
      trap 'exit 130' INT
      trap 'exit 143' TERM HUP
  }

  leave() {
      code=$?
      trap - EXIT
      docker config rm "$lock" >/dev/null
      case $([ "$code" -lt 128 ] || echo "$action") in
          '') ;;
          run) remove_job "$job" ;;
          *) say "What Swarm was told goes on. To see it: docker stack ps $stack. To go back: $0 --rollback" >&2 ;;
      esac
      exit "$code"
  }

  # What is noted last is what worked.
  broken() {
      say "$*" >&2
      last=$(deployments | tail -n 1)
      [ -n "$last" ] && [ "$returning" = no ] || exit 1
      returning=yes
      say 'All goes back to the last deployment.' >&2
      wanted=$(text_of "$last")
      bring_all
      say 'What ran before runs again.' >&2
      exit 1
  }

  # Services that are not declared any more go, and so do jobs that have ended.
  bring_all() {
      hand_over "$wanted" --prune
      # shellcheck disable=SC2046 # a list
      settle $(services)
  }

  tag=
  action=deploy
  returning=no
  case \${1:-} in
      --help) usage && exit ;;
      --rollback) action=rollback ;;
      --run) action=run job=\${2:?a job: $jobs} ;;
      -*) usage >&2 && exit 64 ;;
      *) tag=\${1:-} ;;
  esac
  timeout=\${DEPLOY_TIMEOUT:-900}
  look_at_swarm
  take_lock
  if [ "$action" = rollback ]; then
      former
  else
      take_settings
      tag=\${tag:-$(tag_in_force)}
      export IMAGE_TAG="$tag"
      make_secrets
      wanted=$(render)
  fi
  case $action in
      run)
          case " $jobs " in *" $job "*) ;; *) fail "There is no job $job, but: $jobs" ;; esac
          returning=yes
          run_job "$job"
          exit
          ;;
      # what a migration has done, the former images find done
      deploy)
          prepare
          # shellcheck disable=SC2086 # a list
          wanted=$(only $lasting)
          ;;
  esac
  bring_all
  note
  keep_tag
  say "Done: $tag runs."
`;
