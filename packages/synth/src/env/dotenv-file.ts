import { appendFileSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dotenv } from "@quaywright/syntax";
import { reasonOf } from "../refusal";
import { isDirect, makeFile } from "./make-file";
import { unreadable } from "./unreadable";

/** A stack's `.env`, or why it cannot be read. */
export interface DotenvFile {
  readonly path: string;
  /** Undefined where there is none. */
  readonly text: string | undefined;
  /** By name; of several, the last one counts. */
  readonly assignments: ReadonlyMap<string, dotenv.Assignment>;
  readonly faults: readonly string[];
}

export function readDotenv(folder: string, path: string): DotenvFile {
  const at = join(folder, path);
  const none = { path, text: undefined, assignments: new Map() };
  if (lstatSync(at, { throwIfNoEntry: false }) === undefined) return { ...none, faults: [] };
  try {
    const text = readFileSync(at, "utf8");
    const { assignments, faults } = dotenv.parse(text);
    return {
      path,
      text,
      assignments: new Map(assignments.map((assignment) => [assignment.name, assignment])),
      faults: faults.map(({ line, reason }) => `\`${path}\`, line ${line}: ${reason}.`),
    };
  } catch (error) {
    return { ...none, faults: [`\`${path}\` cannot be read: ${unreadable(error as NodeJS.ErrnoException)}.`] };
  }
}

/**
 * Adds entries at the end of the file: what is there stays as it is, and of two lines of one name the last one counts.
 * Gives the reason where it could not.
 */
export function appendDotenv(
  folder: string,
  { path, text: before }: DotenvFile,
  entries: readonly dotenv.Entry[],
): string[] {
  const text = dotenv.print(entries);
  if (!isDirect(folder, path)) return [`\`${path}\` is, or lies behind, a symbolic link: nothing is added.`];
  try {
    if (before === undefined) makeFile(folder, path, text, 0o600);
    else appendFileSync(join(folder, path), `${before === "" || before.endsWith("\n") ? "" : "\n"}\n${text}`);
    return [];
  } catch (error) {
    return [`\`${path}\` cannot be written: ${reasonOf(error as NodeJS.ErrnoException)}.`];
  }
}
