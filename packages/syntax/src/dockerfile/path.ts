import { printable } from "../printable";
import type { Glob, Text } from "./nodes";
import { escapeLiteral, escapeWord, safe } from "./word";

/** Paths as words where they can be, else as a JSON list, whose items the builder expands all the same. */
export function printPaths(what: string, paths: readonly string[]): string {
  const bare = paths.every((path) => bareable.test(path)) && !paths[0]?.startsWith("--");
  return bare
    ? paths.join(" ")
    : JSON.stringify(
        paths.map((path) => printable(what, path)),
        null,
        " ",
      ).replace(/\n ?/g, "");
}

const bareable = /^[A-Za-z0-9_./:@%+,=*?${}-]+$/;

/** A path that the builder writes to or declares. */
export const printPath = (what: string, path: Text): string => unheredoc(escapeWord(what, path));

/** A path that the builder looks for: glob characters stand in brackets, the one escape that its matcher always sees. */
export const printSource = (what: string, source: Text | Glob): string =>
  unheredoc(
    typeof source === "object" && "glob" in source
      ? escapeLiteral(printable(what, source.glob))
      : escapeWord(what, source, (text) => escapeLiteral(safe.test(text) ? text : text.replace(/[*?[]/g, "[$&]"))),
  );

/** A path that begins like a here-document is taken for one. */
const unheredoc = (path: string): string => path.replace(/^(\d*)<</, "$1\\<<");
