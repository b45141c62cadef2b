import { dotenvOf, privateFoldersOf, type Stack } from "@quaywright/model";
import { shell } from "@quaywright/syntax";
import { viewOf } from "./git";
import { Refusal } from "./refusal";

/** What git has, or is about to have, of `.env` and the folders of secrets, as sentences for their owner. */
export interface Leaks {
  readonly tracked?: string;
  readonly exposed?: string;
  /** The lines of `.gitignore` that keep the exposed ones out. */
  readonly lines: readonly string[];
}

/** What git must not have of these stacks: each `.env`, and each folder of secrets or keys with a `/` at its end. */
export const privatePathsOf = (stacks: readonly Stack[]): readonly string[] => [
  ...new Set([...stacks.map(dotenvOf), ...privateFoldersOf(stacks).map((folder) => `${folder}/`)]),
];

/** @throws Refusal when git has a secret. What it would have with the next `git add` is told. */
export function keepPrivate(folder: string, paths: readonly string[]): void {
  const { exposed, tracked } = leaksOf(folder, paths);
  if (tracked !== undefined) throw new Refusal(`${tracked} Nothing was written.`);
  if (exposed !== undefined) process.stderr.write(`${exposed}\n`);
}

export function leaksOf(folder: string, paths: readonly string[]): Leaks {
  const view = viewOf(folder, paths);
  const tracked = view.tracked.filter(isSecret);
  const exposed = view.exposed.filter(isSecret);
  const lines = paths.filter((line) => exposed.some((path) => path.startsWith(line)));
  return {
    lines,
    ...(tracked.length > 0 && {
      tracked: `git has ${listed(tracked)}, and so does whoever has the repository. Let git forget with \`git rm --cached ${tracked.map(shell.quote).join(" ")}\`, and set new values.`,
    }),
    ...(exposed.length > 0 && {
      exposed: `git does not ignore ${listed(exposed)}: add ${listed(lines)} to .gitignore.`,
    }),
  };
}

/** Some keep a folder in git by a file that says so. */
const isSecret = (path: string): boolean => !/(^|\/)(\.git\w*|README(\.\w+)?)$/.test(path);

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
