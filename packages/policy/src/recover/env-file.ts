import { type Place, place, type Source } from "../place";
import { nameOf } from "./tree";

export interface EnvEntry {
  readonly name: string;
  /** Without quotes. */
  readonly value: string;
  /** Where only `NAME` stands, its value comes from the shell. */
  readonly bare: boolean;
  readonly quote: '"' | "'" | "";
  /** The value as it is written. */
  readonly raw: string;
  readonly at: Place;
  readonly valueAt: Place;
  /** Comment lines directly above. */
  readonly comment: string;
  readonly line: number;
}

export interface EnvFault {
  readonly at: Place;
  readonly says: string;
}

export interface EnvFile {
  readonly kind: "env-file";
  readonly source: Source;
  readonly path: string;
  readonly entries: readonly EnvEntry[];
  readonly faults: readonly EnvFault[];
  /** An example to copy, rather than values that are used. */
  readonly isExample: boolean;
  /** Names that are only shown: `# NAME=value`. */
  readonly shown: ReadonlySet<string>;
}

export const isExampleName = (path: string): boolean =>
  /example|sample|template|dist$|default|schema|\.tpl/i.test(nameOf(path));

const assignment = /^[ \t]*(export[ \t]+)?([^\s=:#'"]+)[ \t]*(?:([=:])[ \t]*([\s\S]*))?$/;

/** An environment file: https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax */
export function readEnvFile(source: Source): EnvFile {
  const entries: EnvEntry[] = [];
  const faults: EnvFault[] = [];
  const shown = new Set<string>();
  const { text } = source;
  let comment: string[] = [];
  let number = 0;
  for (let start = text.startsWith("\ufeff") ? 1 : 0; start < text.length; ) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    const line = text.slice(start, end).replace(/\r$/, "");
    const first = start;
    number += 1;
    start = end + 1;
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) {
      comment = trimmed === "" ? [] : [...comment.slice(-20), trimmed.replace(/^#\s*/, "")];
      const name = /^#+\s*(?:export\s+)?([A-Z_][A-Z0-9_]*)=/.exec(trimmed)?.[1];
      if (name !== undefined) shown.add(name);
      continue;
    }
    const at = place(source, first, first + line.length);
    const [, , name, separator, written = ""] = assignment.exec(line) ?? [];
    if (name === undefined || /^\d/.test(name) || !/^[\w.[\]-]+$/.test(name)) {
      faults.push({ at, says: faultOf(trimmed) });
      comment = [];
      continue;
    }
    const valueStart = first + line.length - written.length;
    const quote = written[0] === '"' || written[0] === "'" ? written[0] : "";
    let raw = written;
    if (quote !== "") {
      const close = closing(text, valueStart + 1, quote);
      if (close < 0) {
        faults.push({ at, says: `the quote that opens the value of \`${name}\` is never closed` });
        comment = [];
        continue;
      }
      raw = text.slice(valueStart, close + 1);
      const lineEnd = text.indexOf("\n", close);
      const rest = text.slice(close + 1, lineEnd < 0 ? text.length : lineEnd).trim();
      if (rest !== "" && !rest.startsWith("#"))
        faults.push({ at, says: `something follows the quotes of \`${name}\`` });
      number += raw.split("\n").length - 1;
      start = lineEnd < 0 ? text.length : lineEnd + 1;
    }
    const value = quote === "" ? raw.replace(/\s#.*$/, "").trim() : raw.slice(1, -1);
    const valueAt = place(source, valueStart, valueStart + raw.length);
    entries.push({
      name,
      value,
      raw,
      quote,
      bare: separator === undefined,
      at,
      valueAt,
      comment: comment.join("\n"),
      line: number,
    });
    comment = [];
  }
  return { kind: "env-file", source, path: source.path, entries, faults, shown, isExample: isExampleName(source.path) };
}

function closing(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\" && quote === '"') at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function faultOf(line: string): string {
  const [before = ""] = line.split("=", 1);
  const name = before.trim();
  if (!line.includes("=")) return "it has no `=`";
  if (name === "") return "it has no name before the `=`";
  if (/^\d/.test(name)) return "its name begins with a digit";
  return /\s/.test(name) ? "its name has a space in it" : "its name has other characters than letters, digits and `_`";
}
