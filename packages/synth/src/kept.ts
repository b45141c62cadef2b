import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProjectTask } from "@quaywright/handbook";
import type { Application, Locked } from "@quaywright/model";
import type { Base } from "./bases";
import { hash } from "./manifest";
import type { MarkedFile } from "./marked";
import type { Planned } from "./planned";
import type { OwnStart } from "./sources/own-start";

/** A file as it was left on the disk. */
export interface KeptFile {
  readonly hash: string;
  readonly executable: boolean;
}

/** The files of a declaration at its last synth, by path. */
export type KeptFiles = Readonly<Record<string, KeptFile>>;

/** What a declaration made at its last synth. */
export interface Kept extends Beside {
  readonly files: KeptFiles;
  /** What stands between marks, to be compared with the files that have them. */
  readonly marked: readonly MarkedFile[];
}

/** What is looked at in each synth, whether or not anything is made. */
export interface Beside {
  /** What git must not have. */
  readonly private: readonly string[];
  /** What lock files must say of packages. */
  readonly locked: readonly Locked[];
  /** Images that it runs and is made from. */
  readonly bases: readonly Base[];
  /** The tasks that the project has for it. */
  readonly tasks: readonly ProjectTask[];
  /** Code that is compared with what is declared of it. */
  readonly applications: readonly Application[];
  /** Images whose own code reads their secrets. */
  readonly starts: readonly OwnStart[];
  /** What the checker has against files that a person wrote. */
  readonly warnings: readonly string[];
  /** Last day on which what is waived is, `YYYY-MM-DD`. */
  readonly waivedUntil?: string;
}

/**
 * What tells that a synth would make the same again: the declaration, and the size and time of every module that the
 * process has loaded. Undefined for a declaration that is no plain data, whose mistakes are for others to tell.
 */
export function keyOf(declaration: unknown): string | undefined {
  try {
    const modules = Object.keys(require.cache).sort().map(stamp);
    return hash(JSON.stringify([declaration, modules]));
  } catch {
    return undefined;
  }
}

function stamp(file: string): string {
  const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return `${file} ${size} ${mtimeMs}`;
}

/** What this declaration made, if its files all still are on the disk as it left them, and no waiver has ended. */
export function findKept(folder: string, name: string, key: string | undefined): Kept | undefined {
  const record = readRecord(recordOf(folder, name));
  if (record === undefined || record.key !== key) return undefined;
  if (record.waivedUntil !== undefined && record.waivedUntil < new Date().toISOString().slice(0, 10)) return undefined;
  const whole = Object.entries(record.files).every(([path, file]) => isAsLeft(join(folder, path), file));
  return whole ? record : undefined;
}

/** Remembers what a declaration made, where the project has a folder for such things. */
export function keep(
  folder: string,
  name: string,
  key: string | undefined,
  { files, marked }: Planned,
  beside: Beside,
): void {
  const place = recordOf(folder, name);
  if (place === undefined || key === undefined) return;
  const kept = files.map(({ path, text, executable = false }) => [path, { hash: hash(text), executable }] as const);
  try {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, JSON.stringify({ key, files: Object.fromEntries(kept), marked, ...beside }));
  } catch {
    // it only saves time: a folder that cannot be written costs the next synth a little
  }
}

function isAsLeft(at: string, file: KeptFile): boolean {
  try {
    return ((statSync(at).mode & 0o100) !== 0) === file.executable && hash(readFileSync(at, "utf8")) === file.hash;
  } catch {
    return false;
  }
}

function readRecord(place: string | undefined): (Kept & { readonly key: string }) | undefined {
  try {
    const found = place === undefined ? undefined : JSON.parse(readFileSync(place, "utf8"));
    return isRecord(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** What nobody wrote so counts as none; what another version wrote has another key. */
function isRecord(found: unknown): found is Kept & { readonly key: string } {
  const { files, key, marked } = (found ?? {}) as { files?: unknown; key?: unknown; marked?: unknown };
  return typeof key === "string" && typeof files === "object" && files !== null && Array.isArray(marked);
}

/** In the nearest node_modules, where tools keep what can be made anew. */
function recordOf(folder: string, name: string): string | undefined {
  for (let up = folder; ; up = dirname(up)) {
    if (statSync(join(up, "node_modules"), { throwIfNoEntry: false })?.isDirectory()) {
      return join(up, "node_modules/.cache/quaywright", `${hash(`${folder} ${name}`)}.json`);
    }
    if (up === dirname(up)) return undefined;
  }
}
