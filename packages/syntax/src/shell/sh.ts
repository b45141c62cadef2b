import { printable } from "../printable";
import { quote } from "./quote";
import type { Script } from "./script";

/** A word, words, a script, scripts, or nothing. */
export type Interpolated = string | number | readonly string[] | Script | readonly Script[] | undefined;

/**
 * A script in which every interpolated word is quoted, without the indent of the template.
 *
 * Backslashes are the shell's, but for `\${` and `` \` ``, which keep the two from the template. A script on a line of
 * its own is indented to where it stands; nothing on a line of its own takes the line with it. Inside of quotes that
 * the template writes itself, nothing can be interpolated.
 */
export function sh(template: TemplateStringsArray, ...values: readonly Interpolated[]): Script {
  const rest = values.values();
  const lines: string[] = [];
  let gap = false;
  for (const { alone, indent, line } of linesOf(template)) {
    if (alone) {
      const block = printBlock(rest.next().value);
      lines.push(...block.map((inner) => (inner === "" ? "" : indent + inner)));
      gap ||= block.length === 0;
    } else if (line !== "" || !gap || (lines.at(-1) ?? "") !== "") {
      lines.push(
        !line.includes(hole)
          ? line
          : line.replace(holes, (_, space: string, next: string) => fill(space, rest.next().value, next)),
      );
      gap = line === "" && gap;
    }
  }
  if (gap && lines.at(-1) === "") lines.pop();
  return { lines: lines.join("") === "" ? [] : lines };
}

/** A line of a template; `alone` where a value has it to itself. */
interface Line {
  readonly line: string;
  readonly indent: string;
  readonly alone: boolean;
}

/** Templates that were read before: each is one object of the program, used again and again. */
const read = new WeakMap<TemplateStringsArray, readonly Line[]>();

function linesOf(template: TemplateStringsArray): readonly Line[] {
  const known = read.get(template);
  if (known !== undefined) return known;
  const text = template.raw.map((part) => printable("shell script", part)).join(hole);
  const lines = dedent(text).map((line) => ({
    line,
    indent: line.slice(0, line.search(/\S|$/)),
    alone: line.trim() === hole,
  }));
  read.set(template, lines);
  return lines;
}

/** Where a value goes: a character that no script can hold. */
const hole = "\0";

const holes = /( ?)\0(?=([<>]?))/g;

/** The lines of a template without its indent, its first and its last line if those are empty. */
function dedent(text: string): readonly string[] {
  const lines = text
    .replace(/^[ \t]*\n|\n[ \t]*$/g, "")
    .split("\n")
    .map((line) => (line.trim() === "" ? "" : line));
  const indent = Math.min(...lines.filter((line) => line !== "").map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent).replace(/\\(`|\$(?=\{))/g, "$1"));
}

/** The lines of a value that has a line to itself. */
function printBlock(value: Interpolated): readonly string[] {
  const scripts = scriptsOf(value);
  if (scripts !== undefined) return scripts.flatMap(({ lines }) => lines);
  const words = printWords(value);
  return words === "" ? [] : [words];
}

/** A value inside of a line; where there is none, the space before it goes as well. */
function fill(space: string, value: Interpolated, next: string): string {
  const scripts = scriptsOf(value);
  const text = scripts?.flatMap(({ lines }) => lines).join("\n") ?? printWords(value);
  if (text === "") return "";
  // Digits that touch a redirection would be its file descriptor.
  return space + (next !== "" && /^\d+$/.test(text) ? `'${text}'` : text);
}

function scriptsOf(value: Interpolated): readonly Script[] | undefined {
  if (typeof value !== "object") return undefined;
  if ("lines" in value) return [value];
  return value.every((item) => typeof item === "object") ? value : undefined;
}

function printWords(value: Interpolated): string {
  if (value === undefined) return "";
  const words = typeof value === "object" ? (value as readonly string[]) : [String(value)];
  return words.map(quote).join(" ");
}
