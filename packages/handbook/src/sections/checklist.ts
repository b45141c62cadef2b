import { dotenvOf, type Stack, scheduledIn } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { addressesOf } from "../address";
import { commandOf, compose, line } from "../command";
import { codes, type MakeSection, section } from "../section";
import { type ServiceTask, tasksOf } from "../task";
import { builtImages, lasting } from "../view";
import * as words from "../words/checklist";
import { prints } from "../words/steps";
import { askFor } from "./quick-start";

const { items } = words;
type Item = readonly document.Block[];

export const checklist: MakeSection = ({ production }) =>
  production &&
  section(
    words.title,
    document.paragraph(words.intro),
    document.list("tasks", [
      ...aboutSecrets(production),
      item(items.works, compose(production, "up", "--detach", "--wait")),
      ...addressesOf(production)
        .slice(0, 1)
        .map(({ check }) => item(items.answers, askFor(check), "200")),
      aboutPorts(production),
      ...aboutTls(production),
      item(items.clock, line(["date", "--utc"])),
      ...aboutAge(production),
      ...(scheduledIn(production).length === 0
        ? []
        : [item(items.scheduled, line(["systemctl", "list-timers", `${production.project}-*`]))]),
      ...aboutContainers(production),
      ...tasksOf(production, "check").flatMap(({ service, task, title }) =>
        task.steps.map((step) => item(`${title}.`, commandOf(production, service, step), step.expect)),
      ),
      ...tasksOf(production, "drill").map((drill) => aboutBackup(production, drill)),
    ]),
  );

const item = (say: string, command: string, expect?: string): Item => [
  document.paragraph(say),
  document.code(command),
  ...(expect === undefined ? [] : [document.paragraph(prints(expect))]),
];

function aboutSecrets(stack: Stack): Item[] {
  const secret = stack.inputs.some(({ file }) => file !== undefined);
  const { environment, files } = stack;
  return [
    item(items.complete, line(["npx", "quaywright", "env", environment, "--check"]), items.completeSays),
    item(items.private, line(["git", "ls-files", dotenvOf(stack), ...(secret ? [files.secrets] : [])])),
    ...(secret ? [item(items.folder(files.secrets), line(["stat", "-c", "%a", files.secrets]), "700")] : []),
  ];
}

function aboutAge(stack: Stack): Item[] {
  const images = builtImages(stack).map(({ repository, tag }) => `${repository}:${tag}`);
  const command = line(["docker", "image", "inspect", "--format", "{{.RepoTags}} {{.Created}}", ...images]);
  return images.length === 0 ? [] : [item(items.age, command)];
}

function aboutPorts(stack: Stack): Item {
  const command = compose(stack, "ps", "--format", "{{.Service}} {{.Ports}}");
  const open = lasting(stack).flatMap(({ published }) => published);
  if (open.length === 0) return item(items.publishedNone, command);
  const shown = open.map(({ address, port }) => `${address ?? "0.0.0.0"}:${port}`);
  return item(items.published(codes(shown)), command, `${shown[0]}->`);
}

/** What follows from who ends TLS has come to those that browsers reach. */
function aboutTls(stack: Stack): Item[] {
  const stay = lasting(stack);
  const gate = stay.find(({ front }) => front?.endedBy === "itself");
  const port = gate?.published[0]?.port;
  return [
    ...(port === undefined
      ? []
      : [item(items.redirects, askFor(`http://localhost${port === 80 ? "" : `:${port}`}/`), "308")]),
    ...stay.flatMap(({ name, port: own, variables }) => {
      const cookies = variables.find(({ follows, kind, readers }) => follows && kind === "boolean" && !readers);
      if (own === undefined || cookies?.source.kind !== "fixed") return [];
      const { value } = cookies.source;
      return [
        item(items.cookies(name, /^true$/i.test(value)), compose(stack, "exec", name, "printenv", cookies.name), value),
      ];
    }),
  ];
}

function aboutContainers(stack: Stack): Item[] {
  const stay = lasting(stack);
  const containers = `$(${compose(stack, "ps", "--quiet")})`;
  const inspect = (format: string): string => `${line(["docker", "inspect", "--format", format])} ${containers}`;
  const limited = stay.length > 0 && stay.every(({ resources }) => resources.memory !== undefined);
  return [
    ...stay.flatMap(({ name, user }) =>
      user === undefined ? [] : [item(items.user(name), compose(stack, "exec", name, "id", "-u"), user.split(":")[0])],
    ),
    ...(stay.every(({ readOnly }) => readOnly)
      ? [item(items.readOnly, inspect("{{.Name}} {{.HostConfig.ReadonlyRootfs}}"), "true")]
      : []),
    ...(limited
      ? [
          item(
            items.limits,
            `${line(["docker", "stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}"])} ${containers}`,
          ),
        ]
      : []),
    ...(stay.some(({ compose: own }) => "logging" in own)
      ? []
      : [item(items.logs, inspect("{{.Name}} {{.HostConfig.LogConfig.Type}}"), "local")]),
    ...(stay.some(({ compose: own }) => "restart" in own)
      ? []
      : [item(items.restarts, inspect("{{.Name}} {{.HostConfig.RestartPolicy.Name}}"), "unless-stopped")]),
  ];
}

/** Made, then restored beside the database: as the parts on backups say, without their words. */
function aboutBackup(stack: Stack, { service, task, title }: ServiceTask): Item {
  const backups = tasksOf(stack, "backup").filter((each) => each.service.name === service.name);
  const steps = [...backups, { task }].flatMap((each) => each.task.steps);
  return item(items.restored(title), steps.map((step) => commandOf(stack, service, step)).join("\n"));
}
