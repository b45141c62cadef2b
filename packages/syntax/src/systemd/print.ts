import { commentLines } from "../printable";
import { Unprintable } from "../unprintable";

/** A key with its value as it stands, or with each of several. */
export type Assignment = readonly [key: string, value: string | readonly string[]];

/** Such as `Timer`. */
export interface Section {
  readonly name: string;
  readonly assignments: readonly Assignment[];
}

/** The text of a unit: https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html */
export const print = (comment: string, sections: readonly Section[]): string =>
  [commentLines("comment of a unit", comment).join("\n"), ...sections.map(printSection)].join("\n\n").concat("\n");

const printSection = ({ assignments, name }: Section): string =>
  [
    `[${name}]`,
    ...assignments.flatMap(([key, value]) => [value].flat().map((each) => `${key}=${line(key, each)}`)),
  ].join("\n");

/** A backslash at its end would take the next line in. */
function line(key: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  if (/[\0-\x1f\x7f\p{Surrogate}]|\\$|^\s|\s$/u.test(value)) {
    throw new Unprintable(`${key} of a unit`, value, "one line without a backslash or a blank at its end");
  }
  return value;
}
