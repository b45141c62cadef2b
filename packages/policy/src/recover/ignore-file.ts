import { type Place, place, type Source } from "../place";

export interface Pattern {
  readonly text: string;
  readonly negated: boolean;
  readonly at: Place;
}

export interface IgnoreFile {
  readonly kind: "ignore-file";
  readonly of: "docker" | "git";
  readonly source: Source;
  readonly path: string;
  readonly patterns: readonly Pattern[];
  /** Whether a path, relative to the file's folder (the build context), is left out. */
  ignores(path: string): boolean;
}

/** A `.dockerignore` or `.gitignore`. */
export function readIgnoreFile(source: Source, of: IgnoreFile["of"]): IgnoreFile {
  const patterns: Pattern[] = [];
  let start = source.text.startsWith("\ufeff") ? 1 : 0;
  for (const line of source.text.slice(start).split("\n")) {
    const text = line.replace(/\r$/, "").trim();
    if (text !== "" && !text.startsWith("#")) {
      const from = start + line.indexOf(text);
      patterns.push({ text, negated: text.startsWith("!"), at: place(source, from, from + text.length) });
    }
    start += line.length + 1;
  }
  let match: ((path: string) => boolean) | undefined;
  const ignores = (path: string): boolean => {
    match ??= of === "docker" ? dockerMatcher(patterns) : gitMatcher(source.text);
    return path !== "" && match(path);
  };
  return { kind: "ignore-file", of, source, path: source.path, patterns, ignores };
}

function gitMatcher(text: string): (path: string) => boolean {
  const ignore = require("ignore") as typeof import("ignore");
  const matcher = ignore({ allowRelativePaths: true }).add(text);
  return (path) => {
    try {
      return matcher.ignores(path);
    } catch {
      return false;
    }
  };
}

/** https://github.com/moby/patternmatcher: the last pattern that a path, or a folder above it, matches decides. */
function dockerMatcher(patterns: readonly Pattern[]): (path: string) => boolean {
  const compiled = patterns.flatMap(({ negated, text }) => {
    const clean = normalized(negated ? text.slice(1).trim() : text);
    return clean === "" ? [] : [{ negated, pattern: dockerPattern(clean) }];
  });
  return (path) => {
    const parts = path.split("/");
    const candidates = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
    let ignored = false;
    for (const { negated, pattern } of compiled) {
      if (negated === ignored && candidates.some((candidate) => pattern.test(candidate))) ignored = !negated;
    }
    return ignored;
  };
}

/** As Go's filepath.Clean, without the leading slash. */
function normalized(text: string): string {
  const parts: string[] = [];
  for (const part of text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0) parts.pop();
    else if (part !== "..") parts.push(part);
  }
  return parts.join("/");
}

interface Matcher {
  test(path: string): boolean;
}

/** Beyond so many wildcards a regular expression may try for longer than anyone waits. */
const most = 3;

function dockerPattern(text: string): Matcher {
  const pieces = piecesOf(text);
  if (pieces.filter((piece) => piece.wild !== undefined).length > most) return { test: (path) => walks(pieces, path) };
  try {
    return new RegExp(
      `^${pieces.map((piece) => (piece.wild === undefined ? piece.source : wilds[piece.wild])).join("")}$`,
    );
  } catch {
    return /(?!)/;
  }
}

/** A wildcard, or what stands for one character. */
interface Piece {
  readonly wild?: keyof typeof wilds;
  readonly source: string;
}

const wilds = { run: "[^/]*", folders: "(?:.*/)?", rest: ".*" } as const;

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const wild = (kind: keyof typeof wilds) => {
    if (pieces.at(-1)?.wild !== kind) pieces.push({ wild: kind, source: "" }); // two of a kind are one
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === "*" && text[at + 1] === "*") {
      at += 1;
      if (text[at + 1] === "/") at += 1;
      wild(at + 1 >= text.length ? "rest" : "folders");
    } else if (char === "*") wild("run");
    else if (char === "?") pieces.push({ source: "[^/]" });
    else if (char === "[" && text.indexOf("]", at + 2) > 0) {
      const end = text.indexOf("]", at + 2);
      pieces.push({ source: text.slice(at, end + 1).replace(/\\(?!])/g, "\\\\") });
      at = end;
    } else if (char === "\\" && at + 1 < text.length) {
      at += 1;
      pieces.push({ source: text[at]!.replace(/[^\w\s]/g, "\\$&") });
    } else pieces.push({ source: char.replace(/[^\w\s/-]/g, "\\$&") });
  }
  return pieces;
}

/** Goes through a path once, at all the places of the pattern that it may have come to. */
function walks(pieces: readonly Piece[], path: string): boolean {
  const patterns = pieces.map(({ source, wild }) => (wild === undefined ? characterOf(source) : undefined));
  // an even number is the beginning of a piece, an odd one the inside of folders that have not ended
  let places = new Set<number>();
  const enter = (to: Set<number>, piece: number): void => {
    for (let at = piece; !to.has(2 * at); at += 1) {
      to.add(2 * at);
      if (pieces[at]?.wild === undefined) return;
    }
  };
  enter(places, 0);
  for (const char of path) {
    const next = new Set<number>();
    for (const spot of places) {
      const at = spot >> 1;
      const wild = pieces[at]?.wild;
      if (wild === "folders") {
        next.add(2 * at + 1);
        if (char === "/") enter(next, at + 1);
      } else if (wild === "rest" || (wild === "run" && char !== "/")) enter(next, at);
      else if (wild === undefined && patterns[at]?.test(char)) enter(next, at + 1);
    }
    if (next.size === 0) return false;
    places = next;
  }
  return places.has(2 * pieces.length);
}

function characterOf(source: string): RegExp {
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /(?!)/;
  }
}
