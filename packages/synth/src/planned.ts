import { renderHandbook } from "@quaywright/handbook";
import type { Stack } from "@quaywright/model";
import { type PlannedFile, plan, planNx } from "@quaywright/render";
import { Unprintable } from "@quaywright/syntax";
import type { MarkedFile } from "./marked";
import { Refusal } from "./refusal";

/** What a stack puts into its project's folder. */
export interface Planned {
  readonly files: readonly PlannedFile[];
  readonly marked: readonly MarkedFile[];
}

/**
 * @param folder the project's, in its workspace of Nx.
 * @throws Refusal when a value cannot be written into the file where it belongs, or two files have one place.
 */
export function planned(stacks: readonly Stack[], owner: string, folder = ""): Planned {
  try {
    const pages = renderHandbook(stacks);
    const documents = pages.flatMap((page) => ("text" in page ? [page] : []));
    const marked = pages.flatMap((page) => ("parts" in page ? [page] : []));
    const files = [...plan(stacks), ...planNx(stacks, folder), ...documents].sort((a, b) => (a.path < b.path ? -1 : 1));
    const paths = [...files, ...marked].map(({ path }) => path).sort();
    const folders = new Set(paths.flatMap(foldersOf));
    const twice = paths.filter((path, index) => paths[index + 1] === path || folders.has(path));
    if (twice.length === 0) return { files, marked };
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
