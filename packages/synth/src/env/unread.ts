import { readdirSync } from "node:fs";
import { join } from "node:path";
import { composeFilesOf, keyFoldersOf, type Stack, secretFoldersOf } from "@quaywright/model";
import { planned } from "../planned";
import type { DotenvFile } from "./dotenv-file";
import { neededFiles, neededVariables } from "./needs";

/** Names that Docker's own commands read. */
const docker = /^(COMPOSE|DOCKER|BUILDKIT|BUILDX)_/;

/** The names in `.env` that nothing reads: no input of the stacks, no line of their Compose files, no other value. */
export function unreadNames({ assignments, path: own }: DotenvFile, stacks: readonly Stack[]): string[] {
  const paths = stacks.flatMap(composeFilesOf);
  const files = planned(stacks, "this project").files.filter(({ path }) => paths.includes(path));
  if (files.some(({ text }) => /^\s*env_file:/m.test(text))) return [];
  const read = new Set([
    ...neededVariables(stacks).map(({ name }) => name),
    ...files.flatMap(({ text }) => [...text.matchAll(/\$(?:\$|\{?([A-Za-z_]\w*))/g)].map(([, name]) => name)),
    ...[...assignments.values()].flatMap(({ uses }) => uses),
  ]);
  return [...assignments.keys()]
    .filter((name) => !docker.test(name) && !read.has(name))
    .map((name) => `\`${name}\` in \`${own}\``);
}

/** What is in the secrets' folders, and neither a secret nor a folder of keys, but hidden files and what explains it. */
export function unreadFiles(folder: string, stacks: readonly Stack[]): string[] {
  const known = [...neededFiles(stacks).map(({ path }) => path), ...keyFoldersOf(stacks)];
  return secretFoldersOf(stacks).flatMap((own) =>
    namesIn(join(folder, own))
      .filter((name) => !/^(\.|README)/.test(name))
      .map((name) => `${own}/${name}`)
      .filter((path) => !known.some((each) => each === path || each.startsWith(`${path}/`)))
      .map((path) => `\`${path}\``),
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // a folder that is not there, or cannot be read, is told where its secrets are
  }
}
