import { commentLines } from "../printable";
import { Unprintable } from "../unprintable";
import {
  isCommented,
  isRemarked,
  isTagged,
  type YamlList,
  type YamlMap,
  type YamlScalar,
  type YamlValue,
} from "./nodes";
import { linesOf, printScalar } from "./scalar";

/** How a document is laid out. */
export interface Layout {
  /** Comment lines at the top, with a blank line after them. */
  readonly header?: string;
  /** Sets the top-level entries apart by a blank line, and the entries of the top-level maps named here. */
  readonly spaced?: readonly string[];
}

/** The text of a document: two spaces of indent, no anchors, no folded lines, a newline at the end. */
export function print(document: YamlMap, { header, spaced }: Layout = {}): string {
  const top = header === undefined ? "" : `${printComment("", header)}\n`;
  return top + (printEntries("", document, spaced !== undefined, spaced) || "{}\n");
}

/** The columns that a list on one line may take. */
const width = 100;

/** YAML 1.1 and 1.2 look this far, less the quotes and escapes, for the colon of a key. */
const longestKey = 1000;

function printEntries(indent: string, map: YamlMap, apart: boolean, spaced: readonly string[] = []): string {
  let text = "";
  for (const key of Object.keys(map)) {
    const value = map[key];
    if (value === undefined) continue;
    const name = printScalar(key, "flow");
    if (name.length > longestKey) throw new Unprintable("YAML key", key, "at most 1,000 characters");
    if (apart && text !== "") text += "\n";
    text += printValue(indent, `${indent}${name}:`, value, spaced.includes(key));
  }
  return text;
}

/** A value behind `lead`, its key or its dash; what does not fit there follows below, one indent deeper. */
function printValue(indent: string, lead: string, value: YamlValue, apart: boolean): string {
  if (isScalar(value))
    return value === null && lead.endsWith(":") ? `${lead}\n` : printScalarBehind(indent, lead, value);
  if (isList(value))
    return printFlow(lead, value) ?? `${lead}\n${value.map((item) => printItem(`${indent}  `, item)).join("")}`;
  if (isCommented(value)) return printComment(indent, value.comment) + printValue(indent, lead, value.value, apart);
  if (isRemarked(value)) return `${lead} ${printScalar(value.value, "block")}${printRemark(value.remark)}\n`;
  if (isTagged(value)) return printValue(indent, `${lead} ${value.tag}`, value.value, apart);
  const entries = printEntries(`${indent}  `, value, apart);
  return entries === "" ? `${lead} {}\n` : `${lead}\n${entries}`;
}

/** A script or another text of several lines stands below, as it is. */
function printScalarBehind(indent: string, lead: string, value: YamlScalar): string {
  const lines = linesOf(value);
  if (lines === undefined) return `${lead} ${printScalar(value, "block")}\n`;
  return [`${lead} |-`, ...lines.map((line) => (line === "" ? "" : `${indent}  ${line}`)), ""].join("\n");
}

/** The list on the line of its key, if all that it holds is scalars and it fits. */
function printFlow(lead: string, list: YamlList): string | undefined {
  if (!list.every(isScalar) || list.some(linesOf)) return undefined;
  const line = `${lead} [${list.map((item) => printScalar(item, "flow")).join(", ")}]`;
  return line.length <= width ? `${line}\n` : undefined;
}

/** A map or a list begins beside its dash, unless a comment or a tag has to stand between the two. */
function printItem(indent: string, item: YamlValue): string {
  if (isCommented(item)) return printComment(indent, item.comment) + printItem(indent, item.value);
  const text = printValue(indent, `${indent}-`, item, false);
  const below = `${indent}-\n${indent}  `;
  return text.startsWith(below) && text[below.length] !== "#" ? `${indent}- ${text.slice(below.length)}` : text;
}

const printComment = (indent: string, comment: string): string =>
  commentLines("YAML comment", comment)
    .map((line) => `${indent}${line}\n`)
    .join("");

function printRemark(remark: string): string {
  const [line = "", ...more] = commentLines("YAML comment", remark);
  if (more.length > 0) throw new Unprintable("YAML comment behind a value", remark, "one line");
  return ` ${line}`;
}

const isScalar = (value: YamlValue): value is YamlScalar => typeof value !== "object" || value === null;

const isList = (value: YamlValue): value is YamlList => Array.isArray(value);
