import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ignore } from "@quaywright/syntax";
import { leaksOf } from "../private";
import { reasonOf } from "../refusal";
import { isDirect, makeFile } from "./make-file";
import type { EnvReport } from "./report";

/** Lets git ignore what it must not have, by lines at the end of `.gitignore`; what git has already is told. */
export function provideIgnored(folder: string, paths: readonly string[], check: boolean): Partial<EnvReport> {
  const { exposed, lines, tracked } = leaksOf(folder, paths);
  const told = tracked === undefined ? [] : [tracked];
  if (exposed === undefined) return { toDo: told };
  if (check || !isDirect(folder, ".gitignore")) return { toDo: [...told, exposed] };
  const text = lines.map((line) => `${ignore.literal(line)}\n`).join("");
  try {
    const at = join(folder, ".gitignore");
    if (existsSync(at)) appendFileSync(at, `${/(^|\n)$/.test(readFileSync(at, "utf8")) ? "" : "\n"}${text}`);
    else makeFile(folder, ".gitignore", text, 0o644);
    return { toDo: told, made: [`${lines.map((line) => `\`${line}\``).join(", ")} in \`.gitignore\`.`] };
  } catch (error) {
    return { toDo: [...told, `${exposed} It cannot be written: ${reasonOf(error as NodeJS.ErrnoException)}.`] };
  }
}
