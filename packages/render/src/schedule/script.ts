import { type Service, type Stack, unitOf } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { marker } from "../marker";
import { ownerLine, runOnce } from "./units";

const { sh } = shell;

/** The script that gives what has a schedule to the machine: to its systemd as timers, or to its cron as lines. */
export function renderSchedule(
  stack: Stack,
  services: readonly Service[],
  { folder, path }: { readonly folder: string; readonly path: string },
): string {
  const up = path.split("/").slice(1).fill("..").join("/");
  const units = services.map((service) => unitOf(service, stack));
  return shell.print(sh`
    #!/bin/sh
    # ${shell.raw(marker)}
    # Gives the commands of ${shell.raw(stack.environment)} that have a schedule to systemd, or tells cron of them.
    set -eu

    usage() {
        cat <<'END'
    ${shell.raw(path)} install  timers of systemd for these commands, and for no others of this stack; as root
    ${shell.raw(path)} remove   takes all of them away; as root
    ${shell.raw(path)} crontab  prints the lines that do the same for cron

    Units are written to UNIT_FOLDER (/etc/systemd/system), with the folder in which this script was called for.
    END
    }

    fail() {
        printf '%s\n' "$*" >&2
        exit 1
    }

    cd ${up === "" ? sh`"$(dirname "$0")"` : sh`"$(dirname "$0")/${shell.raw(up)}"`}
    folder=$(pwd)
    case $folder in
        *["%\\'&|"]*) fail "$folder has a character in its name that systemd, cron or a shell takes for another thing." ;;
    esac
    units=${units.join(" ")}
    owner=${`# ${ownerLine(stack)}`}
    target=\${UNIT_FOLDER:-/etc/systemd/system}

    need_systemd() {
        command -v systemctl >/dev/null 2>&1 || fail "There is no systemd on this machine. For its cron: $0 crontab"
        [ -w "$target" ] || fail "$target can be written by root alone: sudo $0 $1"
    }

    # Timers of this stack that are there, under whatever name.
    installed() {
        for timer in "$target"/*.timer; do
            [ ! -f "$timer" ] || ! grep -qxF "$owner" "$timer" || basename "$timer" .timer
        done
    }

    remove() {
        systemctl --quiet disable --now "$1.timer"
        ! systemctl --quiet is-failed "$1.service" || systemctl reset-failed "$1.service"
        rm -f "$target/$1.timer" "$target/$1.service"
    }

    case \${1:-} in
        install)
            need_systemd install
            for unit in $(installed); do
                case " $units " in *" $unit "*) ;; *) remove "$unit" ;; esac
            done
            for unit in $units; do
                sed "s|^WorkingDirectory=.*|WorkingDirectory=$folder|" ${shell.raw(quoted(folder))}/"$unit.service" >"$target/$unit.service"
                cp ${shell.raw(quoted(folder))}/"$unit.timer" "$target/$unit.timer"
            done
            systemctl daemon-reload
            for unit in $units; do
                systemctl --quiet enable "$unit.timer"
                systemctl restart "$unit.timer"
            done
            ;;
        remove)
            need_systemd remove
            for unit in $(installed); do remove "$unit"; done
            systemctl daemon-reload
            ;;
        crontab)
            echo '# These times are of UTC. cron goes by the clock of the machine, whose zone is'" $(date +%Z)."
            ${services.map((service) => cronLine(service, stack, folder))}
            ;;
        --help) usage ;;
        *) usage >&2 && exit 64 ;;
    esac
  `);
}

const quoted = (path: string): string => shell.quote(path);

/** The unit's own file is the lock, so that no run begins while the last one goes on. cron takes a bare `%` for a newline. */
const cronLine = (service: Service, stack: Stack, folder: string): shell.Script => {
  const words = ["flock", "-n", `${folder}/${unitOf(service, stack)}.service`, ...runOnce(service, stack)];
  const command = words.map(shell.quote).join(" ").replaceAll("%", "\\%");
  return sh`printf '%s\n' ${`${service.schedule!.cron} cd`}" '$folder' "${`&& ${command}`}`;
};
