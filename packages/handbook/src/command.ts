import { composeCommandOf, type Service, type Stack, type Step } from "@quaywright/model";
import { document, shell } from "@quaywright/syntax";
import { onSwarm } from "./on-swarm";
import * as words from "./words/steps";

/** A line for the shell: `docker compose` on the files of a stack, or what stands for it on a swarm. */
export const compose = (stack: Stack, ...rest: readonly string[]): string =>
  stack.swarm === undefined ? line([...composeCommandOf(stack), ...rest]) : onSwarm(stack, rest);

export const line = (words: readonly string[]): string => words.map(shell.quote).join(" ");

/** A step as it is typed in the project's folder. */
export function commandOf(stack: Stack, service: Pick<Service, "name">, step: Step): string {
  const redirected = step.input !== undefined || step.output !== undefined;
  const quiet = redirected ? ["-T"] : [];
  const typed = {
    exec: () => compose(stack, "exec", ...quiet, service.name, ...step.words),
    run: () => compose(stack, "run", "--rm", "--no-deps", ...quiet, service.name, ...step.words),
    compose: () => compose(stack, ...step.words),
    host: () => line(step.words),
  }[step.where]();
  const input = step.input === undefined ? "" : ` < ${shell.quote(step.input)}`;
  const output = step.output === undefined ? "" : ` > ${shell.quote(step.output)}`;
  return typed + input + output;
}

/** Steps as one reads them: commands that need no word between them stand in one block. */
export function stepsOf(stack: Stack, service: Pick<Service, "name">, steps: readonly Step[]): document.Block[] {
  const blocks: document.Block[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) blocks.push(document.code(lines.join("\n")));
    lines = [];
  };
  for (const step of steps) {
    if (step.say !== undefined) {
      flush();
      blocks.push(document.paragraph(step.say));
    }
    lines.push(commandOf(stack, service, step));
    if (step.expect === undefined && step.endless !== true) continue;
    flush();
    blocks.push(document.paragraph(step.endless === true ? goesOn(step) : words.prints(step.expect!)));
  }
  flush();
  return blocks;
}

/** What is attached to the containers ends them with itself. */
const goesOn = ({ where, words: [verb] }: Step): string =>
  where === "compose" && verb === "up" ? words.attached : words.endless;

/** A step that a section makes itself. */
export const composed = (words: readonly string[], more: Partial<Step> = {}): Step => ({
  where: "compose",
  words,
  ...more,
});
export const onHost = (words: readonly string[], more: Partial<Step> = {}): Step => ({ where: "host", words, ...more });
