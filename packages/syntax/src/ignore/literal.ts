import { printable } from "../printable";
import { Unprintable } from "../unprintable";

/**
 * The pattern that matches this path alone, in Docker's matcher as in git's.
 *
 * A space at either end would be trimmed, so it stands in brackets. `^`, `{`, `|` and `}` are no glob characters, yet
 * Docker's matcher lets them into its regular expression: https://github.com/moby/patternmatcher
 */
export function literal(path: string): string {
  if (/^(?!\p{ASCII})[\s\x85]|(?!\p{ASCII})[\s\x85]$|\n|^$/u.test(path)) {
    throw new Unprintable("path in an ignore file", path, "one line without wide spaces at its ends");
  }
  return printable("path in an ignore file", path)
    .replace(/[\\*?[^{|}]|^[#!]/g, "\\$&")
    .replace(/^\s|\s$/g, "[$&]");
}
