import { type PagesShape, type Part, parts } from "../schema/pages";
import { spelled } from "../schema/path";
import type { HandbookPage } from "../stack";

/** The pages of a handbook in path order, each with its parts in theirs. */
export const resolvePages = (declared: PagesShape = {}): HandbookPage[] =>
  Object.entries(declared)
    .map(([path, page]): HandbookPage => {
      const marked = typeof page === "object" && "marked" in page;
      return {
        path: spelled(path),
        format: path.endsWith(".rst") ? "rst" : "markdown",
        parts: inOrder(marked ? page.marked : page),
        marked,
      };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));

const inOrder = (given: "all" | readonly Part[]): readonly Part[] =>
  given === "all" ? parts : parts.filter((part) => given.includes(part));
