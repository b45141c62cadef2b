import type { Stack } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { addressesOf } from "../address";
import { compose, line } from "../command";
import { type MakeSection, section } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import { builtImages, rollouts } from "../view";
import * as words from "../words/upgrade";
import { askFor } from "./quick-start";

export const upgrade: MakeSection = ({ production }) => {
  if (production === undefined) return undefined;
  const images = builtImages(production);
  if (images.length === 0) return undefined;
  return section(
    words.title,
    section(words.upgrade.title, document.list("steps", stepsOf(production))),
    section(words.rollback.title, ...backTo(production)),
    tasksOf(production, "upgrade").flatMap((task) => taskSection(production, task)),
    notesOn(production, "upgrade"),
  );
};

const titlesOf = (stack: Stack, topic: "backup" | "restore"): string =>
  tasksOf(stack, topic)
    .map(({ title }) => `“${title}”`)
    .join(", ");

/** Every job of a rollout that touches data; those without a network only look. */
function stepsOf(stack: Stack): (readonly document.Block[])[] {
  const backups = titlesOf(stack, "backup");
  const jobs = rollouts(stack);
  const keep = builtImages(stack).map(({ repository, tag }) =>
    line(["docker", "image", "tag", `${repository}:${tag}`, `${repository}:previous`]),
  );
  const step = (say: string, ...commands: string[]): document.Block[] => [
    document.paragraph(say),
    ...(commands.length === 0 ? [] : [document.code(commands.join("\n"))]),
  ];
  return [
    ...(backups === "" ? [] : [step(words.upgrade.backup(backups))]),
    step(words.upgrade.keep, ...keep),
    step(words.upgrade.sources, "git pull"),
    step(words.upgrade.build, compose(stack, "build", "--pull")),
    ...(jobs.length === 0
      ? []
      : [step(words.upgrade.jobs, ...jobs.map(({ name }) => compose(stack, "run", "--rm", name)))]),
    step(words.upgrade.start, compose(stack, "up", "--detach", "--wait")),
    ...addressesOf(stack)
      .slice(0, 1)
      .map(({ check }) => step(words.upgrade.look, askFor(check))),
  ];
}

function backTo(stack: Stack): document.Block[] {
  const start = `IMAGE_TAG=previous ${compose(stack, "up", "--detach", "--wait", "--no-build")}`;
  const restores = titlesOf(stack, "restore");
  return [
    document.paragraph(words.rollback.without),
    document.code(start),
    ...(restores === "" || rollouts(stack).length === 0
      ? []
      : [document.paragraph(words.rollback.with(restores)), document.code(start)]),
  ];
}
