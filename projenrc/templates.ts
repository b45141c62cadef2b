import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Synthesizes every template as its user would: its own `.projenrc.ts`, run in its own folder. */
export function synthTemplates(folder: string): void {
  const home = process.cwd();
  for (const project of projectsIn(folder)) {
    process.chdir(join(home, project));
    try {
      require(resolve(".projenrc.ts"));
    } finally {
      process.chdir(home);
    }
  }
}

/** A template is a project, or has one in a folder of its own. */
const projectsIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort()
    .flatMap((inner) => (existsSync(join(inner, ".projenrc.ts")) ? [inner] : projectsIn(inner)));
