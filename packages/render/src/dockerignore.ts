import type { Build } from "@quaywright/model";
import { ignore } from "@quaywright/syntax";
import { marker } from "./marker";

/** Never part of an image, wherever they lie. */
const always = ["**/.git", "**/.env", "**/.env.*", "**/.DS_Store"];

/** What builds may see: all is left out, then their sources are let in, then what never belongs in an image goes. */
export function renderDockerignore(builds: readonly Build[]): string {
  const sources = unique(builds.flatMap(({ folder, sources }) => [folder, ...sources]));
  const ignored = unique([...always, ...builds.flatMap((build) => build.ignored ?? [])]);
  return ignore.print([
    ignore.comment(marker),
    ignore.comment("Everything is left out, then the sources of the images are let back in."),
    ignore.exclude("*"),
    ...sources.map((source) => ignore.include(ignore.literal(source))),
    ignore.blank,
    ...ignored.map(ignore.exclude),
  ]);
}

const unique = (items: readonly string[]): string[] => [...new Set(items)].sort();
