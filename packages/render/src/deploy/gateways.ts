import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** Whom the gateways ask while old and new containers run side by side. */
export const gateways = sh`
  running_of() {
      docker ps --quiet --filter "label=com.docker.compose.project=$project" \
          --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False
  }

  # Of SERVICE, only each CONTAINER is asked, from the next reload on.
  pin() {
      pinned=$1
      shift
      echo "$routes" | while read -r gateway service network port; do
          [ "$service" = "$pinned" ] || continue
          servers=$(docker inspect --format "    server {{(index .NetworkSettings.Networks \"\${project}_$network\").IPAddress}}:$port max_fails=0;" "$@")
          for at in $(running_of "$gateway"); do
              printf 'upstream %s_pinned {\n%s\n    keepalive 32;\n}\n' "$service" "$servers" |
                  docker exec --interactive "$at" sh -c '
                      mkdir -p /tmp/pinned
                      cat >"/tmp/pinned/$1.upstream"
                      printf "\"\" %s_pinned;\n" "$1" >"/tmp/pinned/$1.map"
                  ' sh "$service"
          done
      done
  }

  look_at_gateways() {
      for gateway in $gateways; do
          for at in $(running_of "$gateway"); do
              docker exec "$at" grep -rqs /tmp/pinned /etc/nginx ||
                  say "$gateway cannot be told whom to ask, for it is older than that: this once, requests may fail."
          done
      done
  }

  # All that their names lead to are asked, from the next reload on.
  unpin() {
      for gateway in $gateways; do
          for at in $(running_of "$gateway"); do
              docker exec "$at" rm -rf /tmp/pinned
          done
      done
  }

  # The gateways take that up. What they have begun with former settings goes on; \`reload drain\` waits for its end.
  reload() {
      for gateway in $gateways; do
          for at in $(running_of "$gateway"); do
              docker exec "$at" sh -c '
                  old=$(grep -ls "^nginx: worker process" /proc/[0-9]*/cmdline)
                  said=$(nginx -t -q 2>&1 && nginx -s reload 2>&1) || { echo "$said" >&2; exit 1; }
                  for _ in $(seq 200); do
                      left=
                      for worker in $old; do
                          if [ "$1" = drain ]; then
                              [ ! -e "$worker" ] || left=$worker
                          elif grep -qs "^nginx: worker process" "$worker"; then
                              grep -qs "shutting down" "$worker" || left=$worker
                          fi
                      done
                      [ -n "$left" ] || exit 0
                      sleep 0.2
                  done
              ' sh "\${1:-}" || fail "$gateway does not take up its settings."
          done
      done
  }
`;
