import { existsSync, rmdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Removes the folders of a project that are left empty where these files were. One that cannot go stays. */
export function prune(project: string, files: readonly string[]): void {
  for (const each of new Set(files.map((file) => dirname(normalize(file))))) {
    for (let folder = each; folder !== "."; folder = dirname(folder)) {
      if (!isGone(join(project, folder))) break;
    }
  }
}

function isGone(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return !existsSync(folder); // an outer folder may be empty where an inner one went before
  }
}
