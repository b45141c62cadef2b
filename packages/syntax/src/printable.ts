import { Unprintable } from "./unprintable";

const nowhere = /[\0\p{Surrogate}]/u;

/** The value itself, unless it holds what no text file can: NUL, or half of a surrogate pair. */
export function printable(what: string, value: string): string {
  if (nowhere.test(value)) throw new Unprintable(what, value, "text without NUL and without half characters");
  return value;
}

/** The lines of a comment: free text, as long as it stays on its lines in every reader. */
export function commentLines(what: string, text: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  if (/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\p{Surrogate}]/u.test(text)) {
    throw new Unprintable(what, text, "lines of text without control characters");
  }
  return text.split("\n").map((line) => `# ${line}`.trimEnd());
}

/** The lines of a block of code, as every reader of documents sees them. Blank lines at its ends belong to nobody. */
export function codeLines(what: string, text: string): string {
  const lines = text.replace(/^(?:[^\S\n]*\n)+|\s+$/g, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  if (lines === "" || /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\p{Surrogate}]/u.test(lines)) {
    throw new Unprintable(what, text, "lines of text without control characters");
  }
  return lines;
}
