import { printable } from "../printable";
import { Unprintable } from "../unprintable";
import type { Reference, Text } from "./nodes";

/**
 * A value for the builder's lexer, which expands variables and takes off quotes:
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go
 */
export function printWord(what: string, text: Text): string {
  const parts = partsOf(text);
  if (parts.every((part) => typeof part === "string" && safe.test(part))) return parts.join("");
  const quoted = parts.map((part) =>
    typeof part === "string" ? oneLine(what, part).replace(/["$\\]/g, "\\$&") : printReference(part),
  );
  return `"${quoted.join("")}"`;
}

/** The same value without quotes, for the items of a JSON list and of a flag, which that lexer reads afterwards. */
export function escapeWord(what: string, text: Text, literal: (text: string) => string = escapeLiteral): string {
  return partsOf(text)
    .map((part) => (typeof part === "string" ? literal(printable(what, part)) : printReference(part)))
    .join("");
}

/** Nothing of it means anything to the lexer. A byte order mark at the start would be dropped. */
export const escapeLiteral = (text: string): string => text.replace(/["'$\\]|^\ufeff/g, "\\$&");

/** A value for a place that takes no quotes at all, such as the image of a FROM. */
export function bareWord(what: string, text: Text): string {
  return partsOf(text)
    .map((part) => {
      if (typeof part !== "string") return printReference(part);
      if (!safe.test(part)) throw new Unprintable(what, part, "letters, digits and `_./:@%+,=-`");
      return part;
    })
    .join("");
}

/** The text, unless it has a line break, for which no instruction has an escape. */
export function oneLine(what: string, text: string): string {
  if (/\n/.test(text)) throw new Unprintable(what, text, "one line: a Dockerfile has no escape for a line break");
  return printable(what, text);
}

/** The name of a variable. */
export function name(what: string, text: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(text)) throw new Unprintable(what, text, "letters, digits and underscores");
  return text;
}

/** Characters that mean themselves everywhere. */
export const safe = /^[A-Za-z0-9_./:@%+,=-]+$/;

const partsOf = (text: Text): readonly (string | Reference)[] => (typeof text === "string" ? [text] : text);

const printReference = ({ ref }: Reference): string => `\${${name("Dockerfile variable", ref)}}`;
