import { closest, distance } from "fastest-levenshtein";

/** The name that somebody probably meant, when one is near enough: at most a third of its letters differ. */
export function nearest(found: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const name = closest(found, names);
  return distance(found, name) <= Math.max(1, Math.floor(name.length / 3)) ? name : undefined;
}
