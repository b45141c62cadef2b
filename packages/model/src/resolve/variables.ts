import type { Mode } from "../environment";
import type { Problem } from "../problem";
import { faultOf } from "../rule";
import type { ServiceShape } from "../schema/service";
import type { UrlShape, VariableDeclaration } from "../schema/variable";
import type { Input, Variable } from "../stack";
import type { Shapes } from "./code";
import { contradictions } from "./contradictions";
import { factsOf } from "./facts";
import { asSpelled, brokenSpelling } from "./spelling";
import { brokenTemplate, holdsSecret, partsOf } from "./template";

/** What resolving variables needs to know of its stack. */
export interface VariableContext {
  readonly shapes: Shapes;
  readonly mode: Mode;
  readonly secrets: string;
  readonly problems: Problem[];
}

/** The variables of a service, by name, each with its value or the input that gives it. */
export function resolveVariables(service: string, context: VariableContext): Variable[] {
  const found = Object.entries(context.shapes[service]?.variables ?? {})
    .filter(([, declared]) => typeof declared === "string" || isThere(declared, context.shapes))
    .map(([name, declared]) => resolveVariable(service, name, written(declared), context))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return found.map((variable) => (holdsSecret(variable, found) ? { ...variable, kind: "secret" } : variable));
}

/** One that may stay unset is left out where the service that it is taken from has no such fact. */
function isThere({ from, optional, url }: VariableDeclaration, shapes: Shapes): boolean {
  if (from === undefined || url !== undefined || optional !== true) return true;
  const [target = "", fact = ""] = from.split(":");
  return factsOf(target, shapes)[fact] !== undefined;
}

const written = (declared: string | VariableDeclaration): VariableDeclaration =>
  typeof declared === "string" ? { value: declared } : declared;

function resolveVariable(
  service: string,
  name: string,
  declared: VariableDeclaration,
  context: VariableContext,
): Variable {
  const { purpose, kind = "text", phase = "run", rule = {} } = declared;
  const at = ["services", service, "variables", name];
  const source = sourceOf(at, name, declared, context);
  if (phase === "build" && (kind === "secret" || (source.kind === "input" && source.input.kind === "secret"))) {
    context.problems.push(...brokenBuildSecret(at, source, declared, context.shapes[service]));
  }
  const isSecret = kind === "secret" || (source.kind === "input" && source.input.kind === "secret");
  if (isSecret && isPublic(name, context.shapes[service])) {
    const expected = "a value that everybody may read";
    context.problems.push({ at, found: "a secret", expected, why: "A page shows it to whoever opens it." });
  }
  context.problems.push(...contradictions(at, declared, isSecret));
  if (kind === "secret") context.problems.push(...exposed(at, declared, context.mode));
  if (declared.template !== undefined) {
    context.problems.push(...brokenTemplate(at, declared, context.shapes[service]));
  }
  if (declared.spelled !== undefined) context.problems.push(...brokenSpelling([...at, "spelled"], declared, source));
  if (declared.url !== undefined) context.problems.push(...missingParts(at, declared.url, context.shapes[service]));
  for (const key of ["value", "default"] as const) {
    const value = declared[key];
    if (value !== undefined) context.problems.push(...brokenValue([...at, key], value, declared));
  }
  return {
    name,
    ...(purpose !== undefined && { purpose }),
    kind: source.kind === "input" ? source.input.kind : kind,
    phase,
    required: declared.optional !== true,
    ...(declared.front !== undefined && source.kind === "fixed" && { follows: true }),
    ...(source.kind === "input" &&
      source.input.file !== undefined &&
      declared.file !== false && { path: declared.file ?? `${name}_FILE` }),
    ...(declared.readers !== undefined && { readers: declared.readers === "self" ? [service] : declared.readers }),
    ...(declared.spelled !== undefined && { spelled: declared.spelled }),
    source:
      source.kind === "fixed" || source.kind === "linked"
        ? { ...source, value: asSpelled(source.value, declared.spelled) }
        : source,
    rule: source.kind === "input" ? source.input.rule : rule,
  };
}

/** Vite compiles in what has its prefix: https://vite.dev/guide/env-and-mode#env-variables */
const isPublic = (name: string, shape: ServiceShape | undefined): boolean =>
  name.startsWith("VITE_") || (shape?.page?.loaded.includes(name) ?? false);

/** A secret is mounted for steps that take it, from where whoever builds has put it. */
function brokenBuildSecret(
  at: Problem["at"],
  source: Variable["source"],
  declared: VariableDeclaration,
  shape: ServiceShape | undefined,
): Problem[] {
  const found = "a secret that is read at build";
  const { written } = shape?.build ?? {};
  const id = source.kind === "input" ? source.input.name.toLowerCase() : "";
  if (written !== undefined && !written.secrets.includes(id)) {
    const expected = `phase \`run\`, or a step \`RUN --mount=type=secret,id=${id} …\` in \`${written.dockerfile}\``;
    return [{ at, found, expected, why: "A build argument would stay readable in the image." }];
  }
  const steps = shape?.build?.stages.flatMap((stage) => stage.steps ?? []) ?? [];
  if (written === undefined && !steps.some((step) => step.kind === "run" && step.takesSecrets === true)) {
    const expected = "phase `run`, or a step of its build that `takesSecrets`";
    return [{ at, found, expected, why: "A build argument would stay readable in the image." }];
  }
  if (source.kind === "input" && source.input.default === undefined) return [];
  const key = (["value", "default", "url"] as const).find((each) => declared[each] !== undefined) ?? "from";
  const why = "BuildKit takes it from a file or from the environment, and knows no other value.";
  return [{ at: [...at, key], found: `${found}, with a value of its own`, expected: "none", why }];
}

