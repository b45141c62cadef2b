import { chmodSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { holdSignals } from "./hold-signals";

/** A change of one file on the disk: its new text, or its removal. Paths are absolute. */
export type Change =
  | { readonly path: string; readonly before: string | undefined; readonly text: string; readonly executable: boolean }
  | { readonly path: string; readonly before: string; readonly text: undefined };

/** All changes, written beside their targets and not yet in place. */
export interface Staged {
  /** Puts every change in place; on a failure, what was there before. */
  readonly commit: () => void;
  /** Takes back what was prepared. Without effect once committed. */
  readonly discard: () => void;
}

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
    for (const change of changes) {
      if (change.text === undefined) continue;
      folders.push(...makeFolder(dirname(change.path)));
      const file = `${change.path}.${process.pid}.tmp`;
      pending.set(change.path, file);
      writeFileSync(file, change.text);
      chmodSync(file, change.executable ? 0o755 : 0o644);
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
      if (file === undefined) rmSync(change.path, { force: true });
      else renameSync(file, change.path);
      pending.delete(change.path);
      done.push(change);
    }
  } catch (error) {
    for (const { path, before } of done.reverse()) {
      if (before === undefined) rmSync(path, { force: true });
      else writeFileSync(path, before);
    }
    discard();
    throw error;
  } finally {
    release();
  }
}

/** Creates a folder and says which ones were new, outermost first. */
function makeFolder(path: string): string[] {
  const made: string[] = [];
  for (let folder = path; !existsSync(folder); folder = dirname(folder)) made.unshift(folder);
  if (made.length > 0) mkdirSync(path, { recursive: true });
  return made;
}

/** Takes something back that may not have come to be, or that somebody uses meanwhile. */
function ifThere(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!["ENOENT", "ENOTDIR", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
