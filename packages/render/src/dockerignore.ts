import { posix } from "node:path";
import { type Build, composeFilesOf, privateFoldersOf, type Stack } from "@quaywright/model";
import { ignore } from "@quaywright/syntax";
import { marker } from "./marker";

/** Never part of an image, wherever they lie. */
const always = ["**/.git", "**/.env", "**/.env.*", "**/.DS_Store"];

/** In the project's folder itself: tools' own files, which no image needs. */
const beside = [".git*", ".projen", ".projenrc.*", "**/node_modules"];

/**
 * What one image's build may see: all is left out, then its sources are let in, then what never belongs in an image goes.
 * It stands beside the Dockerfile, where a `.dockerignore` of the project is not asked:
 * https://docs.docker.com/build/concepts/context/#filename-and-location
 */
export function renderDockerignore(build: Build, stacks: readonly Stack[]): string {
  const { folder, places, sources } = build;
  const whole = sources.some(isWhole);
  const included = whole ? ["**"] : unique([folder, ...Object.values(places), ...sources]).map(ignore.literal);
  return ignore.print([
    ignore.comment(marker),
    ignore.comment("Everything is left out, then the sources of the image are let back in."),
    ignore.exclude("*"),
    ...included.map(ignore.include),
    ignore.blank,
    ...ignoredOf(build, stacks).map(ignore.exclude),
  ]);
}

/** The patterns of what never belongs in an image, though it lies among its sources. */
export function ignoredOf({ ignored = [], sources }: Build, stacks: readonly Stack[]): readonly string[] {
  const tools = sources.some(isWhole)
    ? [
        ...beside,
        ...(stacks.some(({ nx }) => nx) ? [".nx", "nx.json"] : []),
        ...stacks.flatMap((stack) => [
          ...composeFilesOf(stack),
          stack.files.bake,
          stack.files.env,
          ...(stack.files.pull === undefined ? [] : [stack.files.pull]),
        ]),
      ]
    : [];
  return unique([...always, ...privateFoldersOf(stacks).map(ignore.literal), ...tools, ...ignored]);
}

/** The project's folder itself, for which a pattern of its own name stands for nothing. */
const isWhole = (source: string): boolean => posix.join(source, ".") === ".";

const unique = (items: readonly string[]): string[] => [...new Set(items)].sort();
