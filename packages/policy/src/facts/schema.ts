import type { Place } from "../place";
import specification from "../recover/compose/compose-spec.schema.json";
import { entriesOf, isList, isMap, isScalar, type Mapping, type Node } from "../recover/compose/nodes";

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Misfit {
  readonly at: Place;
  readonly says: string;
}

const root = specification as unknown as Schema & { readonly $defs: Readonly<Record<string, Schema>> };

/** What of a compose file the Compose Specification does not allow. Values with variables in them may be anything. */
export function misfits(file: Mapping): Misfit[] {
  const seen = new Set<Node>();
  return check(file, root, "", seen);
}

function check(node: Node, schema: Schema, path: string, seen: Set<Node>): Misfit[] {
  const own = resolved(schema);
  if (node.tag !== undefined || (isScalar(node) && (node.value === null || node.text.includes("$")))) return [];
  const alternatives = own.oneOf ?? own.anyOf;
  if (alternatives !== undefined) return either(node, alternatives, path);
  if (own.type !== undefined && !fits(node, own.type)) {
    return [
      {
        at: node.at,
        says: `\`${path}\` is ${kindOf(node)}, where ${[own.type]
          .flat()
          .map((type) => words[type] ?? type)
          .join(" or ")} belongs.`,
      },
    ];
  }
  if (isScalar(node)) {
    if (own.enum !== undefined && !own.enum.includes(node.value))
      return [
        {
          at: node.at,
          says: `\`${path}\` is \`${node.text}\`, and can be ${own.enum.map((each) => `\`${each}\``).join(", ")}.`,
        },
      ];
    return own.pattern !== undefined && !new RegExp(own.pattern).test(node.text)
      ? [{ at: node.at, says: `\`${path}\` cannot be \`${node.text}\`.` }]
      : [];
  }
  // what an alias names several times is looked at once
  if (seen.has(node)) return [];
  seen.add(node);
  if (isList(node))
    return own.items === undefined
      ? []
      : node.items.flatMap((item, index) => check(item, own.items!, `${path}[${index}]`, seen));
  return isMap(node) ? checkMap(node, own, path, seen) : [];
}

function checkMap(node: Mapping, schema: Schema, path: string, seen: Set<Node>): Misfit[] {
  const patterns = patternsOf(schema);
  const missing = (schema.required ?? [])
    .filter((name) => !node.entries.has(name))
    .map((name) => ({ at: node.at, says: `\`${path}\` has no \`${name}\`.` }));
  return [
    ...missing,
    ...entriesOf(node).flatMap(({ key, value }) => {
      const name = key.text;
      const below = path === "" ? name : `${path}.${name}`;
      const known =
        schema.properties !== undefined && Object.hasOwn(schema.properties, name)
          ? schema.properties[name]
          : patterns.find(([pattern]) => pattern.test(name))?.[1];
      if (known !== undefined) return check(value, known, below, seen);
      if (schema.additionalProperties === false && !name.startsWith("x-"))
        return [
          { at: key.at, says: `There is no \`${name}\` ${path === "" ? "in a compose file" : `in \`${path}\``}.` },
        ];
      return typeof schema.additionalProperties === "object"
        ? check(value, schema.additionalProperties, below, seen)
        : [];
    }),
  ];
}

const compiled = new WeakMap<Schema, readonly (readonly [RegExp, Schema])[]>();

function patternsOf(schema: Schema): readonly (readonly [RegExp, Schema])[] {
  let patterns = compiled.get(schema);
  if (patterns === undefined) {
    patterns = Object.entries(schema.patternProperties ?? {}).map(([text, each]) => [new RegExp(text), each] as const);
    compiled.set(schema, patterns);
  }
  return patterns;
}

/** Of several forms, what is wrong with the one that has the value's kind. */
function either(node: Node, alternatives: readonly Schema[], path: string): Misfit[] {
  const tried: { readonly schema: Schema; readonly found: readonly Misfit[] }[] = [];
  for (const each of alternatives) {
    const found = check(node, each, path, new Set());
    if (found.length === 0) return [];
    tried.push({ schema: resolved(each), found });
  }
  const alike = tried.filter(({ schema }) => schema.type === undefined || fits(node, schema.type));
  const [best] = (alike.length > 0 ? alike : tried).sort((a, b) => a.found.length - b.found.length);
  return best!.found.slice(0, 5);
}

function resolved(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : root.$defs[schema.$ref.slice("#/$defs/".length)]!;
}

function fits(node: Node, type: string | readonly string[]): boolean {
  const types = [type].flat();
  if (isMap(node)) return types.includes("object");
  if (isList(node)) return types.includes("array");
  const { value } = node;
  if (typeof value === "number")
    return types.includes("number") || (types.includes("integer") && Number.isInteger(value));
  return types.includes(typeof value === "boolean" ? "boolean" : "string");
}

const words: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  null: "nothing",
  number: "a number",
  object: "a mapping",
  string: "a text",
};

const kindOf = (node: Node): string =>
  isMap(node)
    ? "a mapping"
    : isList(node)
      ? "a list"
      : typeof node.value === "number"
        ? "a number"
        : typeof node.value === "boolean"
          ? "true or false"
          : "a text";
