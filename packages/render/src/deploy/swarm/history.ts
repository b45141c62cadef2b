import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** What ran when, which the swarm itself keeps: every manager can go back to it. */
export const history = sh`
  deployments() {
      docker config ls --filter "label=quaywright.deployment=$stack" --format '{{.Name}}' | sort
  }

  text_of() {
      docker config inspect --format '{{printf "%s" .Spec.Data}}' "$1"
  }

  # Writes down what runs from now on, the last five times.
  note() {
      last=$(deployments | tail -n 1)
      text=$(made)
      [ -z "$last" ] || [ "$(text_of "$last")" != "$text" ] || return 0
      printf '%s\n' "$text" | docker config create --label "quaywright.deployment=$stack" --label "quaywright.tag=$tag" \
          --label "com.docker.stack.namespace=$stack" "\${stack}_$(date -u +%Y%m%dT%H%M%SZ)" - >/dev/null
      deployments | sort -r | tail -n +6 | while read -r old; do
          docker config rm "$old" >/dev/null
      done
      forget
  }

  # Removes secrets and configs that no deployment speaks of any more.
  forget() {
      known=$(for each in $(deployments); do text_of "$each"; done)
      for kind in secret config; do
          docker "$kind" ls --filter "label=com.docker.stack.namespace=$stack" --format '{{.Name}}' | while read -r name; do
              case $kind:$name in "config:\${stack}_2"*Z) continue ;; esac
              printf '%s\n' "$known" | grep -qF "name: $name" || docker "$kind" rm "$name" >/dev/null
          done
      done
  }

  # The deployment before the last one.
  former() {
      found=$(deployments | tail -n 2)
      [ "$(echo "$found" | wc -l)" -eq 2 ] || fail 'The swarm knows of no deployment before the last one.'
      found=$(echo "$found" | head -n 1)
      wanted=$(text_of "$found")
      tag=$(docker config inspect --format '{{index .Spec.Labels "quaywright.tag"}}' "$found")
  }
`;
