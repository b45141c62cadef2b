import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { holdSignals } from "./hold-signals";
import type { OnDisk } from "./on-disk";

/** A change of one file on the disk; without `after` its removal. Paths are absolute. */
export interface Change {
  readonly path: string;
  readonly before?: OnDisk;
  readonly after?: OnDisk;
}

/** All changes, written beside their targets and not yet in place. */
export interface Staged {
  /** Puts every change in place; on a failure, what was there before. */
  readonly commit: () => void;
  /** Takes back what was prepared. Without effect once committed. */
  readonly discard: () => void;
}

/** Where a process writes what it will rename: a name that tells whose it is. */
export const temporary = (path: string, process: number): string => `${path}.${process}.tmp`;

/**
 * Writes every new text beside its target, so that what the disk refuses is known before the first change.
 *
 * @throws the file system's error, with nothing left behind.
 */
export function stage(changes: readonly Change[]): Staged {
  const folders: string[] = [];
  const pending = new Map<string, string>();
  const release = holdSignals();
  const discard = () => {
    release();
    for (const file of pending.values()) ifThere(() => unlinkSync(file));
    for (const folder of folders.splice(0).reverse()) ifThere(() => rmdirSync(folder));
    pending.clear();
  };
  try {
    for (const { after, path } of changes) {
      if (after === undefined) {
        accessSync(dirname(path), constants.W_OK);
        continue;
      }
      makeFolder(dirname(path), folders);
      const file = temporary(path, process.pid);
      pending.set(path, file);
      write(file, after);
    }
  } catch (error) {
    discard();
    throw error;
  }
  return { commit: () => commit(changes, pending, release, discard), discard };
}

function commit(
  changes: readonly Change[],
  pending: Map<string, string>,
  release: () => void,
  discard: () => void,
): void {
  const done: Change[] = [];
  try {
    for (const change of changes) {
      const file = pending.get(change.path);
      if (file === undefined) ifThere(() => unlinkSync(change.path));
      else renameSync(file, change.path);
      pending.delete(change.path);
      done.push(change);
    }
  } catch (error) {
    for (const change of done.reverse()) takeBack(change);
    discard();
    throw error;
  } finally {
    release();
  }
}

function takeBack({ before, path }: Change): void {
  if (before === undefined) {
    ifThere(() => unlinkSync(path));
  } else {
    const file = temporary(path, process.pid);
    write(file, before);
    renameSync(file, path);
  }
}

/** The mode is set apart: what the process masks shall not matter. */
function write(file: string, { bytes, mode }: OnDisk): void {
  try {
    writeFileSync(file, bytes);
    chmodSync(file, mode);
  } catch (error) {
    throw Object.assign(error as Error, { path: file }); // a full disk does not say which
  }
}

/** Creates a folder and notes which ones are new, outermost first. */
function makeFolder(path: string, made: string[]): void {
  const missing: string[] = [];
  for (let folder = path; !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  made.push(...missing);
  for (const folder of missing) mkdirSync(folder);
}

/** Takes something back that may not have come to be, or that somebody uses meanwhile. */
export function ifThere(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!["ENOENT", "ENOTDIR", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
