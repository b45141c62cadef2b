import { Unprintable } from "../unprintable";

/**
 * A command as a line of a unit, of which systemd makes these words again, without a shell:
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
 */
export const command = (words: readonly string[]): string => words.map(quote).join(" ");

const escapes: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };

function quote(word: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\x7f\p{Surrogate}]/u.test(word)) {
    throw new Unprintable("word of a unit's command", word, "text without control characters");
  }
  const literal = word.replaceAll("%", "%%").replaceAll("$", "$$$$");
  if (/^[\w@%+=:,./$-]+$/.test(literal)) return literal;
  return `"${literal.replace(/["\\\n\t\r]/g, (character) => escapes[character]!)}"`;
}