/** A secret that stands in the declaration stands in the generated files as well. */
const exposed = (at: Problem["at"], declared: VariableDeclaration, mode: Mode): Problem[] =>
  (["value", "default"] as const)
    .filter((key) => mode === "production" && declared[key] !== undefined)
    .map((key) => ({
      at: [...at, key],
      found: `a secret's ${key} in production`,
      expected: "one for `development` alone",
      why: "Whoever reads the repository would know it.",
    }));

const missingParts = (
  at: Problem["at"],
  { latin1: _latin1, query: _query, ...parts }: UrlShape,
  shape: ServiceShape | undefined,
): Problem[] =>
  Object.entries(parts)
    .filter(([part, name]) => part !== "suffix" && shape?.variables?.[name ?? ""] === undefined)
    .map(([part, name]) => ({
      at: [...at, "url", part],
      found: `variable \`${name}\``,
      expected: "one of the variables of the same service",
    }));

/** `at` is the variable whose `from` is followed, `trail` the ones that it led to. */
function sourceOf(
  at: Problem["at"],
  name: string,
  declared: VariableDeclaration,
  context: VariableContext,
  trail: readonly VariableDeclaration[] = [],
): Variable["source"] {
  if (declared.value !== undefined) return { kind: "fixed", value: declared.value };
  if (declared.template !== undefined) return { kind: "template", parts: partsOf(declared.template) };
  if (declared.from === undefined) return { kind: "input", input: inputOf(name, declared, context) };
  if (declared.url !== undefined) {
    const { url, ...rest } = declared;
    const { latin1 = [], query, ...parts } = url;
    const source = sourceOf(at, name, rest, context);
    const scheme = source.kind === "linked" ? source.value : "";
    const suffix = `${parts.suffix ?? ""}${query === undefined ? "" : queryOf(query, context.shapes)}`;
    return { kind: "url", scheme, latin1: latin1.includes(scheme), ...parts, ...(suffix !== "" && { suffix }) };
  }
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
  if (typeof theirs === "string") return { kind: "fixed", value: theirs };
  if (trail.includes(theirs)) {
    context.problems.push({
      at: [...at, "from"],
      found: `\`${declared.from}\`, which leads back to itself`,
      expected: "a variable with a value",
    });
    return { kind: "linked", value: "" };
  }
  return sourceOf(at, found.variable, theirs, context, [...trail, theirs]);
}

function queryOf({ from, text }: NonNullable<UrlShape["query"]>, shapes: Shapes): string {
  const [target = "", fact = ""] = from.split(":");
  const found = factsOf(target, shapes)[fact];
  return typeof found === "string" ? text.replace("*", found) : "";
}

function inputOf(name: string, declared: VariableDeclaration, { mode, secrets }: VariableContext): Input {
  const { kind = "text", phase = "run", rule = {}, purpose, example, issued } = declared;
  const input = declared.input ?? name;
  return {
    name: input,
    ...(purpose !== undefined && { purpose }),
    kind,
    phase,
    ...(issued !== undefined && { issued }),
    ...(declared.default !== undefined && { default: declared.default }),
    required: declared.default === undefined && declared.optional !== true,
    ...(kind === "secret" && mode === "production" && { file: `${secrets}/${input.toLowerCase()}` }),
    ...(example !== undefined && { example }),
    rule,
    readers: [],
  };
}

/** A value of the declaration that the container would refuse at each start. */
function brokenValue(at: Problem["at"], value: string, { kind = "text", rule = {} }: VariableDeclaration): Problem[] {
  const fault = value === "" ? undefined : faultOf(value, kind, rule);
  if (fault === undefined) return [];
  return [{ at, found: `\`${value}\`, which ${fault}`, expected: "a value that its kind and rule allow" }];
}

/** The inputs of all variables, by name, with their readers; two that share a name must be the same. */
export function collectInputs(variables: ReadonlyMap<string, readonly Variable[]>, problems: Problem[]): Input[] {
  const inputs = new Map<string, { input: Input; readers: Set<string> }>();
  for (const [service, list] of variables) {
    for (const { name, source, readers = [service] } of list) {
      if (source.kind !== "input") continue;
      const known = inputs.get(source.input.name);
      if (known === undefined) inputs.set(source.input.name, { input: source.input, readers: new Set(readers) });
      else {
        for (const reader of readers) known.readers.add(reader);
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
    .filter(({ readers }) => readers.size > 0)
    .map(({ input, readers }) => ({ ...input, readers: [...readers].sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
