import { posix } from "node:path";
import type { Stack } from "@quaywright/model";

/** A path of the project as the Compose file has it, which starts from that file's own folder. */
export function fromCompose({ files }: Stack, path: string): string {
  if (/^[/~]/.test(path)) return path;
  const found = posix.relative(posix.dirname(files.base ?? files.compose), path);
  if (found === "") return ".";
  return found.startsWith("../") || found === ".." ? found : `./${found}`;
}
