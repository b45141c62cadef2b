import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal";

/** A file as it is on the disk. */
export interface OnDisk {
  readonly bytes: Uint8Array;
  /** Its permissions: the last three octal digits. */
  readonly mode: number;
}

/** What is at a place: a file, nothing, or what nobody can take for a file of ours, such as a folder or a link. */
export type Found = OnDisk | "nothing" | "no file";

/** @throws Refusal when the disk does not tell. */
export function look(folder: string, path: string): Found {
  const at = join(folder, path);
  try {
    const stats = lstatSync(at);
    return stats.isFile() ? { bytes: readFileSync(at), mode: stats.mode & 0o777 } : "no file";
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "nothing";
    throw Refusal.of(error as NodeJS.ErrnoException, folder);
  }
}

export const isFile = (found: Found): found is OnDisk => typeof found === "object";

export const textOf = ({ bytes }: OnDisk): string => Buffer.from(bytes).toString();

export const hasText = ({ bytes }: OnDisk, text: string): boolean => Buffer.compare(bytes, Buffer.from(text)) === 0;

/** The one permission that git keeps. */
export const isExecutable = ({ mode }: OnDisk): boolean => (mode & 0o100) !== 0;
