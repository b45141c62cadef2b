import { type Place, place } from "../place";
import type { Layout, Lines } from "./layout";

/** What is known and accepted: where, by whom, why and until when. */
interface Accepted {
  /** Path or pattern (`docker/**`); every file where there is none. */
  readonly file?: string;
  /** `service backend`, `stage production`, or a part of it; the whole file where there is none. */
  readonly within?: string;
  readonly reason: string;
  readonly owner?: string;
  readonly created?: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires?: string;
  readonly at: Place;
  /** Written in the file itself: it holds for these lines, and for the stage or service that begins at the first. */
  readonly inline?: Lines & { readonly path: string };
}

/** One that is written for this checker: it needs a reason, and must waive something. */
export interface Waiver extends Accepted {
  /** Id or alias. */
  readonly rule: string;
}

/** One that is written for another linter. */
export interface LinterWaiver extends Accepted {
  /** The linter. */
  readonly tool: string;
  /** One rule by an alias, or every rule with an alias that looks like this. */
  readonly rules: string | RegExp;
}

const comment =
  /#[ \t]*quaywright[ \t]+waive[ \t]+(\S+?)(?:[ \t]+until[ \t]+(\S+?))?(?:[ \t]+by[ \t]+([^:\n]+?))?[ \t]*(?::[ \t]*(.*?))?[ \t]*\r?$/gm;

/** Waivers in the comments of a file: `# quaywright waive <rule> until <date> by <owner>: <reason>`. */
export function inlineWaivers(layout: Layout): Waiver[] {
  const { source } = layout;
  if (!source.text.includes("quaywright")) return [];
  let line = 1;
  let last = 0;
  return [...source.text.matchAll(comment)].map((found) => {
    const [whole, rule = "", expires, owner, reason = ""] = found;
    line += source.text.slice(last, found.index).split("\n").length - 1;
    last = found.index;
    const start = source.text.lastIndexOf("\n", found.index) + 1;
    const alone = source.text.slice(start, found.index).trim() === "";
    return {
      rule: rule.replace(/:$/, ""),
      reason,
      at: place(source, found.index, found.index + whole.trimEnd().length),
      inline: {
        path: source.path,
        ...(alone ? layout.constructAt(layout.codeBelow(line)) : { first: line, last: line }),
      },
      ...(expires !== undefined && { expires }),
      ...(owner !== undefined && { owner: owner.trim() }),
    };
  });
}

/** Whether a path is one that a pattern means: `*` within a folder's name, `**` across them. */
export function matchesPath(pattern: string, path: string): boolean {
  if (!pattern.includes("*")) return pattern === path || path.startsWith(`${pattern.replace(/\/$/, "")}/`);
  const source = pattern
    .split(/(\*\*\/?|\*)/)
    .map((part) =>
      part === "**/" ? "(?:.*/)?" : part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replace(/[^\w\s/-]/g, "\\$&"),
    )
    .join("");
  return new RegExp(`^${source}$`).test(path);
}
