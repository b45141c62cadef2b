import { posix } from "node:path";
import { literal } from "./literal";

/**
 * The globs of Nx that together match what a pattern of a `.dockerignore` leaves out: what has the pattern's name, and
 * what lies below it. `?` stands for a character there, for a byte here. https://github.com/moby/patternmatcher
 */
export function fromIgnore(pattern: string): readonly string[] {
  const clean = posix.join("/", pattern.trim()).replace(/^\/+|\/+$/g, "");
  if (clean === "") return [];
  return spread(tokens(clean)).flatMap((glob) => (glob === "**" ? ["**/*"] : [glob, `${glob}/**/*`]));
}

/** Each token as the globs that it may be. */
function tokens(pattern: string): string[][] {
  const found: string[][] = [];
  let at = 0;
  const take = (expression: RegExp): RegExpExecArray | undefined => {
    const match = expression.exec(pattern.slice(at)) ?? undefined;
    at += match?.[0].length ?? 0;
    return match;
  };
  while (at < pattern.length) {
    const inside = at > 0 && pattern[at - 1] !== "/";
    const many = take(/^\*\*\/?/);
    const one = many === undefined ? (take(/^[*?]/) ?? classOf(take(/^\[([^\]]+)\]/))) : undefined;
    if (many !== undefined) found.push(severalFolders(many[0], inside, pattern.slice(at)));
    else if (one !== undefined) found.push([typeof one === "string" ? one : one[0]]);
    else found.push([literal(take(/^\\?([\s\S])/u)?.[1] ?? "")]);
  }
  return found;
}

/** `**`, which stands for folders also where it is a part of a name. */
function severalFolders(written: string, inside: boolean, rest: string): string[] {
  if (rest === "") return [inside ? "*" : "**"];
  if (inside) return ["", "*/**/"];
  // a plain ending without a slash is looked for at the end of the whole path
  return [written === "**" && !/[*?[\\\]]/.test(rest) ? "**/*" : "**/"];
}

/** `!` is a character of a class there, and turns it round here. */
function classOf(match: RegExpExecArray | undefined): string | undefined {
  const [, members = ""] = match ?? [];
  if (members === "") return undefined;
  return members === "!" ? literal("!") : `[${members.replace(/^!(.+)/, "$1!")}]`;
}

const spread = ([first, ...rest]: readonly string[][]): string[] =>
  first === undefined ? [""] : first.flatMap((start) => spread(rest).map((end) => start + end));
