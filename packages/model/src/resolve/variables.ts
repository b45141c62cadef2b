import type { Mode } from "../environment";
import type { Problem } from "../problem";
import type { VariableDeclaration } from "../schema/variable";
import type { Input, Variable } from "../stack";
import type { Shapes } from "./code";
import { factsOf } from "./facts";

/** What resolving variables needs to know of its stack. */
export interface VariableContext {
  readonly shapes: Shapes;
  readonly mode: Mode;
  readonly secrets: string;
  readonly problems: Problem[];
}

/** The variables of a service, by name, each with its value or the input that gives it. */
export function resolveVariables(service: string, context: VariableContext): Variable[] {
  return Object.entries(context.shapes[service]?.variables ?? {})
    .map(([name, declared]) => resolveVariable(service, name, spelled(declared), context))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const spelled = (declared: string | VariableDeclaration): VariableDeclaration =>
  typeof declared === "string" ? { value: declared } : declared;

function resolveVariable(
  service: string,
  name: string,
  declared: VariableDeclaration,
  context: VariableContext,
): Variable {
  const { purpose, kind = "text", phase = "run", rule = {} } = declared;
  const source = sourceOf(name, declared, context);
  const at = ["services", service, "variables", name];
  if (source.kind === "input" && source.input.kind === "secret" && phase === "build") {
    context.problems.push({
      at,
      found: "a secret that is read at build",
      expected: "phase `run`",
      why: "A build argument stays readable in the image.",
    });
  }
  if (source.kind === "fixed") context.problems.push(...brokenRule([...at, "value"], source.value, rule));
  return {
    name,
    ...(purpose !== undefined && { purpose }),
    kind: source.kind === "input" ? source.input.kind : kind,
    phase,
    required: declared.optional !== true,
    source,
    rule: source.kind === "input" ? source.input.rule : rule,
  };
}

function sourceOf(name: string, declared: VariableDeclaration, context: VariableContext): Variable["source"] {
  if (declared.value !== undefined) return { kind: "fixed", value: declared.value };
  if (declared.from === undefined) return { kind: "input", input: inputOf(name, declared, context) };
  const [target = "", fact = ""] = declared.from.split(":");
  const found = factsOf(target, context.shapes)[fact];
  if (found === undefined) return { kind: "linked", value: "" };
  if (typeof found === "string") return { kind: "linked", value: declared.map?.[found] ?? found };
  const theirs = context.shapes[target]?.variables?.[found.variable];
  if (theirs === undefined) {
    context.problems.push({
      at: ["services", target, "facts", fact, "variable"],
      found: `variable \`${found.variable}\``,
      expected: `one of the variables of \`${target}\``,
    });
    return { kind: "linked", value: "" };
  }
  return sourceOf(found.variable, spelled(theirs), context);
}

function inputOf(name: string, declared: VariableDeclaration, { mode, secrets }: VariableContext): Input {
  const { kind = "text", rule = {}, purpose, example } = declared;
  const input = declared.input ?? name;
  return {
    name: input,
    ...(purpose !== undefined && { purpose }),
    kind,
    ...(declared.default !== undefined && { default: declared.default }),
    required: declared.default === undefined && declared.optional !== true,
    ...(kind === "secret" && mode === "production" && { file: `${secrets}/${input.toLowerCase()}` }),
    ...(example !== undefined && { example }),
    rule,
    readers: [],
  };
}

function brokenRule(at: Problem["at"], value: string, { minimumLength, oneOf, refuse }: Variable["rule"]): Problem[] {
  if (oneOf !== undefined && !oneOf.includes(value)) {
    return [{ at, found: `\`${value}\``, expected: `one of ${oneOf.map((one) => `\`${one}\``).join(", ")}` }];
  }
  if (refuse?.some((pattern) => matches(pattern, value)))
    return [{ at, found: `\`${value}\``, expected: "any other value", why: "It is unsafe here." }];
  if (minimumLength !== undefined && value.length < minimumLength) {
    return [{ at, found: `${value.length} characters`, expected: `at least ${minimumLength}` }];
  }
  return [];
}

function matches(pattern: string, value: string): boolean {
  const parts = pattern.split(/(\[\*\]|\*)/).map((part) => {
    if (part === "*") return ".*";
    return part === "[*]" ? "\\*" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "s").test(value);
}

/** The inputs of all variables, by name, with their readers; two that share a name must be the same. */
export function collectInputs(variables: ReadonlyMap<string, readonly Variable[]>, problems: Problem[]): Input[] {
  const inputs = new Map<string, { input: Input; readers: Set<string> }>();
  for (const [service, list] of variables) {
    for (const { name, source } of list) {
      if (source.kind !== "input") continue;
      const known = inputs.get(source.input.name);
      if (known === undefined) inputs.set(source.input.name, { input: source.input, readers: new Set([service]) });
      else {
        known.readers.add(service);
        if (known.input.default !== source.input.default || known.input.kind !== source.input.kind) {
          problems.push({
            at: ["services", service, "variables", name],
            found: `input \`${source.input.name}\` with another kind or default than in \`${[...known.readers][0]}\``,
            expected: "the same, or another name with `input`",
            why: "Both would be set by one line of `.env`.",
          });
        }
      }
    }
  }
  return [...inputs.values()]
    .map(({ input, readers }) => ({ ...input, readers: [...readers].sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
