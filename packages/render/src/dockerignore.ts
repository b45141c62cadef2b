import { posix } from "node:path";
import type { Build } from "@quaywright/model";
import { ignore } from "@quaywright/syntax";
import { marker } from "./marker";

/** Never part of an image, wherever they lie. */
const always = ["**/.git", "**/.env", "**/.env.*", "**/.DS_Store"];

/** What builds may see: all is left out, then their sources are let in, then what never belongs in an image goes. */
export function renderDockerignore(builds: readonly Build[], secrets: readonly string[]): string {
  const sources = unique(
    builds.flatMap(({ folder, places, sources }) => [folder, ...Object.values(places), ...sources]),
  );
  const ignored = unique([
    ...always,
    ...secrets.map(ignore.literal),
    ...builds.flatMap((build) => build.ignored ?? []),
  ]);
  return ignore.print([
    ignore.comment(marker),
    ignore.comment("Everything is left out, then the sources of the images are let back in."),
    ignore.exclude("*"),
    ...sources.map((source) => ignore.include(isWhole(source) ? "**" : ignore.literal(source))),
    ignore.blank,
    ...ignored.map(ignore.exclude),
  ]);
}

/** The project's folder itself, for which a pattern of its own name stands for nothing. */
const isWhole = (source: string): boolean => posix.join(source, ".") === ".";

const unique = (items: readonly string[]): string[] => [...new Set(items)].sort();
