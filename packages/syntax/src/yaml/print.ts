import { commentLines } from "../printable";
import { Unprintable } from "../unprintable";
import {
  type Commented,
  isCommented,
  isTagged,
  type YamlList,
  type YamlMap,
  type YamlScalar,
  type YamlValue,
} from "./nodes";
import { printScalar } from "./scalar";

/** How a document is laid out. */
export interface Layout {
  /** Comment lines at the top, with a blank line after them. */
  readonly header?: string;
  /** Sets the top-level entries apart by a blank line, and the entries of the top-level maps named here. */
  readonly spaced?: readonly string[];
}

/** The text of a document: two spaces of indent, no anchors, no folded lines, a newline at the end. */
export function print(document: YamlMap, { header, spaced }: Layout = {}): string {
  const out = header === undefined ? [] : [...commentLines("YAML comment", header), ""];
  const first = out.length;
  for (const key of Object.keys(document)) {
    const value = document[key];
    if (value === undefined) continue;
    if (spaced !== undefined && out.length > first) out.push("");
    printEntry(out, "", key, value, spaced?.includes(key) ?? false);
  }
  if (out.length === first) out.push("{}");
  return `${out.join("\n")}\n`;
}

/** The columns that a list on one line may take. */
const width = 100;

/** YAML 1.1 and 1.2 look this far, less the quotes and escapes, for the colon of a key. */
const longestKey = 1000;

function printEntry(out: string[], indent: string, key: string, value: YamlValue, spaced: boolean): void {
  const name = printScalar(key, "flow");
  if (name.length > longestKey) throw new Unprintable("YAML key", key, "at most 1,000 characters");
  printValue(out, indent, `${indent}${name}:`, printComment(out, indent, value), spaced);
}

/** A map or a list begins beside its dash, unless a comment or a tag has to stand between the two. */
function printItem(out: string[], indent: string, item: YamlValue): void {
  const value = printComment(out, indent, item);
  const dash = out.length;
  printValue(out, indent, `${indent}-`, value, false);
  const next = out[dash + 1];
  if (out[dash] === `${indent}-` && next !== undefined && !next.trimStart().startsWith("#")) {
    out.splice(dash, 2, `${indent}- ${next.slice(indent.length + 2)}`);
  }
}

function printComment(out: string[], indent: string, value: YamlValue): Exclude<YamlValue, Commented> {
  if (!isCommented(value)) return value;
  for (const line of commentLines("YAML comment", value.comment)) out.push(indent + line);
  return value.value;
}

/** A value behind `lead`, its key or its dash; what does not fit there follows below, one indent deeper. */
function printValue(
  out: string[],
  indent: string,
  lead: string,
  value: Exclude<YamlValue, Commented>,
  spaced: boolean,
): void {
  if (isScalar(value)) {
    out.push(value === null && lead.endsWith(":") ? lead : `${lead} ${printScalar(value, "block")}`);
  } else if (isList(value)) {
    printList(out, indent, lead, value);
  } else if (isTagged(value)) {
    printValue(out, indent, `${lead} ${value.tag}`, value.value, spaced);
  } else {
    printMap(out, indent, lead, value, spaced);
  }
}

function printList(out: string[], indent: string, lead: string, list: YamlList): void {
  const flow = printFlow(list);
  if (flow !== undefined && lead.length + 1 + flow.length <= width) {
    out.push(`${lead} ${flow}`);
    return;
  }
  out.push(lead);
  for (const item of list) printItem(out, `${indent}  `, item);
}

function printMap(out: string[], indent: string, lead: string, map: YamlMap, spaced: boolean): void {
  out.push(lead);
  const first = out.length;
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (value === undefined) continue;
    if (spaced && out.length > first) out.push("");
    printEntry(out, `${indent}  `, key, value, false);
  }
  if (out.length === first) out[first - 1] = `${lead} {}`;
}

/** The list on one line, if all that it holds is scalars. */
function printFlow(list: YamlList): string | undefined {
  if (!list.every(isScalar)) return undefined;
  return `[${list.map((item) => printScalar(item, "flow")).join(", ")}]`;
}

const isScalar = (value: YamlValue): value is YamlScalar => typeof value !== "object" || value === null;

const isList = (value: YamlValue): value is YamlList => Array.isArray(value);
