import { type PlannedFile, unmarked } from "@quaywright/render";
import type { KeptFiles } from "./kept";
import { hash, MANIFEST, type Manifest } from "./manifest";
import { type Found, hasText, isExecutable, isFile, look } from "./on-disk";

/** A file to be written. */
export interface OwnedFile extends PlannedFile {
  /**
   * It is a person's, of which we write what stands between marks: the manifest knows these parts alone, by their
   * hashes. `edited`: a person wrote into one.
   */
  readonly marked?: { readonly hashes: Manifest; readonly edited: boolean };
}

/** A place where the disk is not as planned. */
export interface Difference {
  readonly path: string;
  readonly before: Found;
  /** Absent for what is no longer generated. */
  readonly after?: OwnedFile;
  /** Whose work is there: ours, ours and then a person's, or a person's alone. */
  readonly whose: "ours" | "edited" | "stranger";
}

/** What a project shall have. */
export interface Plan {
  readonly files: readonly OwnedFile[];
  /** Files known to be on the disk as they shall be. */
  readonly kept: KeptFiles;
}

/** Where a folder is not as planned, in path order. `written` is what we left there. */
export function compare(folder: string, { files, kept }: Plan, written: Manifest): readonly Difference[] {
  const planned = new Set(files.map(({ path }) => path));
  const orphans = [...Object.keys(written), MANIFEST].filter((path) => !planned.has(path) && !(path in kept));
  return [
    ...files.flatMap((after) => differenceOf(after, look(folder, after.path), written)),
    ...orphans.flatMap((path) => orphanOf(path, look(folder, path), written)),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function differenceOf(after: OwnedFile, before: Found, written: Manifest): Difference[] {
  const { executable = false, marked, path, text } = after;
  const same = isFile(before) && hasText(before, text);
  if (marked !== undefined) return same ? [] : [{ path, before, after, whose: marked.edited ? "edited" : "ours" }];
  if (same && isExecutable(before) === executable) return [];
  const ejected = isFile(before) && hasText(before, unmarked(text));
  return [{ path, before, after, whose: same || ejected ? "ours" : whoseIs(path, before, written) }];
}

/** What a person put in the place of what we no longer generate is none of our business. */
const orphanOf = (path: string, before: Found, written: Manifest): Difference[] =>
  isFile(before) ? [{ path, before, whose: whoseIs(path, before, written) }] : [];

/** In `.projen` there is nothing but what is generated. */
function whoseIs(path: string, before: Found, written: Manifest): Difference["whose"] {
  if (before === "nothing") return "ours";
  if (before === "no file") return "stranger";
  if (path.startsWith(".projen/")) return "ours";
  if (written[path] === undefined) return "stranger";
  return written[path] === hash(before.bytes) ? "ours" : "edited";
}
