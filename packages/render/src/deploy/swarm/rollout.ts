import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** From what runs to what is wanted. */
export const rollout = sh`
  # One deployment at a time, in the whole swarm.
  take_lock() {
      lock=\${stack}_deploying
      who="$(uname -n) $$"
      if ! echo "$who" | docker config create "$lock" - >/dev/null 2>&1; then
          holder=$(text_of "$lock")
          [ "\${holder% *}" != "$(uname -n)" ] || kill -0 "\${holder#* }" 2>/dev/null &&
              fail "Another deployment is under way, on \${holder% *}. If it is not: docker config rm $lock"
          say 'The last deployment was killed: this one goes on from there.'
      fi
      trap leave EXIT
      trap 'exit 130' INT
      trap 'exit 143' TERM HUP
  }

  leave() {
      code=$?
      trap - EXIT
      docker config rm "$lock" >/dev/null
      [ "$code" -lt 128 ] || say "What Swarm was told goes on. To see it: docker stack ps $stack. To go back: $0 --rollback" >&2
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
