import type { Mount, Service } from "../stack";
import { resolveService } from "./service";
import type { View } from "./view";
import { foldersJobOf, handedTo } from "./writable";

/**
 * The job that looks at folders and volumes which a service writes: root of a container without a network, which has the
 * right to hand a folder to another user.
 */
export function resolveFoldersJob(name: string, view: View): Service[] {
  const shape = view.shapes[name]!;
  if (foldersJobOf(name, view.shapes) !== `${name}-folders`) return [];
  const service = resolveService(name, { ...shape, of: name, replicas: 1 }, view, []);
  const { port: _port, probe: _probe, single: _single, command: _command, ...rest } = service;
  const paths = handedTo(shape, view.shapes);
  const mounts = rest.mounts.filter(({ target }) => paths.includes(target));
  return [
    {
      ...rest,
      name: `${name}-folders`,
      summary: `Hands empty ${kindsOf(mounts)} to the user of ${name}, and tells of those that are another's.`,
      variables: [],
      needs: [],
      published: [],
      mounts,
      configs: [],
      reaches: [],
      unprobed: true,
      watch: [],
      user: "0:0",
      capabilities: ["CHOWN"],
      readOnly: true,
      restarts: false,
      oneShot: true,
      stopGrace: 10,
      compose: {
        entrypoint: [
          "sh",
          "-c",
          handOver.replaceAll("$", "$$$$"),
          "-",
          shape.user!,
          ...mounts.flatMap((mount) => asked(mount, shape.user!)),
        ],
        command: [],
      },
    },
  ];
}

/** Its path, what a person calls it, and what would hand over what lies in it. */
const asked = (mount: Mount, user: string): string[] =>
  mount.kind === "folder"
    ? [mount.target, mount.source, `\`sudo chown -R ${user} ${mount.source}\` on the host`]
    : mount.kind === "volume"
      ? [
          mount.target,
          `volume ${mount.volume}`,
          `\`chown -R ${user} ${mount.target}\` by root of a container that has it`,
        ]
      : [];

const kindsOf = (mounts: readonly Mount[]): string =>
  [
    ...(mounts.some(({ kind }) => kind === "folder") ? ["folders of the host"] : []),
    ...(mounts.some(({ kind }) => kind === "volume") ? ["volumes"] : []),
  ].join(" and ");

/**
 * A `$` of it is two for Compose. Arguments: `uid:gid`, then three for each folder. One with files in it is its owner's to
 * give; what all may write needs no owner.
 */
const handOver = `user=$1; shift; faults=0
while [ $# -gt 0 ]; do
    mode=$(stat -c %a "$1")
    if [ "$(stat -c %u "$1")" != "\${user%:*}" ] && [ "\${mode%[2367]}" = "$mode" ]; then
        if held=$(ls -A "$1") && [ -z "$held" ] && chown "$user" "$1"; then
            echo "$2 is now $user's."
        else
            echo "$2 belongs to uid $(stat -c %u "$1"), and the service runs as $user: $3, or \\\`user\\\` of the service." >&2
            faults=1
        fi
    fi
    shift 3
done
exit $faults`;
