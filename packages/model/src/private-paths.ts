import { posix } from "node:path";
import { spelled } from "./schema/path";
import type { Stack } from "./stack";

/** Where Compose looks for a stack's `.env`: beside its file. */
export const dotenvOf = ({ files }: Stack): string => posix.join(posix.dirname(files.base ?? files.compose), ".env");

/** The folders of the secrets' files, where a stack has any. */
export const secretFoldersOf = (stacks: readonly Stack[]): readonly string[] => [
  ...new Set(
    stacks.filter(({ inputs }) => inputs.some(({ file }) => file !== undefined)).map(({ files }) => files.secrets),
  ),
];

/** The folders of keys that lie in the project. */
export const keyFoldersOf = (stacks: readonly Stack[]): readonly string[] => [
  ...new Set(
    stacks.flatMap(({ services }) =>
      services.flatMap(({ mounts }) =>
        mounts.flatMap((mount) => (mount.kind === "keys" ? inProject(mount.source) : [])),
      ),
    ),
  ),
];

/** The outermost of them all: what they hold is for nobody else. */
export function privateFoldersOf(stacks: readonly Stack[]): readonly string[] {
  const all = [...new Set([...secretFoldersOf(stacks), ...keyFoldersOf(stacks)])];
  return all.filter((folder) => !all.some((other) => folder.startsWith(`${other}/`)));
}

const inProject = (folder: string): string[] => (/^[/~]/.test(folder) ? [] : [spelled(folder)]);
