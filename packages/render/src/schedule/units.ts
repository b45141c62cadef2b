import { composeCommandOf, type Service, type Stack } from "@quaywright/model";
import { systemd } from "@quaywright/syntax";
import { marker } from "../marker";

/**
 * What runs a service once, from the project's folder. Nothing else starts or is replaced for it: Compose would look at all
 * that it needs, and run migrations again.
 */
export const runOnce = ({ name }: Service, stack: Stack): readonly string[] =>
  stack.swarm === undefined
    ? [...composeCommandOf(stack), ...["--progress", "quiet", "run", "--rm", "--no-deps", "--no-TTY", name]]
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
        ["ExecStart", systemd.command(["/usr/bin/env", ...runOnce(service, stack)])],
      ],
    },
  ]);

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
