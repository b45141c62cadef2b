import { commentLines } from "../printable";
import { Unprintable } from "../unprintable";
import { isCommented, isTagged, type YamlList, type YamlMap, type YamlScalar, type YamlValue } from "./nodes";
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
  const entries = Object.entries(document).filter(([, value]) => value !== undefined);
  for (const [index, [key, value]] of entries.entries()) {
    if (spaced !== undefined && index > 0) out.push("");
    printEntry(out, "", key, value as YamlValue, spaced?.includes(key) ?? false);
  }
  if (entries.length === 0) out.push("{}");
  return `${out.join("\n")}\n`;
}

/** The columns that a list on one line may take. */
const width = 100;

/** A simple key: https://yaml.org/spec/1.2.2/#example-single-pair-implicit-entries */
const longestKey = 1000;

function printEntry(out: string[], indent: string, key: string, value: YamlValue, spaced: boolean): void {
  const name = printScalar(key, "flow");
  if (name.length > longestKey) throw new Unprintable("YAML key", key, "at most 1,000 characters");
  printValue(out, indent, `${indent}${name}:`, value, spaced);
}

/** A value behind `lead`, its key or its dash; what does not fit there follows below, one indent deeper. */
function printValue(out: string[], indent: string, lead: string, value: YamlValue, spaced = false): void {
  if (isCommented(value)) {
    for (const line of commentLines("YAML comment", value.comment)) out.push(indent + line);
    printValue(out, indent, lead, value.value, spaced);
  } else if (isTagged(value)) {
    printValue(out, indent, `${lead} ${value.tag}`, value.value, spaced);
  } else if (isScalar(value)) {
    out.push(`${lead} ${printScalar(value, "block")}`);
  } else if (isList(value)) {
    printList(out, indent, lead, value);
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

/** A map begins beside its dash, unless a comment or a tag has to stand between the two. */
function printItem(out: string[], indent: string, item: YamlValue): void {
  const first = out.length;
  printValue(out, indent, `${indent}-`, item);
  const opening = out[first];
  const next = out[first + 1];
  if (opening === `${indent}-` && next !== undefined && !next.trimStart().startsWith("#")) {
    out.splice(first, 2, `${indent}- ${next.slice(indent.length + 2)}`);
  }
}

/** The list on one line, if all that it holds is scalars. */
function printFlow(list: YamlList): string | undefined {
  if (!list.every(isScalar)) return undefined;
  return `[${list.map((item) => printScalar(item, "flow")).join(", ")}]`;
}

const isScalar = (value: YamlValue): value is YamlScalar => typeof value !== "object" || value === null;

const isList = (value: YamlValue): value is YamlList => Array.isArray(value);
