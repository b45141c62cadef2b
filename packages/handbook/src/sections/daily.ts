import type { Service, Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { composed, onHost, stepsOf } from "../command";
import { projectTasks } from "../project-tasks";
import { code, type MakeSection, section, table } from "../section";
import { tasksOf } from "../task";
import { builtImages, everyProfile, lasting, profilesOf, rollouts, type View } from "../view";
import * as words from "../words/daily";
import * as tasks from "../words/project-tasks";

export const daily: MakeSection = ({ development, main, production, stacks }: View) => {
  const stack = development ?? main;
  const ours = stack.mode === "development";
  return section(
    words.title,
    ...general(stack),
    ...tasksOf(stack, "daily").map(({ service, task, title }) =>
      item(title, stepsOf(stack, service, task.steps), task.intro),
    ),
    ...asked(stack),
    ...(ours
      ? [
          item(words.reset, command(stack, [...everyProfile(stack), "down", "--volumes"])),
          item(words.start, command(stack, ["up", "--detach", "--wait"])),
        ]
      : []),
    ...affected(stack, production),
    item(words.stop, command(stack, [...everyProfile(stack), "down"])),
    tasksSection(stacks),
    stacks.flatMap((each) => (each === stack ? [] : (elsewhere(each) ?? []))),
  );
};

/** What is done where nobody edits. */
const elsewhere = (stack: Stack): document.Section | undefined =>
  section(
    words.elsewhere.title(stack.environment),
    document.paragraph(words.elsewhere.intro(stack.environment)),
    ...general(stack),
    ...profilesOf(stack).map((profile) =>
      item(words.profile(profile), command(stack, ["--profile", profile, "up", "--detach", "--wait"])),
    ),
    ...tasksOf(stack, "daily").map(({ service, task, title }) =>
      item(title, stepsOf(stack, service, task.steps), task.intro),
    ),
    item(words.stop, command(stack, [...everyProfile(stack), "down"])),
    item(words.start, command(stack, ["up", "--detach", "--wait"])),
  );

/** The tasks that the project has for them. */
function tasksSection(stacks: readonly Stack[]): document.Section | undefined {
  const rows = projectTasks(stacks).map(({ description, name }) => [code(`npx projen ${name}`), description]);
  if (rows.length === 0) return undefined;
  return section(tasks.title, document.paragraph(tasks.intro), table(tasks.head, rows));
}

const command = (stack: Stack, words: readonly string[], endless = false): document.Block[] =>
  stepsOf(stack, { name: "" }, [composed(words, endless ? { endless } : {})]);

/** What it does, and the command below. */
const item = (title: string, blocks: readonly document.Block[], intro?: string): document.Block[] => [
  document.paragraph(`${title}. ${intro ?? ""}`.trim()),
  ...blocks,
];

function general(stack: Stack): document.Block[][] {
  const stay = lasting(stack);
  const built = builtIn(stack) ?? stay[0];
  if (built === undefined) return [];
  const watched = stay.some(({ watch }) => watch.length > 0);
  return [
    ...(watched ? [item(words.watch, command(stack, ["up", "--watch"], true))] : []),
    item(words.start, command(stack, ["up", "--detach", "--wait"])),
    item(words.state, command(stack, ["ps", "--all"])),
    item(words.logs, command(stack, ["logs", "--tail", "20"])),
    item(words.follow, command(stack, ["logs", "--follow", "--tail", "20", built.name], true)),
    item(words.shell, command(stack, ["exec", built.name, "sh"])),
    item(words.restart, command(stack, ["restart", built.name])),
    ...rebuilt(stack),
    ...rollouts(stack).map(({ name, summary = "" }) =>
      item(words.job(name), command(stack, ["run", "--rm", name]), summary),
    ),
  ];
}

/** The first service of ours, which is the application itself or stands for all. */
const builtIn = (stack: Stack): Service | undefined =>
  lasting(stack).find(({ image }) => image.kind === "built" && image.owner);

const rebuilt = (stack: Stack): document.Block[][] => {
  const built = builtIn(stack);
  return built === undefined
    ? []
    : [item(words.rebuild, command(stack, ["up", "--build", "--detach", "--wait", "--no-deps", built.name]))];
};

/** Where each image is a project of Nx. */
const affected = (stack: Stack, production: Stack | undefined): document.Block[][] =>
  production?.nx === true && builtImages(production).length > 0
    ? [
        item(
          words.affected,
          stepsOf(stack, { name: "" }, [onHost(["npx", "nx", "affected", "-t", "image", "--base=HEAD"])]),
        ),
      ]
    : [];

/** Jobs that somebody runs by hand. */
const asked = (stack: Stack): document.Block[][] =>
  stack.services
    .filter(({ oneShot, profile }) => oneShot && profile !== undefined)
    .map(({ name, summary }) => item(summary?.replace(/\.$/, "") ?? name, command(stack, ["run", "--rm", name])));
