import { isDeepStrictEqual } from "node:util";
import { yaml } from "@quaywright/syntax";

/** Documents taken apart: what all have alike, and what is each one's own. */
export interface Layers {
  readonly base: yaml.YamlMap;
  readonly own: readonly yaml.YamlMap[];
}

/**
 * Takes documents apart so that Compose, which joins maps and appends lists, gets each whole again from the base and
 * its own: a map is divided by its keys, anything else stands in one file alone.
 * https://docs.docker.com/reference/compose-file/merge/
 */
export function layers(documents: readonly yaml.YamlMap[]): Layers {
  const base: Record<string, yaml.YamlValue> = {};
  const own: Record<string, yaml.YamlValue>[] = documents.map(() => ({}));
  for (const key of new Set(documents.flatMap(Object.keys))) {
    const values = documents.map((document) => document[key]);
    const [first] = values;
    if (first !== undefined && values.every((value) => isDeepStrictEqual(value, first))) {
      base[key] = first;
      continue;
    }
    const maps = values.map(asMap).filter((map) => map !== undefined);
    const divided = maps.length === values.length ? layers(maps) : undefined;
    const shared = divided !== undefined && Object.keys(divided.base).length > 0;
    if (shared) base[key] = like(first, divided.base);
    values.forEach((value, index) => {
      const rest = divided?.own[index];
      if (!shared || rest === undefined) put(own[index]!, key, value);
      else if (Object.keys(rest).length > 0) put(own[index]!, key, rest);
    });
  }
  return { base, own };
}

function put(into: Record<string, yaml.YamlValue>, key: string, value: yaml.YamlValue | undefined): void {
  if (value !== undefined) into[key] = value;
}

/** A map, without the comment above it. */
function asMap(value: yaml.YamlValue | undefined): yaml.YamlMap | undefined {
  const bare = value !== undefined && yaml.isCommented(value) ? value.value : value;
  const isMap = typeof bare === "object" && bare !== null && !Array.isArray(bare) && !yaml.isTagged(bare);
  return isMap ? (bare as yaml.YamlMap) : undefined;
}

/** The map under the comment of another. */
const like = (value: yaml.YamlValue | undefined, map: yaml.YamlMap): yaml.YamlValue =>
  value !== undefined && yaml.isCommented(value) ? yaml.commented(value.comment, map) : map;
