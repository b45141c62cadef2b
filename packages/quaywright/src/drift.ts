import { relative } from "node:path";
import { compareDeclared, describe, explain, readStacks } from "@quaywright/synth";
import { say } from "./say";

/** `quaywright check --drift`: tells where files are not as they are declared. Gives 1 if there are any. */
export const drift = (file: string): number =>
  tell(file, (folders) => {
    const told = folders.flatMap(({ differences, folder }) => [...at(folder, differences), ...describe(differences)]);
    const count = folders.reduce((sum, { differences }) => sum + differences.length, 0);
    if (count === 0) return say(process.stdout, ["Every generated file is as it is declared."], 0);
    return say(process.stdout, [...told, "Nothing was written: `npx projen` writes what is declared."], 1);
  });

/** `quaywright diff`: tells what the next synth would change, in the stack first and then in its files. */
export const diff = (file: string): number =>
  tell(file, (folders) => {
    const changed = folders.filter(({ differences }) => differences.length > 0);
    if (changed.length === 0) return say(process.stdout, ["The next synth changes nothing."], 0);
    const told = changed.flatMap((declared) => [
      ...at(declared.folder, declared.differences),
      ...explain(declared).flatMap(({ lines, title }) => [title, ...lines.map((line) => `  ${line}`), ""]),
      ...describe(declared.differences),
    ]);
    return say(process.stdout, told, 0);
  });

type Folders = ReturnType<typeof compareDeclared>;

function tell(file: string, report: (folders: Folders) => number): number {
  const folders = compareDeclared(readStacks(() => require(file)));
  return folders.length === 0 ? say(process.stderr, [`\`${file}\` declares no stack.`], 1) : report(folders);
}

/** The folder, where it is not the one that the command runs in. */
function at(folder: string, differences: readonly unknown[]): string[] {
  const place = relative(process.cwd(), folder);
  return place === "" || differences.length === 0 ? [] : [`${place}:`];
}
