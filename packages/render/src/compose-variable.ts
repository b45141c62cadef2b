import { dotenvOf, type Input, type Stack, type Variable } from "@quaywright/model";
import { compose } from "@quaywright/syntax";

const { escapeInterpolation, interpolation } = compose;

/** The secret's file that a variable is read from. */
export const secretOf = ({ source }: Variable): string | undefined =>
  source.kind === "input" && source.input.file !== undefined ? source.input.name.toLowerCase() : undefined;

/** What Compose passes of a variable: nothing of one that is put together at the start. */
export function renderVariable(variable: Variable, stack: Stack): [string, string][] {
  const { name, path, source } = variable;
  const secret = secretOf(variable);
  if (secret !== undefined) return path === undefined ? [] : [[path, `/run/secrets/${secret}`]];
  if (source.kind === "url" || source.kind === "template") return [];
  if (source.kind !== "input") return [[name, escapeInterpolation(source.value)]];
  return [[name, fromInput(source.input, stack)]];
}

const fromInput = (input: Input, stack: Stack): string =>
  input.required
    ? interpolation({ name: input.name, required: remedy(input, stack) })
    : interpolation({ name: input.name, fallback: input.default ?? "" });

/** Compose tells one variable and stops, so its message names the command that tells all. */
function remedy({ purpose = "" }: Input, stack: Stack): string {
  const what = purpose.replace(/[{}]/g, "").replaceAll("\n", " ");
  const where = `Set it in ${dotenvOf(stack)}: npx quaywright env ${stack.environment} --check tells all that is missing.`;
  return what === "" ? where : `${what} ${where}`;
}
