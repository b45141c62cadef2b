import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** The stack file with every value in its place, and parts of it. */
export const pieces = sh`
  # $ stands for itself from here on; a config is the swarm's once it is there.
  render() {
      images=$(get_images) || exit
      text=$(docker stack config --compose-file "$file") || exit
      printf '%s\n' "$text" | sed -e 's/\\$/$$/g' -e "$images"
  }

  # Of what is wanted, these services alone.
  only() {
      printf '%s\n' "$wanted" | awk -v wanted=" $* " '
          /^[a-z]/ { inside = $1 == "services:"; kept = 1 }
          inside && /^  [^ ]/ { kept = index(wanted, " " substr($1, 1, length($1) - 1) " ") }
          kept { print }
      '
  }

  services() {
      printf '%s\n' "$wanted" | awk '
          /^[a-z]/ { inside = $1 == "services:" }
          inside && /^  [^ ]/ { print substr($1, 1, length($1) - 1) }
      '
  }

  # What is the swarm's already, not to be made of files.
  made() {
      printf '%s\n' "$wanted" | awk '
          /^[a-z]/ { inside = $1 == "configs:" }
          inside && /^    file: / { print "    external: true"; next }
          { print }
      '
  }

  # What is asked for, some services of it or all, and how.
  hand_over() {
      asked=$1
      shift
      said=$(printf '%s\n' "$asked" |
          docker stack deploy --with-registry-auth --resolve-image changed --compose-file - "$@" "$stack" 2>&1) ||
          broken "$said"
  }
`;
