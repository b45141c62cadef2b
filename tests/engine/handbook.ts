import type { Stack, Step, Task } from "@quaywright/model";
import { printProblems, resolve, type UncheckedDeclaration } from "@quaywright/model";
import { run } from "./run";
import type { TestStack } from "./stack";

interface Found {
  readonly service: string;
  readonly task: Task;
}

/** The task by which a service's handbook sets an input anew, in production. */
export const rotationOf = (declaration: UncheckedDeclaration, input: string): Found =>
  taskOf(declaration, `sets ${input} anew`, ({ task: { rotates } }) => rotates === input);

/** The first such task of the services' handbooks, in production. */
export function taskOf(declaration: UncheckedDeclaration, what: string, is: (found: Found) => boolean): Found {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(printProblems("the stack", result.problems));
  const { services } = result.stacks.find(({ mode }) => mode === "production") as Stack;
  const found = services
    .flatMap(({ handbook, name }) => (handbook?.tasks ?? []).map((task) => ({ service: name, task })))
    .find(is);
  if (found === undefined) throw new Error(`no handbook ${what}`);
  return found;
}

/** Does what a step of a handbook says, as a person at a terminal would. */
export async function perform(stack: TestStack, service: string, step: Step): Promise<void> {
  const { where, words, input, output, expect: expected = "" } = step;
  const { HOME = "", PATH = "" } = process.env;
  const compose = (...more: readonly string[]) => ["docker", "compose", "-p", stack.project, "-f", stack.file, ...more];
  const command = {
    compose: compose(...words),
    exec: compose("exec", "-T", service, ...words),
    run: compose("run", "--rm", "--no-deps", service, ...words),
    host: words,
  }[where];
  const redirected = `"$@"${input === undefined ? "" : ` <'${input}'`}${output === undefined ? "" : ` >'${output}'`}`;
  const { code, stdout, stderr } = await run("sh", ["-c", redirected, "sh", ...command], {
    cwd: stack.folder,
    env: { ...stack.env, HOME, PATH },
  });
  if (code !== 0 || !stdout.includes(expected)) {
    throw new Error(`${command.join(" ")}: exit ${code}\n${stdout}\n${stderr}`);
  }
}
