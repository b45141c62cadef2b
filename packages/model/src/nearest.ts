import { distance } from "fastest-levenshtein";

/** The name that somebody probably meant: a third of its letters may differ, or all be there in another order. */
export function nearest(found: string, names: readonly string[]): string | undefined {
  const letters = sorted(found);
  const near = names
    .map((name) => ({ name, changes: sorted(name) === letters ? 1 : distance(found, name) }))
    .filter(({ name, changes }) => changes <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.changes - b.changes || (a.name < b.name ? -1 : 1));
  return near[0]?.name;
}

const sorted = (text: string): string => [...text].sort().join("");
