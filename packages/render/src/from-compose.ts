import { posix } from "node:path";
import type { Stack } from "@quaywright/model";

/** A path of the project as the Compose file has it, which starts from that file's own folder. */
export const fromCompose = ({ files }: Stack, path: string): string => from(files.base ?? files.compose, path);

/** A path of the project as this file of the project has it. */
export function from(file: string, path: string): string {
  if (/^[/~]/.test(path)) return path;
  const found = posix.relative(posix.dirname(file), path);
  if (found === "") return ".";
  return found.startsWith("../") || found === ".." ? found : `./${found}`;
}
