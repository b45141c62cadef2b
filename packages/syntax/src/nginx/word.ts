import { printable } from "../printable";
import { Unprintable } from "../unprintable";
import type { Text, Variable } from "./nodes";

/**
 * One word as nginx's lexer reads it back, `ngx_conf_read_token`:
 * https://github.com/nginx/nginx/blob/master/src/core/ngx_conf_file.c
 */
export function printWord(text: Text): string {
  const word = printText(text);
  const printed = /^$|^["']|[\s;{}#]/.test(word) ? `"${word.replaceAll('"', '\\"')}"` : word;
  if (Buffer.byteLength(printed) > longest) {
    throw new Unprintable("nginx word", word, `at most ${longest} bytes, which is all that nginx reads at once`);
  }
  return printed;
}

const longest = 4000;

function printText(text: Text): string {
  if (typeof text === "number") return String(text);
  if (typeof text === "string") return escapeText(literal(text));
  if ("verbatim" in text) return escapeText(printable("nginx regular expression", text.verbatim));
  const parts = "variable" in text ? [text] : text;
  return parts
    .map((part, index) => (typeof part === "string" ? escapeText(literal(part)) : reference(part, parts[index + 1])))
    .join("");
}

function literal(text: string): string {
  if (text.includes("$")) throw new Unprintable("nginx word", text, "no `$`: nginx has no escape for it");
  return printable("nginx word", text);
}

/** Braces where the next character would be read as part of the name. */
function reference({ variable }: Variable, next: string | Variable | undefined): string {
  if (!/^\w+$/.test(variable)) throw new Unprintable("nginx variable", variable, "letters, digits and underscores");
  return typeof next === "string" && /^\w/.test(next) ? `\${${variable}}` : `$${variable}`;
}

const controls: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A backslash stays alone where it means itself, so that `\.php$` reads as people write it. */
const escapeText = (text: string): string =>
  text.replace(/\\(?=[\\"'trn\n\r\t]|$)|[\n\r\t]/g, (character) => controls[character] ?? "\\\\");
