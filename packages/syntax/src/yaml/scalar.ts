import { printable } from "../printable";
import { Unprintable } from "../unprintable";

/** Where a scalar stands: inside of `[]` and as a key, more characters have a meaning. */
export type Place = "block" | "flow";

/** A scalar as every YAML 1.1 and 1.2 reader reads it back. */
export function printScalar(value: string | number | boolean | null, place: Place): string {
  if (typeof value === "string") return printString(value, place);
  if (typeof value === "number") return printNumber(value);
  return String(value);
}

function printString(value: string, place: Place): string {
  return isPlain(value, place) ? value : quote(printable("YAML string", value));
}

/** JSON's escapes are YAML's, in both versions; JSON leaves these alone, and YAML calls them unprintable. */
const quote = (value: string): string =>
  JSON.stringify(value).replace(
    /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/**
 * The lines of a text that reads best as it is: https://yaml.org/spec/1.2.2/#literal-style. One with a tab, a blank at
 * the end of a line or at its own ends stays in quotes, where they are seen.
 */
export function linesOf(value: unknown): readonly string[] | undefined {
  const lines = typeof value === "string" ? value.split("\n") : [];
  const [first = "", last = ""] = [lines[0], lines.at(-1)];
  const plain =
    first !== "" && !first.startsWith(" ") && last !== "" && lines.every((line) => /^(?:[ -~]*[!-~])?$/.test(line));
  return lines.length > 1 && plain ? lines : undefined;
}

/** 1.1 knows an exponent only behind a decimal point. */
function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Unprintable("YAML number", String(value), "a finite number");
  return String(value).replace(/^(-?\d+)e/, "$1.0e");
}

/** Starts that no reader takes for a number, a date or syntax; a number with a unit is one of them. */
const start = /^(?:[A-Za-z_/]|\.{1,2}\/|\.[A-Za-z]{2}|--?[A-Za-z]|\$\{?[A-Za-z_]|(?:\d+(?:ms|us|s|h|[kmgKMG][bB]?))+$)/;

/** What readers of 1.1 or 1.2 take for a boolean, a null or a number, in any case. */
const reserved = /^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan)$/i;

/** An exponent with nothing before it, which `yaml` takes for a number of 1.1. */
const exponent = /^-?e[-+]?\d+$/i;

/** One line of ASCII with no space at its end, nothing that reads as `key: value`, and no comment. */
const block = /^(?!.*(?::(?: |$)| #| $))[ -~]*$/;

const flow = /^[A-Za-z0-9_./@%+=~^$-]*$/;

/** Most keys and many values: a word that is too long to be reserved. */
const word = /^[A-Za-z_][A-Za-z0-9_-]{5,}$/;

function isPlain(value: string, place: Place): boolean {
  if (exponent.test(value)) return false;
  if (word.test(value)) return true;
  return start.test(value) && (place === "flow" ? flow : block).test(value) && !reserved.test(value);
}
