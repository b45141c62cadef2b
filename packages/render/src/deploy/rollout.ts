import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** From one set of images to another one; `pulls`: they come from a registry. */
export const rollout = (pulls: boolean): shell.Script => sh`
  ${interruption}

  ${pulls ? pullImages : findImages}

  ${steps}

  ${command}
`;

const interruption = sh`
  # Leaves what serves: the old containers, or the new ones once they are asked.
  leave() {
      code=$?
      set +e
      trap '' INT TERM HUP
      trap - EXIT
      case $code:$stage in
          0:*) ;;
          *:before) say 'What runs goes on as before.' >&2 ;;
          *:beside)
              ask_old
              for service in $starting; do
                  sort_containers "$service"
                  # shellcheck disable=SC2086 # a list
                  [ -z "$new" ] || { docker stop $new && docker rm $new; } >/dev/null
              done
              unpin
              reload
              say 'What is new is removed, the old containers serve as before.' >&2
              ;;
          *:over) say "What is new serves, old containers may be left. This does the rest: $0 $tag" >&2 ;;
          *:instead) say "A part of what is new serves. This does the rest: $0 $tag. --rollback goes back." >&2 ;;
      esac
      rm -rf "$lock"
      exit "$code"
  }

  take_lock() {
      lock=$history.lock
      if ! mkdir "$lock" 2>/dev/null; then
          ! kill -0 "$(cat "$lock/pid" 2>/dev/null)" 2>/dev/null || fail 'Another deployment is under way.'
          say 'The last deployment was killed: this one goes on from there.'
      fi
      echo $$ >"$lock/pid"
      stage=before
      trap leave EXIT
      trap 'exit 130' INT
      trap 'exit 143' TERM HUP
  }
`;

const findImages = sh`
  get_images() {
      for repository in $repositories; do
          docker image inspect "$repository:$tag" >/dev/null 2>&1 ||
              fail "There is no image $repository:$tag here, build it first."
      done
  }
`;

const pullImages = sh`
  get_images() {
      # a rollback brings back what it has
      [ "$rollback" = no ] || return 0
      for repository in $repositories; do
          say "$repository:$tag: is pulled"
          docker pull --quiet "$repository:$tag" >/dev/null || fail "$repository:$tag cannot be pulled."
      done
  }
`;

const steps = sh`
  # Whether SERVICE has to be made anew, whose containers are sorted.
  differs() {
      # shellcheck disable=SC2086 # a list
      [ -n "$old" ] || [ "$(count $new)" -lt "$(replicas_of "$1")" ] || {
          say "$1: stays as it is"
          return 1
      }
  }

  replace_pulled() {
      for service in $pulled; do
          sort_containers "$service"
          differs "$service" || continue
          say "$service: \${old:+stops and }starts"
          compose up --detach --no-deps --wait --quiet-pull "$service"
      done
  }

  run_jobs() {
      for job in $jobs; do
          say "$job: runs"
          compose run --rm --no-deps --no-TTY "$job" || fail "$job failed."
      done
  }

  ask_old() {
      for service in $changed; do
          sort_containers "$service"
          # shellcheck disable=SC2086 # a list
          [ -z "$serving" ] || pin "$service" $serving
      done
      reload drain
  }

  # Until what is new works, the gateways ask the old containers alone.
  start_beside() {
      changed='' starting=''
      set --
      for service in $beside; do
          sort_containers "$service"
          differs "$service" || continue
          changed="$changed $service"
          # shellcheck disable=SC2086 # a list
          [ "$(count $new)" -lt "$(replicas_of "$service")" ] || continue
          starting="$starting $service"
          # shellcheck disable=SC2086 # a list
          set -- "$@" --scale "$service=$(($(count $old) + $(replicas_of "$service")))"
      done
      [ -n "$starting" ] || return 0
      stage=beside
      ask_old
      say "Starts beside what runs:$starting"
      # shellcheck disable=SC2086 # a list
      compose up --detach --no-deps --no-recreate --no-build "$@" $starting
      for service in $starting; do
          sort_containers "$service"
          # shellcheck disable=SC2086 # a list
          wait_for "$service" $new
          say "$service: what is new works"
      done
  }

  # The old containers stop once no gateway asks them any more.
  hand_over() {
      [ -n "$changed" ] || return 0
      for service in $changed; do
          sort_containers "$service"
          # shellcheck disable=SC2086 # a list
          pin "$service" $new
      done
      say 'What is new takes over, the old containers end what they have begun.'
      reload drain
      stage=over
      settle
      for service in $changed; do
          sort_containers "$service"
          [ -n "$old" ] || continue
          say "$service: the old containers stop"
          # shellcheck disable=SC2086 # a list
          docker stop $old >/dev/null
          # shellcheck disable=SC2086 # a list
          docker rm $old >/dev/null
      done
      unpin
      reload
  }

  settle() {
      note "$arrived"
      keep_tag
  }

  # While a gateway ends what it has begun, nobody else reaches it: it has a few seconds.
  replace_instead() {
      stage=instead
      for service in $instead; do
          sort_containers "$service"
          differs "$service" || continue
          say "$service: \${old:+stops and }starts. $(why_alone "$service")"
          set --
          case " $gateways " in *" $service "*) set -- --timeout 5 ;; esac
          compose up --detach --no-deps --no-build --wait "$@" "$service"
      done
  }
`;

const command = sh`
  tag=
  rollback=no
  case \${1:-} in
      --help) usage && exit ;;
      --rollback) rollback=yes ;;
      -*) usage >&2 && exit 64 ;;
      *) tag=\${1:-} ;;
  esac
  timeout=\${DEPLOY_TIMEOUT:-300}
  settings=$(compose config --format json)
  project=$(printf '%s\n' "$settings" | sed -n 's/^  "name": "\(.*\)",$/\1/p')
  take_lock
  [ "$rollback" = no ] || bring_back
  tag=\${tag:-$(tag_in_force)}
  export IMAGE_TAG="$tag"
  get_images
  arrived=$(images_of "$tag")
  note_running
  look_at_gateways
  replace_pulled
  # what a migration has done, the former images find done
  [ "$rollback" = yes ] || run_jobs
  deadline=$(($(date +%s) + timeout))
  start_beside
  hand_over
  settle
  replace_instead
  say "Done: $tag runs."
`;
