import { commentLines, printable } from "../printable";
import { Unprintable } from "../unprintable";
import type { Line } from "./nodes";

/** The text of a `.dockerignore` or `.gitignore`: every line in its place, since the last match decides. */
export const print = (lines: readonly Line[]): string => lines.map((line) => `${printLine(line)}\n`).join("");

function printLine(line: Line): string {
  switch (line.kind) {
    case "exclude":
      return printPattern(line.pattern);
    case "include":
      return `!${printPattern(line.pattern)}`;
    case "comment":
      return commentLines("ignore file comment", line.text).join("\n");
    case "blank":
      return "";
  }
}

function printPattern(pattern: string): string {
  if (/^[#!\s]|\n|\s$|^$/.test(pattern)) {
    throw new Unprintable("ignore pattern", pattern, "a pattern on one line, without `#`, `!` or space around it");
  }
  return printable("ignore pattern", pattern);
}
