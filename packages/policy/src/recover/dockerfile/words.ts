import { place, type Source } from "../../place";
import type { Word } from "./nodes";

/** Characters that mean nothing by themselves, outside of quotes and in them. */
const bare = /[^ \t\r\n"'\\`]+/y;
const quoted = /[^"'\\`]+/y;

const always = (): boolean => true;

/**
 * The words of an instruction. A line that ends in the escape character goes on in the next one; comments and blank
 * lines in between are not there. Quotes hold a word together and stay in it.
 *
 * @param goesOn Whether words follow that are wanted: by default all.
 */
export function wordsOf(
  source: Source,
  start: number,
  end: number,
  escapes: string,
  goesOn: (word: string) => boolean = always,
): Word[] {
  const { text } = source;
  const words: Word[] = [];
  let at = start;
  let begun = -1;
  let last = start;
  let value = "";
  let quote = "";
  while (at < end) {
    const char = text[at]!;
    const joined = char === escapes ? continuation(text, at, end) : -1;
    if (joined >= 0) {
      at = joined;
      continue;
    }
    if (quote === "" && (char === " " || char === "\t" || char === "\n" || char === "\r")) {
      if (begun >= 0) {
        words.push({ value, at: place(source, begun, last) });
        if (!goesOn(value)) return words;
        begun = -1;
        value = "";
      }
      at += 1;
      continue;
    }
    if (begun < 0) begun = at;
    const plain = quote === "" ? bare : quoted;
    plain.lastIndex = at;
    if (plain.test(text)) {
      last = Math.min(plain.lastIndex, end);
      value += text.slice(at, last);
      at = last;
      continue;
    }
    const taken = char === escapes && quote !== "'" && at + 1 < end ? 2 : 1;
    if (taken === 1) {
      if (quote === char) quote = "";
      else if (quote === "" && (char === '"' || char === "'")) quote = char;
    }
    value += text.slice(at, at + taken);
    at += taken;
    last = at;
  }
  if (begun >= 0) words.push({ value, at: place(source, begun, last) });
  return words;
}

const notBlank = /\S*/y;

/** Where the word ends that begins at an offset. */
export function firstBlank(text: string, start: number): number {
  notBlank.lastIndex = start;
  notBlank.test(text);
  return notBlank.lastIndex;
}

/** Where the text goes on after an escaped line end, or -1 where the escape character is none. */
export function continuation(text: string, at: number, end: number): number {
  let next = at + 1;
  while (next < end && (text[next] === " " || text[next] === "\t" || text[next] === "\r")) next += 1;
  if (next >= end || text[next] !== "\n") return -1;
  return skipped(text, next + 1, end);
}

/** Past the comments and blank lines at a line's beginning. */
function skipped(text: string, start: number, end: number): number {
  let at = start;
  for (;;) {
    let next = at;
    while (next < end && (text[next] === " " || text[next] === "\t" || text[next] === "\r")) next += 1;
    if (next < end && text[next] !== "#" && text[next] !== "\n") return at;
    const line = text.indexOf("\n", next);
    if (line < 0 || line + 1 >= end) return Math.min(end, line < 0 ? end : line + 1);
    at = line + 1;
  }
}

/** A word without its quotes and escapes. */
export function unquoted(word: string, escapes = "\\"): string {
  if (!/["'\\`]/.test(word)) return word;
  let value = "";
  let quote = "";
  for (let at = 0; at < word.length; at += 1) {
    const char = word[at]!;
    if (char === quote) quote = "";
    else if (quote === "" && (char === '"' || char === "'")) quote = char;
    else if (char === escapes && quote !== "'" && at + 1 < word.length) {
      at += 1;
      if (quote === '"' && !['"', "$", escapes].includes(word[at]!)) value += escapes;
      value += word[at];
    } else value += char;
  }
  return value;
}

/** An instruction's text for a shell, every character at its place: comments blanked, the escape a backslash. */
export function shellText({ text }: Source, start: number, end: number, escapes: string): string {
  const slice = text.slice(start, end);
  if (!slice.includes("\n")) return slice;
  const lines = slice.split("\n");
  let continued = false;
  return lines
    .map((line, index) => {
      if (continued && /^[ \t]*(#.*)?\r?$/.test(line)) {
        return index === lines.length - 1 ? " ".repeat(line.length) : `${" ".repeat(line.length)}\0`;
      }
      const found = trailing(line, escapes);
      continued = found >= 0;
      return found < 0 ? line.replace(/\r$/, " ") : `${line.slice(0, found)}${" ".repeat(line.length - found - 1)}\\`;
    })
    .join("\n")
    .replaceAll("\0\n", " ");
}

/** Where the escape character stands that ends a line, or -1. */
export function trailing(line: string, escapes: string): number {
  let at = line.length - 1;
  while (at >= 0 && (line[at] === " " || line[at] === "\t" || line[at] === "\r")) at -= 1;
  return line[at] === escapes && line[at - 1] !== escapes ? at : -1;
}
