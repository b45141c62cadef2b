import type { Stack } from "@quaywright/model";
import { type PlannedFile, plan } from "@quaywright/render";
import { Unprintable } from "@quaywright/syntax";
import { Refusal } from "./refusal";

/** @throws Refusal when a value cannot be written into the file where it belongs, or two files have one place. */
export function planned(stacks: readonly Stack[], owner: string): readonly PlannedFile[] {
  try {
    const files = plan(stacks);
    const paths = files.map(({ path }) => path);
    const folders = new Set(paths.flatMap(foldersOf));
    const twice = paths.filter((path, index) => paths[index + 1] === path || folders.has(path));
    if (twice.length === 0) return files;
    throw Refusal.taken([...new Set(twice)], [owner, owner]);
  } catch (error) {
    if (error instanceof Unprintable) throw new Refusal(`${error.message}\nNothing was written.`);
    throw error;
  }
}

/** The folders on the way to a file: `a` and `a/b` of `a/b/c`. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
