import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Rule, Subject } from "./rule";

/** A rule that is not loaded yet. */
export interface Shelved {
  /** What it looks at, where that is known before it is loaded. */
  readonly on?: Subject;
  load(): Rule;
}

/** The rules of a folder of `rules/`. Its files are its register: a new rule is a new file. */
export function shelf(family: string): Shelved[] {
  const folder = join(__dirname, "rules", family);
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => /^[a-z0-9-]+\.[jt]s$/.test(name))
    .sort()
    .map((name) => ({ load: () => require(join(folder, name)).default as Rule }));
}
