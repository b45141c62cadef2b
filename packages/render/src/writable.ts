import { shell } from "@quaywright/syntax";

const { sh } = shell;

/** Places in mounted sources that are links to where their file lies. What a person has there is left as it is. */
export const makeLinks = (links: Readonly<Record<string, string>>): shell.Script | undefined =>
  Object.keys(links).length === 0
    ? undefined
    : sh`
  # PLACE FILE: what has its place in the sources, and what is written beside it, lies on a volume.
  link() {
      if [ -e "$1" ] && [ ! -L "$1" ]; then
          echo "$1 lies in the sources, and is used as it is: moved away, a new one comes to lie on the volume, $2" >&2
      else
          mkdir -p "\${1%/*}"
          ln -sfn "$2" "$1"
      fi
  }
  ${Object.entries(links)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, file]) => sh`link ${place} ${file}`)}
`;

/** A volume that is another's, or a folder of the host, is told of before a program stumbles over it. */
export const checkWritable = (paths: readonly string[]): shell.Script | undefined =>
  paths.length === 0
    ? undefined
    : sh`
  # What is declared as writable, where it is mounted.
  refused=
  for path in ${paths}; do
      if grep -q " $path " /proc/mounts && [ ! -w "$path" ]; then
          refused="$refused
    - $path: belongs to uid $(stat -c %u "$path")"
      fi
  done
  if [ -n "$refused" ]; then
      printf 'This container cannot start, uid %s may not write what its service declares as writable:%s\n' "$(id -u)" "$refused" >&2
      exit 77
  fi
`;
