import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** What git has of some paths. */
export interface GitView {
  /** Files that it keeps. */
  readonly tracked: readonly string[];
  /** Files that `git add .` would make it keep. */
  readonly exposed: readonly string[];
}

const nothing: GitView = { tracked: [], exposed: [] };

/** What git has of these paths; nothing where there is no repository, or no git to ask. */
export function viewOf(folder: string, paths: readonly string[]): GitView {
  if (!isInRepository(folder)) return nothing;
  const { status, stdout } = spawnSync("git", [...listing, ...paths], { cwd: folder, encoding: "utf8" });
  if (status !== 0) return nothing;
  const files = stdout.split("\0").filter((entry) => entry !== "");
  const named = (exposed: boolean) =>
    files.filter((entry) => entry.startsWith("? ") === exposed).map((entry) => entry.slice(2));
  return { tracked: named(false), exposed: named(true) };
}

/** Each file is told after a letter, which is `?` where git does not keep it. */
const listing = [
  "--literal-pathspecs",
  ...["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--"],
] as const;

function isInRepository(folder: string): boolean {
  for (let up = folder; ; up = dirname(up)) {
    if (existsSync(join(up, ".git"))) return true;
    if (up === dirname(up)) return false;
  }
}
