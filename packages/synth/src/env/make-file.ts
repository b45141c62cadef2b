import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes a file, whole or not at all.
 *
 * @throws the file system's error; EEXIST when it is there, be it since a moment.
 */
export function makeFile(folder: string, path: string, text: string, mode: number): void {
  const at = join(folder, path);
  const temporary = `${at}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: "wx", mode: 0o600 });
    chmodSync(temporary, mode);
    giveToOwner(folder, temporary);
    place(temporary, at);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Makes a folder that its owner alone may enter, and those above it. */
export function makePrivateFolder(folder: string, path: string): void {
  const at = join(folder, path);
  const made = mkdirSync(at, { recursive: true });
  if (made === undefined) return;
  chmodSync(at, 0o700);
  for (let up = at; up !== dirname(made); up = dirname(up)) giveToOwner(folder, up);
}

/** Whether a path, or as much of it as there is, leads where it says, through no symbolic link. */
export function isDirect(folder: string, path: string): boolean {
  const at = join(folder, path);
  if (lstatSync(at, { throwIfNoEntry: false }) === undefined) return isDirect(folder, dirname(path));
  try {
    return realpathSync(at) === join(realpathSync(folder), path);
  } catch {
    return false;
  }
}

/** A link never takes the place of another file; where there are none, neither does such a copy. */
function place(temporary: string, at: string): void {
  try {
    linkSync(temporary, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    copyFileSync(temporary, at, constants.COPYFILE_EXCL);
  }
}

/** What root makes, in a container or with sudo, belongs to whom the project belongs to. */
function giveToOwner(folder: string, at: string): void {
  if (process.getuid?.() !== 0) return;
  const { gid, uid } = statSync(folder);
  chownSync(at, uid, gid);
}
