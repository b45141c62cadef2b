import { type Place, place } from "../../place";
import type { Entry, Fault, Mapping, Node, Scalar, Use } from "./nodes";

/** Where a variable's value comes from: undefined where nobody here knows it. */
export type Lookup = (name: string) => string | undefined;

/** Puts values into every scalar, as Compose does before it merges. Keys stay as they are. */
export function interpolate(root: Mapping, lookup: Lookup, faults: Fault[] = []): Mapping {
  const done = new Map<Node, Node>(); // what an alias names several times is made once
  const walk = (node: Node): Node => {
    if (node.kind === "scalar") return node.text.includes("$") ? filled(node, lookup, faults) : node;
    if (!node.variable) return node;
    const known = done.get(node);
    if (known !== undefined) return known;
    const made: Node =
      node.kind === "list"
        ? { ...node, items: node.items.map(walk) }
        : {
            ...node,
            entries: new Map(
              [...node.entries].map(([name, { key, value }]): [string, Entry] => [name, { key, value: walk(value) }]),
            ),
          };
    done.set(node, made);
    return made;
  };
  return walk(root) as Mapping;
}

function filled(node: Scalar, lookup: Lookup, faults: Fault[]): Scalar {
  const found = substitute(node.text, lookup, node.at);
  if (found.broken) faults.push({ at: node.at, says: "a `$` begins no variable; write `$$` for a dollar" });
  const { open, text, uses } = found;
  return { ...node, value: text, text, ...(uses.length > 0 && { uses }), ...(open && { open }) };
}

export interface Substituted {
  readonly text: string;
  readonly uses: readonly Use[];
  readonly open: boolean;
  readonly broken: boolean;
}

const name = /[_a-zA-Z][_a-zA-Z0-9]*/y;
const operator = /:?[-?+]/y;

/** https://github.com/compose-spec/compose-go/blob/main/template/template.go */
export function substitute(text: string, lookup: Lookup, at: Place, depth = 0): Substituted {
  let out = "";
  let index = 0;
  let open = false;
  let broken = false;
  const uses: Use[] = [];
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = index;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) index += found.length;
    return found;
  };
  while (index < text.length) {
    const dollar = text.indexOf("$", index);
    if (dollar < 0) break;
    out += text.slice(index, dollar);
    index = dollar + 1;
    if (text[index] === "$") {
      out += "$";
      index += 1;
      continue;
    }
    const braced = text[index] === "{";
    if (braced) index += 1;
    const found = match(name);
    if (found === undefined) {
      broken = true;
      out += text.slice(dollar, index);
      continue;
    }
    const value = lookup(found);
    const where = usePlace(at, dollar, text, found);
    if (!braced) {
      uses.push({ name: found, at: where });
      open ||= value === undefined;
      out += value ?? "";
      continue;
    }
    const operation = match(operator);
    const end = closing(text, index);
    if (end < 0 || (operation === undefined && text[index] !== "}")) {
      broken = true;
      out += text.slice(dollar, end < 0 ? text.length : end + 1);
      index = end < 0 ? text.length : end + 1;
      continue;
    }
    const operand = text.slice(index, end);
    index = end + 1;
    uses.push({ name: found, at: where, ...(operation !== undefined && { operator: operation, operand }) });
    const unset = value === undefined || (operation?.startsWith(":") === true && value === "");
    if (operation?.endsWith("-") && unset) {
      const inner = depth > 20 ? { text: operand, uses: [], open: true } : substitute(operand, lookup, at, depth + 1);
      uses.push(...inner.uses);
      open ||= inner.open;
      out += inner.text;
    } else if (operation?.endsWith("+")) {
      open ||= value === undefined;
      out += unset ? "" : substitute(operand, lookup, at, depth + 1).text;
    } else {
      open ||= value === undefined;
      out += value ?? "";
    }
  }
  return { text: out + text.slice(index), uses, open, broken };
}

/** The brace that ends an expression, past those of expressions inside of it. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "$" && text[at + 1] === "{") depth += 1;
    else if (text[at] === "}") {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return -1;
}

function usePlace({ source, start, end }: Place, dollar: number, text: string, found: string): Place {
  const raw = source.text.slice(start, end);
  const at = raw.startsWith(text)
    ? dollar
    : raw.slice(1).startsWith(text)
      ? dollar + 1
      : Math.max(0, raw.indexOf(found) - 1);
  return place(source, start + at, start + at + found.length + 1);
}
