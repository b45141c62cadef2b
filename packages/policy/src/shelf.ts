import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Rule, Subject } from "./rule";

/** What is known of a rule before it is loaded: what it looks at. */
export interface Shelved extends Pick<Rule, "of"> {
  readonly on: Subject;
  load(): Rule;
}

/** The rules of a folder of `rules/`. Its files are its register: a new rule is a new file. */
export function shelf(family: string): Shelved[] {
  const folder = join(__dirname, "rules", family);
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => /^[a-z0-9-]+\.[jt]s$/.test(name))
    .sort()
    .map((name) => {
      const rule: Rule = require(join(folder, name)).default;
      return { ...rule, load: () => rule };
    });
}
