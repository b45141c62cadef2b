import type { z } from "zod";
import { nearest } from "../nearest";
import type { Problem } from "../problem";

/** A value as its schema has it, or every mistake in it. */
export function validate<T>(schema: z.ZodType<T>, value: unknown): { value: T } | { problems: Problem[] } {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, [], value, schema)) };
}

/** A value without what stands at the places of these problems, so that the rest of it can be looked at as well. */
export function without(value: unknown, problems: readonly Problem[]): unknown {
  const copy = copied(value);
  for (const { at } of problems) {
    const parent = valueAt(copy, at.slice(0, -1));
    const last = at.at(-1);
    if (typeof parent === "object" && parent !== null && last !== undefined) Reflect.deleteProperty(parent, last);
  }
  return withoutHoles(copy);
}

/** A copy of what is plain data; functions and the like, which structuredClone refuses, stay as they are. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]));
}

function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((_, index) => index in value).map(withoutHoles);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutHoles(inner)]));
}

type Path = (string | number)[];

function problemsOf(issue: z.core.$ZodIssue, base: Path, root: unknown, schema: z.ZodType): Problem[] {
  const at = [...base, ...(issue.path as Path)];
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = keysAt(schema, issue.path as Path, root);
      return issue.keys.map((key) => {
        const suggestion = nearest(key, known);
        return {
          at: [...at, key],
          found: `key \`${key}\``,
          expected: known.length > 12 && suggestion !== undefined ? "a known one" : `one of ${list(known)}`,
          ...(suggestion !== undefined && { suggestion }),
        };
      });
    }
    case "invalid_union": {
      const branches = issue.errors.filter((branch) => branch.length > 0);
      const deepest = branches.sort((a, b) => depth(b) - depth(a))[0];
      if (deepest !== undefined && depth(deepest) > 0) {
        return deepest.flatMap((inner) => problemsOf(inner, at, root, schema));
      }
      const expected = branches.map(([first]) => (first === undefined ? "" : expectation(first)));
      const known =
        "discriminator" in issue && issue.discriminator !== undefined
          ? "a known kind"
          : [...new Set(expected)].join(" or ");
      return [{ at, found: describe(valueAt(root, at)), expected: known }];
    }
    case "invalid_key":
    case "invalid_element":
      return issue.issues.map((inner) => ({ at, found: `\`${String(at.at(-1))}\``, expected: expectation(inner) }));
    case "invalid_value": {
      const found = valueAt(root, at);
      const suggestion = typeof found === "string" ? nearest(found, issue.values.map(String)) : undefined;
      return [
        { at, found: describe(found), expected: expectation(issue), ...(suggestion !== undefined && { suggestion }) },
      ];
    }
    default:
      return [{ at, found: describe(valueAt(root, at)), expected: expectation(issue) }];
  }
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return nouns[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.length === 1 ? `\`${String(issue.values[0])}\`` : `one of ${list(issue.values.map(String))}`;
    case "too_small":
      if (issue.origin === "array") return "at least one";
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    case "invalid_format":
      if (issue.format === "starts_with") return `a text that starts with \`${(issue as { prefix?: string }).prefix}\``;
      return issue.message.startsWith("Invalid") ? `a text like ${issue.pattern}` : issue.message;
    default:
      return issue.message;
  }
}

const nouns: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "an object",
  record: "an object",
};

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

const depth = (issues: readonly z.core.$ZodIssue[]): number => Math.max(...issues.map(({ path }) => path.length));

const valueAt = (root: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], root);

/** A value as the sentence after "Unexpected" has it. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function") return "a function";
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "symbol")
    return `\`${String(value)}\``;
  const json = JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner));
  return `\`${json.length > 60 ? `${json.slice(0, 57)}…` : json}\``;
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly valueType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly discriminator?: string;
}

/** The keys that an object may have at a path of the schema. */
function keysAt(schema: z.core.$ZodType, path: Path, root: unknown): string[] {
  const walk = (type: z.core.$ZodType | undefined, rest: Path, value: unknown): string[] => {
    if (type === undefined) return [];
    const definition = type._zod.def as unknown as Definition;
    if (definition.innerType !== undefined) return walk(definition.innerType, rest, value);
    if (definition.options !== undefined) {
      const found = definition.options.map((option) => walk(option, rest, value)).filter((keys) => keys.length > 0);
      return [...new Set(found.flat())];
    }
    const [part, ...further] = rest;
    if (part === undefined) return Object.keys(definition.shape ?? {}).sort();
    const inner = definition.shape?.[part] ?? definition.valueType ?? definition.element;
    return walk(inner, further, (value as Record<string | number, unknown> | undefined)?.[part]);
  };
  return walk(schema, path, root);
}
