import { composeCommandOf, type Service, type Stack, unitOf } from "@quaywright/model";
import { systemd } from "@quaywright/syntax";
import { marker } from "../marker";

/**
 * What runs a service once, from the project's folder. Nothing else starts or is replaced for it: Compose would look at all
 * that it needs, and run migrations again.
 */
export const runOnce = ({ name }: Service, stack: Stack, more: readonly string[] = []): readonly string[] =>
  stack.swarm === undefined
    ? [...composeCommandOf(stack), ...["--progress", "quiet", "run", "--rm", "--no-deps", "--no-TTY", ...more, name]]
    : [`./${stack.files.deploy}`, "--run", name];

/** By which the script knows the units of a stack. */
export const ownerLine = ({ project }: Stack): string => `Scheduled command of ${project}.`;

const head = (stack: Stack): string => `${marker}\n${ownerLine(stack)}`;

/** A specifier begins with `%`. */
const literally = (text: string): string => text.replaceAll("%", "%%");

const described = ({ name, summary = name }: Service, { project }: Stack): string =>
  literally(`${project}: ${summary.replaceAll(/\s+/g, " ").replace(/[\\\s]+$/, "")}`);

/** A oneshot is not started while it runs: https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Type= */
export const renderUnit = (service: Service, stack: Stack): string =>
  systemd.print(`${head(stack)} The folder is set as it is installed.`, [
    {
      name: "Unit",
      assignments: [
        ["Description", described(service, stack)],
        ["After", "docker.service"],
      ],
    },
    {
      name: "Service",
      assignments: [
        ["Type", "oneshot"],
        ["WorkingDirectory", `/srv/${stack.project}`],
        ...(stack.swarm === undefined ? byCompose(service, stack) : [execStart(runOnce(service, stack))]),
      ],
    },
  ]);

const execStart = (words: readonly string[]): systemd.Assignment => [
  "ExecStart",
  systemd.command(["/usr/bin/env", ...words]),
];

/** By its name the container is stopped with the unit: it would go on without the Compose that started it. */
function byCompose(service: Service, stack: Stack): systemd.Assignment[] {
  const container = `${unitOf(service, stack)}.run`;
  const gone = `{ docker stop ${container}; docker rm -f ${container}; } >/dev/null 2>&1`;
  // mostly there is none any more
  const removed = `-${systemd.command(["/bin/sh", "-c", gone])}`;
  return [
    ["ExecStartPre", removed],
    execStart(runOnce(service, stack, ["--name", container])),
    ["ExecStopPost", removed],
    ["TimeoutStopSec", `${service.stopGrace + 30}s`],
  ];
}

/** What was due while the machine was off is run once it is on. */
export const renderTimer = (service: Service, stack: Stack): string => {
  const schedule = service.schedule!;
  return systemd.print(head(stack), [
    { name: "Unit", assignments: [["Description", described(service, stack)]] },
    {
      name: "Timer",
      assignments: [
        ["OnCalendar", systemd.calendar(schedule)],
        ["AccuracySec", "1s"],
        ...(schedule.loose
          ? ([
              ["RandomizedDelaySec", "5min"],
              ["FixedRandomDelay", "true"],
            ] as const)
          : []),
        ["Persistent", "true"],
      ],
    },
    { name: "Install", assignments: [["WantedBy", "timers.target"]] },
  ]);
};
