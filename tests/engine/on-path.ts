import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The first of these commands that is on the PATH, with its folder; else `undefined`, and a line that says so. */
export function onPath(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable);
  if (found === undefined) process.stderr.write(`There is no ${names.join(" or ")} here: what needs it is skipped.\n`);
  return found;
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
