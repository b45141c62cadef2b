import { Unprintable } from "../unprintable";
import type { Mount, Text } from "./nodes";
import { escapeWord, safe } from "./word";

/** The flags that have a value, in order. */
export const printFlags = (flags: Readonly<Record<string, Text | number | boolean | undefined>>): readonly string[] =>
  Object.entries(flags).flatMap(([flag, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [`--${flag}`];
    return [`--${flag}=${quote(typeof value === "number" ? String(value) : escapeWord(`--${flag}`, value))}`];
  });

/** `--mount=…`: fields of CSV, each of which the builder expands. */
export function printMount(mount: Mount): string {
  const fields = Object.entries(mount as Readonly<Record<string, Text | number | boolean | undefined>>)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => Number(b === "type") - Number(a === "type"))
    .map(([key, value]) => printField(`${key}=${escapeWord("--mount", isText(value) ? value : String(value))}`));
  return `--mount=${quote(fields.join(","))}`;
}

const isText = (value: unknown): value is Text => typeof value === "string" || Array.isArray(value);

const printField = (field: string): string => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** A flag as one word of its line. */
function quote(value: string): string {
  if (!/^[ -~]+$/.test(value)) {
    throw new Unprintable("Dockerfile flag", value, "printable ASCII, since the builder reads flags byte by byte");
  }
  return safe.test(value.replace(/\$\{\w+\}/g, "_")) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}
