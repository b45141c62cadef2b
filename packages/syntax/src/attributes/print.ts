import { commentLines, printable } from "../printable";
import { Unprintable } from "../unprintable";
import type { Line } from "./nodes";

/** The text of a `.gitattributes` file: https://git-scm.com/docs/gitattributes */
export const print = (lines: readonly Line[]): string => lines.map((line) => `${printLine(line)}\n`).join("");

const printLine = (line: Line): string =>
  line.kind === "comment"
    ? commentLines("comment of .gitattributes", line.text).join("\n")
    : [literal(line.path), ...line.attributes].join(" ");

/** The pattern that matches this path alone. Quoted as in C where it holds what would end or change the pattern. */
function literal(path: string): string {
  if (/\n|^$/.test(path)) throw new Unprintable("path in .gitattributes", path, "one line");
  const pattern = `/${printable("path in .gitattributes", path).replace(/[\\*?[]/g, "\\$&")}`;
  return /[\s"]/.test(pattern) ? `"${pattern.replace(/[\\"]/g, "\\$&")}"` : pattern;
}
