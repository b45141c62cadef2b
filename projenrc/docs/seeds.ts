import { readFileSync } from "node:fs";
import { join } from "node:path";

/** How a requirement is met, or what is missing. */
export const kinds = {
  met: "Seen by a test",
  file: "Stands in a file",
  same: "Same as another",
  otherwise: "Done differently",
  outOfScope: "Out of scope",
  open: "Open",
} as const;
export type Kind = keyof typeof kinds;

/** A row of `docs/seeds/data/<template>.json`: what is required, and exactly one kind. */
export interface Requirement extends Partial<Readonly<Record<Kind, string | readonly string[]>>> {
  /** The requirement in a few words. */
  readonly what: string;
}

/** What a team asked of its containers, which a template meets. */
export interface Seed {
  readonly template: string;
  /** What its ids start with. */
  readonly number: string;
  /** How many requirements it has. */
  readonly size: number;
  readonly requirements: Readonly<Record<string, Requirement>>;
}

const known = [
  { template: "django-sqlite", number: "000", size: 38 },
  { template: "django-react", number: "001", size: 152 },
  { template: "flask-sse", number: "002", size: 62 },
  { template: "fastapi-dash", number: "003", size: 114 },
  { template: "django-celery", number: "004", size: 293 },
] as const;

/** The seeds, with what `docs/seeds/data/<template>.json` says of each. */
export const readSeeds = (root: string): readonly Seed[] =>
  known.map((seed) => ({
    ...seed,
    requirements: JSON.parse(readFileSync(join(root, `docs/seeds/data/${seed.template}.json`), "utf8")),
  }));

/** The kinds that a requirement names: one, unless the file has a mistake. */
export const kindsOf = (requirement: Requirement): readonly Kind[] =>
  (Object.keys(kinds) as Kind[]).filter((kind) => requirement[kind] !== undefined);

/** What a requirement says under a kind, one by one. */
export const saidOf = (requirement: Requirement, kind: Kind): readonly string[] => [requirement[kind] ?? []].flat();

/** `<path of a test file>: <title of a test>`, in two. */
export function testOf(said: string): { readonly path: string; readonly title: string } {
  const [, path = said, title = ""] = /^(\S+?\.test\.ts): (.+)$/.exec(said) ?? [];
  return { path, title };
}
