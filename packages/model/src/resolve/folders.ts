import type { Mount, Service } from "../stack";
import { resolveService } from "./service";
import type { View } from "./view";
import { foldersJobOf } from "./writable";

/**
 * The job that looks at folders of the host which a service writes: root of a container without a network, which has the right to hand
 * a folder to another user.
 */
export function resolveFoldersJob(name: string, view: View): Service[] {
  const shape = view.shapes[name]!;
  if (foldersJobOf(name, view.shapes) !== `${name}-folders`) return [];
  const service = resolveService(name, { ...shape, of: name, replicas: 1 }, view, []);
  const { port: _port, probe: _probe, single: _single, command: _command, ...rest } = service;
  const mounts = rest.mounts.filter((mount) => mount.kind === "folder");
  return [
    {
      ...rest,
      name: `${name}-folders`,
      summary: `Hands empty folders of the host to the user of ${name}, and tells of those that are another's.`,
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
        entrypoint: ["sh", "-c", handOver.replaceAll("$", "$$$$"), "-", shape.user!, ...mounts.flatMap(pair)],
        command: [],
      },
    },
  ];
}

const pair = (mount: Mount): string[] => (mount.kind === "folder" ? [mount.target, mount.source] : []);

/** A `$` of it is two for Compose. Arguments: `uid:gid`, then each folder in the container and on the host. A folder with files in it is its owner's to give. */
const handOver = `user=$1; shift; faults=0
while [ $# -gt 0 ]; do
    if [ "$(stat -c %u "$1")" != "\${user%:*}" ]; then
        if [ -z "$(ls -A "$1")" ] && chown "$user" "$1"; then
            echo "$2 is now $user's."
        else
            echo "$2 belongs to uid $(stat -c %u "$1"), and the service runs as $user: \\\`sudo chown -R $user $2\\\` on the host, or \\\`user\\\` of the service." >&2
            faults=1
        fi
    fi
    shift 2
done
exit $faults`;
