import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { shell } from "@quaywright/syntax";
import { reasonOf } from "../refusal";
import { isDirect, makeFile, makePrivateFolder } from "./make-file";
import { isOurs, type NeededFile, purposeOf } from "./needs";
import { newSecret } from "./new-secret";
import { type EnvReport, joined } from "./report";
import { stateOf } from "./secret-file";

/** Makes the secrets' files that are missing, and looks at those that are there. */
export function provideSecrets(folder: string, files: readonly NeededFile[], check: boolean): EnvReport {
  const folders = [...new Set(files.map(({ path }) => dirname(path)))];
  return joined(
    folders.flatMap((own) => {
      const inside = files.filter(({ path }) => dirname(path) === own);
      const state = stateOfFolder(join(folder, own));
      if (state === "a file") return [{ toDo: [`\`${own}\` is a file, where a folder belongs: move it away.`] }];
      return [
        ...(state === "open"
          ? [{ toDo: [`Other users of this host may enter \`${own}\`: \`chmod 700 ${shell.quote(own)}\`.`] }]
          : []),
        ...inside.map((file) => provideSecret(folder, file, check)),
      ];
    }),
  );
}

/** Absent, and not to be seen, are told with each file. */
function stateOfFolder(at: string): "a file" | "open" | undefined {
  try {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (!found.isDirectory()) return "a file";
    return (found.mode & 0o007) === 0 ? undefined : "open";
  } catch {
    return undefined;
  }
}

function provideSecret(folder: string, file: NeededFile, check: boolean): Partial<EnvReport> {
  const state = stateOf(folder, file);
  if (!state.absent) return { toDo: state.faults };
  const { path, uses } = file;
  const own = dirname(path);
  const purpose = purposeOf(uses) || "a secret.";
  const required = uses.some(({ input }) => input.required);
  const fetches = uses.some(({ fetch }) => fetch !== undefined);
  const write = `Write \`${path}\`: ${purpose}`;
  if (check && required && !isOurs(uses) && !fetches) return { toDo: [write] };
  if (check) return { made: [`\`${path}\`${required ? "" : ", empty"}: ${purpose}`] };
  try {
    if (!isDirect(folder, own)) return { toDo: [`\`${path}\` is not made: a symbolic link leads to its folder.`] };
    const found = required || fetches ? newSecret(folder, uses[0]!.input.name, uses) : ({ from: "nowhere" } as const);
    if (required && "fault" in found) return { toDo: [`\`${path}\` is not made: ${found.fault}.`] };
    makePrivateFolder(folder, own);
    makeFile(folder, path, "value" in found ? found.value : "", 0o644);
    if (required && found.from === "nowhere") return { toDo: [write] };
    const how = { chance: "", manager: ", fetched", nowhere: ", empty" }[found.from];
    return { made: [`\`${path}\`${how}: ${purpose}`] };
  } catch (error) {
    return { toDo: [`\`${path}\` is not made: ${reasonOf(error as NodeJS.ErrnoException)}.`] };
  }
}
