import { posix } from "node:path";
import { type Build, composeFilesOf, type Stack, secretFoldersOf } from "@quaywright/model";
import { ignore } from "@quaywright/syntax";
import { marker } from "./marker";

/** Never part of an image, wherever they lie. */
const always = ["**/.git", "**/.env", "**/.env.*", "**/.DS_Store"];

/** In the project's folder itself: tools' own files, which no image needs. */
const beside = [".git*", ".projen", ".projenrc.ts", "**/node_modules"];

/** What builds may see: all is left out, then their sources are let in, then what never belongs in an image goes. */
export function renderDockerignore(stacks: readonly Stack[], builds: readonly Build[]): string {
  const sources = unique(
    builds.flatMap(({ folder, places, sources }) => [folder, ...Object.values(places), ...sources]),
  );
  const whole = sources.some(isWhole);
  const ignored = unique([
    ...always,
    ...secretFoldersOf(stacks).map(ignore.literal),
    ...(whole ? [...beside, ...stacks.flatMap((stack) => [...composeFilesOf(stack), stack.files.env])] : []),
    ...builds.flatMap((build) => build.ignored ?? []),
  ]);
  return ignore.print([
    ignore.comment(marker),
    ignore.comment("Everything is left out, then the sources of the images are let back in."),
    ignore.exclude("*"),
    ...(whole ? [ignore.include("**")] : sources.map((source) => ignore.include(ignore.literal(source)))),
    ignore.blank,
    ...ignored.map(ignore.exclude),
  ]);
}

/** The project's folder itself, for which a pattern of its own name stands for nothing. */
const isWhole = (source: string): boolean => posix.join(source, ".") === ".";

const unique = (items: readonly string[]): string[] => [...new Set(items)].sort();
