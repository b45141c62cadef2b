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

function dockerPattern(text: string): RegExp {
  let source = "^";
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char === "*" && text[at + 1] === "*") {
      at += 1;
      if (text[at + 1] === "/") at += 1;
      source += at + 1 >= text.length ? ".*" : "(?:.*/)?";
    } else if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "[" && text.indexOf("]", at + 2) > 0) {
      const end = text.indexOf("]", at + 2);
      source += text.slice(at, end + 1).replace(/\\(?!])/g, "\\\\");
      at = end;
    } else if (char === "\\" && at + 1 < text.length) {
      at += 1;
      source += text[at]!.replace(/[^\w\s]/g, "\\$&");
    } else source += char.replace(/[^\w\s/-]/g, "\\$&");
  }
  try {
    return new RegExp(`${source}$`);
  } catch {
    return /(?!)/;
  }
}
