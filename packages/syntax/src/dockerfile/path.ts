import { printable } from "../printable";
import { Unprintable } from "../unprintable";
import { printWords } from "./command";
import type { Glob, Text } from "./nodes";
import { escapeLiteral, escapeWord } from "./word";

/** Paths as words where they can be, else as a JSON list, whose items the builder expands all the same. */
export function printPaths(what: string, paths: readonly string[]): string {
  const bare = paths.every((path) => bareable.test(path)) && !paths[0]?.startsWith("--");
  return bare ? paths.join(" ") : printWords(what, paths);
}

const bareable = /^[A-Za-z0-9_./:@%+,=*?${}-]+$/;

/** A path that the builder writes to or declares. */
export const printPath = (what: string, path: Text): string => unheredoc(what, escapeWord(what, path));

/** A path of a VOLUME, from which the builder takes the spaces at both ends. */
export function printVolume(path: Text): string {
  const text = printPath("VOLUME", path);
  if (/^[\s\x85]|[\s\x85]$/.test(text)) throw new Unprintable("VOLUME", text, "a path without spaces at its ends");
  return text;
}

/** A path that the builder looks for. */
export const printSource = (what: string, source: Text | Glob): string =>
  unheredoc(
    what,
    typeof source === "object" && "glob" in source
      ? escapeLiteral(printable(what, source.glob))
      : escapeWord(what, source, (text) => escapeLiteral(escapeGlob(text))),
  );

/**
 * Every character that is more than itself to one of the three matchers on the way, in a class of its own: a backslash
 * alone is an escape to one of them and a character to another. Spaces at the ends are what one of them trims.
 */
const escapeGlob = (path: string): string =>
  path
    .replace(/[*?[\\^{|}]|^[!\s\x85]|[\s\x85]$/g, (character) =>
      /[*?\\^]/.test(character) ? `[\\${character}]` : `[${character}]`,
    )
    .replace(gitReference, "$1[@]");

/** What is a repository to the builder: https://github.com/moby/buildkit/blob/master/util/gitutil/git_url.go */
const gitReference = /^([a-zA-Z0-9_-]+)@(?=[a-zA-Z0-9.-]+:)/;

/** A path that begins like a here-document is taken for one. */
function unheredoc(what: string, path: string): string {
  if (path === "") throw new Unprintable(what, path, "a path");
  return path.replace(/^(\d*)<</, "$1\\<<");
}
