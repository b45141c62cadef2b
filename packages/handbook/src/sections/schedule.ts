import { type Service, type Stack, scheduledIn, unitOf } from "@quaywright/model";
import { document, systemd } from "@quaywright/syntax";
import { compose, line } from "../command";
import { code, type MakeSection, section, table } from "../section";
import * as words from "../words/schedule";

export const schedule: MakeSection = ({ main, stacks }) => {
  const [first, ...others] = [main, ...stacks.filter((stack) => stack !== main)].filter(
    (stack) => scheduledIn(stack).length > 0,
  );
  return (
    first &&
    section(
      words.title,
      ...blocksOf(first),
      ...others.map((stack) => section(`${words.title} of ${stack.environment}`, ...blocksOf(stack))),
    )
  );
};

function blocksOf(stack: Stack): (document.Block | document.Section | undefined)[] {
  const services = scheduledIn(stack);
  const script = stack.files.schedule ?? "";
  const all = `${stack.project}-*`;
  const [{ name } = { name: "" }] = services;
  const unit = `${unitOf({ name }, stack)}.service`;
  const intro = stack.swarm === undefined ? words.intro : words.swarmed;
  return [
    document.paragraph(intro(stack.environment)),
    table(
      words.head,
      services.map((service) => rowOf(service)),
    ),
    document.paragraph(words.install),
    document.code(line(["sudo", script, "install"])),
    document.paragraph(words.rules),
    ...item(words.next, ["systemctl", "list-timers", all]),
    ...item(words.now(name), ["sudo", "systemctl", "start", unit]),
    ...item(words.last(name), ["systemctl", "status", "--no-pager", unit]),
    ...item(words.log(name), ["journalctl", "--no-pager", "--lines", "50", "--unit", unit]),
    ...item(words.failed, ["systemctl", "list-units", "--failed", all]),
    document.paragraph(words.told(`/etc/systemd/system/${stack.project}-.service.d/failure.conf`)),
    section(
      words.cron.title,
      document.paragraph(words.cron.text),
      document.code(line([script, "crontab"])),
      document.paragraph(`${words.byHand(name)}.`),
      document.code(compose(stack, "run", "--rm", name)),
    ),
  ];
}

const item = (title: string, typed: readonly string[]): document.Block[] => [
  document.paragraph(`${title}.`),
  document.code(line(typed)),
];

function rowOf({ name, schedule, summary = "" }: Service): string[] {
  if (schedule === undefined) return [];
  const moments = systemd.calendar(schedule).map(code).join(", ");
  return [summary, schedule.loose ? `${moments}, ${words.loosely}` : moments, code(name), code(schedule.cron)];
}
