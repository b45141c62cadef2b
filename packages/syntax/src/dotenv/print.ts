import { commentLines, printable } from "../printable";
import { Unprintable } from "../unprintable";
import type { Entry, Variable } from "./nodes";

/** The text of an environment file as Compose reads it, with whatever has a comment set apart by a blank line. */
export function print(entries: readonly Entry[]): string {
  return entries
    .map((entry, index) => {
      const apart = index > 0 && (!isBare(entry) || !isBare(entries[index - 1]));
      return `${apart ? "\n" : ""}${printEntry(entry).join("\n")}\n`;
    })
    .join("");
}

const isBare = (entry: Entry | undefined): boolean => entry !== undefined && "name" in entry && !entry.comment;

function printEntry(entry: Entry): readonly string[] {
  if ("heading" in entry) return commentLines("env file heading", `--- ${entry.heading} ---`);
  if (!("name" in entry)) return commentLines("env file comment", entry.comment);
  const comment = entry.comment ? commentLines("env file comment", entry.comment) : [];
  return [...comment, printVariable(entry)];
}

function printVariable({ name, value = "", commented = false }: Variable): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Unprintable("env file name", name, "letters, digits and underscores");
  }
  const text = printable(`value of ${name}`, value);
  return commented ? `# ${name}=${quoteOnOneLine(text)}` : `${name}=${quote(text)}`;
}

/** Bare, else in the quotes that most readers agree on, else with the escapes that Compose has. */
function quote(value: string): string {
  if (/^[A-Za-z0-9_./:@%+,=-]*$/.test(value)) return value;
  if (!/['\r]|\\$/.test(value)) return `'${value}'`;
  return /["$`\\\r]/.test(value) ? quoteForCompose(value) : `"${value}"`;
}

const quoteOnOneLine = (value: string): string => (value.includes("\n") ? quoteForCompose(value) : quote(value));

const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r" };

const quoteForCompose = (value: string): string =>
  `"${value.replace(/["$\\\n\r]/g, (character) => escapes[character] ?? `\\${character}`)}"`;
