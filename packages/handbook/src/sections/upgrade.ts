import { alone, deploymentsOf, gatewaysOf, type Service, type Stack, startsFirst } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { addressesOf } from "../address";
import { compose, line } from "../command";
import { code, codes, type MakeSection, section, table } from "../section";
import { notesOn, taskSection, tasksOf } from "../task";
import { lasting, rollouts } from "../view";
import * as words from "../words/upgrade";
import { askFor } from "./quick-start";

export const upgrade: MakeSection = ({ production }) => {
  if (production === undefined) return undefined;
  const { deploy } = production.files;
  if (deploy === undefined) return undefined;
  return section(
    words.title,
    section(
      words.upgrade.title,
      document.list("steps", stepsOf(production, deploy)),
      fromRegistry(production, deploy),
      document.paragraph(words.upgrade.overlap),
      document.paragraph(words.upgrade.up),
    ),
    section(
      words.each.title,
      table(
        words.each.head,
        lasting(production).map((service) => rowOf(production, service)),
      ),
    ),
    section(words.rollback.title, ...backTo(production, deploy)),
    tasksOf(production, "upgrade").flatMap((task) => taskSection(production, task)),
    notesOn(production, "upgrade"),
  );
};

const titlesOf = (stack: Stack, topic: "backup" | "restore"): string =>
  tasksOf(stack, topic)
    .map(({ title }) => `“${title}”`)
    .join(", ");

function stepsOf(stack: Stack, deploy: string): (readonly document.Block[])[] {
  const backups = titlesOf(stack, "backup");
  const pulled = lasting(stack).flatMap(({ image, name }) => (image.kind === "pulled" ? [name] : []));
  const step = (say: string, ...commands: string[]): document.Block[] => [
    document.paragraph(say),
    ...(commands.length === 0 ? [] : [document.code(commands.join("\n"))]),
  ];
  return [
    ...(backups === "" ? [] : [step(words.upgrade.backup(backups))]),
    step(words.upgrade.sources, "git pull"),
    ...(stack.inputs.length === 0
      ? []
      : [step(words.upgrade.values, line(["npx", "quaywright", "env", stack.environment]))]),
    step(words.upgrade.build, compose(stack, "build", "--pull")),
    ...(pulled.length === 0 || stack.swarm !== undefined
      ? []
      : [step(words.upgrade.pull, compose(stack, "pull", ...pulled))]),
    step(words.upgrade.deploy, line([deploy])),
    ...addressesOf(stack)
      .slice(0, 1)
      .map(({ check }) => step(words.upgrade.look, askFor(check))),
  ];
}

/** From where images are taken, where that is not the host itself. */
const fromRegistry = ({ images }: Stack, deploy: string): document.Block[] =>
  images.registry === undefined
    ? []
    : [document.paragraph(words.upgrade.registry(images.registry)), document.code(line([deploy, "1.4.0"]))];

function rowOf(stack: Stack, service: Service): string[] {
  const name = code(service.name);
  if (stack.swarm !== undefined) {
    const first = startsFirst(service, stack);
    const why = first ? words.each.besideWhy : (alone(service) ?? words.each.keepsWhy);
    return [name, first ? words.each.startsFirst : words.each.stopsFirst, why];
  }
  if (service.image.kind === "pulled") return [name, words.each.pulled, words.each.pulledWhy];
  const why = alone(service);
  if (why !== undefined) return [name, words.each.instead, why];
  const asking = gatewaysOf(stack, service.name);
  return asking.length > 0
    ? [name, words.each.pinned, words.each.pinnedWhy(codes(asking))]
    : [name, words.each.beside, words.each.besideWhy];
}

function backTo(stack: Stack, deploy: string): document.Block[] {
  const restores = titlesOf(stack, "restore");
  return [
    document.paragraph(
      stack.swarm === undefined ? words.rollback.without(deploymentsOf(stack)) : words.rollback.onSwarm,
    ),
    document.code(line([deploy, "--rollback"])),
    ...(restores === "" || rollouts(stack).length === 0 ? [] : [document.paragraph(words.rollback.with(restores))]),
  ];
}
