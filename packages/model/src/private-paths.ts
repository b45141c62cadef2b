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

/** These, and the folders of certificates with their keys that lie in the project. */
export const privateFoldersOf = (stacks: readonly Stack[]): readonly string[] => [
  ...new Set([
    ...secretFoldersOf(stacks),
    ...stacks.flatMap(({ builds }) => builds.flatMap(({ site }) => site?.tls?.folder ?? [])).flatMap(inProject),
  ]),
];

const inProject = (folder: string): string[] => (/^[/~]/.test(folder) ? [] : [spelled(folder)]);
