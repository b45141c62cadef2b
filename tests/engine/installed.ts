import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const home = resolve(__dirname, "../..");

/**
 * Puts the workspace's packages into a folder as `npm install` would, and gives the environment in which `npx quaywright`
 * and `npx projen` find them: as sources, for nothing is built.
 */
export function install(folder: string): Readonly<Record<string, string>> {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  symlinkSync(join(home, "packages/quaywright"), join(modules, "quaywright"));
  for (const name of ["projen", "constructs"]) symlinkSync(join(home, "node_modules", name), join(modules, name));
  symlinkSync("../projen/bin/projen", join(modules, ".bin/projen"));
  const command = join(modules, ".bin/quaywright");
  writeFileSync(command, `#!/bin/sh\nexec node ${join(home, "packages/quaywright/src/command.ts")} "$@"\n`);
  chmodSync(command, 0o755);
  return {
    PATH: `${join(modules, ".bin")}:${process.env.PATH}`,
    NODE_OPTIONS: `--conditions=@quaywright/source -r ${join(home, "node_modules/tsx/dist/cjs/index.cjs")}`,
  };
}
