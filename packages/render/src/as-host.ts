import type { Entrypoint } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { marker } from "./marker";

/** The script that makes root of a development container the user whom the mounted sources belong to. */
export function renderAsHost({ folder, claims }: NonNullable<Entrypoint["host"]>): string {
  return shell.print(shell.sh`
    #!/bin/sh
    # ${shell.raw(marker)}
    # as-host COMMAND...: runs it as the user whom ${shell.raw(folder)} belongs to, so that what it writes there is theirs.
    # Linked to as another name, it runs the command of that name.
    set -eu

    shims=/usr/local/as-host
    PATH=\${PATH#"$shims:"}
    export PATH
    case \${0##*/} in
        as-host) ;;
        *) set -- "\${0##*/}" "$@" ;;
    esac

    uid=$(stat -c %u ${folder})
    gid=$(stat -c %g ${folder})
    if [ "$(id -u)" != 0 ] || [ "$uid" = 0 ]; then
        exec "$@"
    fi

    as_user() {
        setpriv --reuid "$uid" --regid "$gid" --clear-groups "$@"
    }

    # A volume is made by the engine as root, or left by whoever had the sources before. It may lie in a folder that
    # nobody but its owner enters, not even this root.
    claim() {
        if grep -q " $1 " /proc/mounts && [ "$(as_user stat -c %u "$1")" != "$uid" ]; then
            as_user --inh-caps +chown --ambient-caps +chown chown -R "$uid:$gid" "$1"
        fi
    }
    ${claims.map((volume) => shell.sh`claim ${volume}`)}
    export HOME=/tmp
    exec setpriv --reuid "$uid" --regid "$gid" --clear-groups "$@"
  `);
}
