import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** Synthesizes every template as its user would: its own `.projenrc.ts`, run in its own folder. */
export function synthTemplates(folder: string): void {
  const home = process.cwd();
  for (const name of readdirSync(folder).sort()) {
    process.chdir(join(home, folder, name));
    try {
      require(resolve(".projenrc.ts"));
    } finally {
      process.chdir(home);
    }
  }
}
