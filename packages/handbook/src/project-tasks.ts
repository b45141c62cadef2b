import { bakeCommandOf, type Stack } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { commandOf, compose, line } from "./command";
import { backupSteps, restoreSteps, type StepOf } from "./copies";
import { lasting, viewOf } from "./view";
import * as words from "./words/project-tasks";

/** A task of the project that has a stack: what `npx projen <name>` does. */
export interface ProjectTask {
  readonly name: string;
  readonly description: string;
  /** Lines for the shell, one after the other; a line may get what stands after the task's name. */
  readonly steps: readonly { readonly line: string; readonly receivesArguments: boolean }[];
  /** Variables for them; `$(…)` is what a command prints. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Names and labels of images that are built from a commit. */
const ofCommit = {
  IMAGE_TAG: "$(git describe --tags --always --dirty)",
  GIT_REVISION: "$(git rev-parse HEAD)",
  GIT_TIME: "$(git show --no-patch --format=%cI HEAD)",
};

/** The same, where a file says the version. */
export const ofVersion = (file: string | undefined): Readonly<Record<string, string>> =>
  file === undefined ? ofCommit : { ...ofCommit, IMAGE_TAG: `$(${versionIn(file)})` };

function versionIn(file: string): string {
  if (file.endsWith(".json")) return line(["node", "-p", `require(${JSON.stringify(`./${file}`)}).version`]);
  if (!file.endsWith(".toml")) return line(["cat", file]);
  const found = String.raw`/^\[(project|tool\.poetry)\]/,/^\[/s/^version *= *"([^"]+)".*/\1/p`;
  return `${line(["sed", "-nE", found, file])} | head -n 1`;
}

/** The tasks of a stack's life, those of its project's other stacks apart; none where no project has them. */
export function projectTasks(stacks: readonly Stack[]): readonly ProjectTask[] {
  const { development, production } = viewOf(stacks) ?? {};
  const prefix = stacks[0]?.tasks;
  if (prefix === undefined) return [];
  const others = stacks.filter((stack) => stack.mode === "production" && stack !== production);
  const tasks = [
    ...(development === undefined ? [] : [...ofDevelopment(development), ...ofAsked(development, "dev:run:")]),
    ...(production === undefined
      ? []
      : [...ofHost(production), ...ofAsked(production, "run:"), ...ofRelease(production), ...ofCopies(production)]),
    ...others.flatMap((stack) => ofHost(stack).map((task) => ({ ...task, name: `${task.name}:${stack.environment}` }))),
  ];
  return tasks.map((task) => ({ ...task, name: prefix + task.name }));
}

const open = (line: string) => ({ line, receivesArguments: true });
const closed = (line: string) => ({ line, receivesArguments: false });

function ofDevelopment(stack: Stack): ProjectTask[] {
  const stay = lasting(stack);
  const [first] = [...stay.filter(({ image }) => image.kind === "built" && image.owner), ...stay];
  const watch = stay.some(({ watch: files }) => files.length > 0) ? ["--watch"] : [];
  return [
    { name: "dev", description: words.dev, steps: [open(compose(stack, "up", ...watch))] },
    { name: "dev:logs", description: words.logs, steps: [open(compose(stack, "logs", "--follow", "--tail", "20"))] },
    ...(first === undefined
      ? []
      : [{ name: "dev:shell", description: words.shell(first.name), steps: [open(shellIn(stack, first.name))] }]),
  ];
}

/** A shell in the container that is named, or else in this one. */
const shellIn = (stack: Stack, service: string): string =>
  `sh -c ${shell.quote(`exec ${compose(stack, "exec")} "\${1:-${service}}" sh`)} sh "$@"`;

function ofHost(stack: Stack): ProjectTask[] {
  const { environment, files } = stack;
  return [
    ...(stack.swarm === undefined
      ? [
          {
            name: "up",
            description: words.up(environment),
            steps: [open(compose(stack, "up", "--build", "--detach", "--wait"))],
          },
        ]
      : []),
    { name: "down", description: words.down(environment), steps: [open(compose(stack, "down"))] },
    ...(files.deploy === undefined
      ? []
      : [
          { name: "deploy", description: words.deploy(environment), steps: [open(line([files.deploy]))] },
          {
            name: "rollback",
            description: words.rollback(environment),
            steps: [closed(line([files.deploy, "--rollback"]))],
          },
        ]),
  ];
}

/** Jobs that someone runs by hand, but for those that are steps of a task of the handbook. */
function ofAsked(stack: Stack, prefix: string): ProjectTask[] {
  const told = stack.services.flatMap(({ handbook }) => handbook?.tasks ?? []).flatMap(({ steps }) => steps);
  const jobs = stack.services.filter(({ oneShot, profile }) => oneShot && profile !== undefined);
  return jobs
    .filter(({ name }) => !told.some(({ words }) => words.includes(name)))
    .map(({ name, summary }) => ({
      name: `${prefix}${name}`,
      description: summary?.replace(/\.$/, "") ?? words.asked(name),
      steps: [open(compose(stack, "run", "--rm", name))],
    }));
}

/** A release is what git has: whoever deploys it asks for it by the name of a commit. */
function ofRelease(stack: Stack): ProjectTask[] {
  const { files, images } = stack;
  if (images.registry === undefined || files.deploy === undefined) return [];
  const clean = `git diff --quiet HEAD -- || { echo ${shell.quote(words.dirty)} >&2; exit 1; }`;
  const push = line([...bakeCommandOf(stack), "--push"]);
  return [
    {
      name: "release",
      description: words.release(images.registry),
      steps: [closed(`sh -c ${shell.quote(clean)}`), open(push)],
      env: { ...ofVersion(images.version), RELEASE: "true" },
    },
  ];
}

function ofCopies(stack: Stack): ProjectTask[] {
  const typed = (steps: readonly StepOf[]) => steps.map(([service, step]) => closed(commandOf(stack, service, step)));
  const backup = typed(backupSteps(stack));
  const restores = restoreSteps(stack);
  return [
    ...(backup.length === 0 ? [] : [{ name: "backup", description: words.backup, steps: backup }]),
    ...restores.map(({ service, steps, title }) => ({
      name: restores.length > 1 ? `restore:${service}` : "restore",
      description: words.restore(title),
      steps: [open(agreed), ...typed(steps)],
    })),
  ];
}

/** What is there is lost: that has to be said. */
const agreed = `sh -c ${shell.quote(`[ "\${1:-}" = --yes ] || { echo ${shell.quote(words.agree)} >&2; exit 1; }`)} sh "$@"`;
