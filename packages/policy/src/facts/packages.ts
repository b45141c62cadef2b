import type { Place } from "../place";
import { place } from "../place";
import type { Repository } from "../recover/repository";
import { folderOf, nameOf } from "../recover/tree";

export interface Package {
  readonly name: string;
  /** The exact version, where one is fixed. */
  readonly version?: string;
  readonly at: Place;
}

/** What a folder's manifests and locks name, by the normalized name; undefined where there is none. */
export interface Packages {
  readonly byName: ReadonlyMap<string, Package>;
  readonly has: (name: string) => boolean;
}

const normalized = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[-_.]+/g, "-")
    .replace(/\[.*$/, "");
const python =
  /^(requirements[\w.-]*\.(txt|in)|pyproject\.toml|poetry\.lock|uv\.lock|Pipfile(\.lock)?|setup\.(py|cfg)|pdm\.lock)$/;
const cache = new WeakMap<Repository, Map<string, Packages | undefined>>();

/** Python packages that the manifests at and below a folder name. */
export function pythonPackages(folder: string, repository: Repository): Packages | undefined {
  const known = cache.get(repository) ?? new Map<string, Packages | undefined>();
  cache.set(repository, known);
  if (known.has(folder)) return known.get(folder);
  const byName = new Map<string, Package>();
  const files = repository.tree
    .below(folder)
    .filter(
      (path) => python.test(nameOf(path)) || (nameOf(folderOf(path)) === "requirements" && /\.(txt|in)$/.test(path)),
    );
  for (const path of files) {
    const source = repository.tree.read(path);
    if (source === undefined || source.text.length > 2 ** 22) continue;
    let offset = 0;
    let last: string | undefined;
    for (const line of source.text.split("\n")) {
      const at = place(source, offset, offset + line.trimEnd().length);
      offset += line.length + 1;
      const locked = /^name = "([^"]+)"/.exec(line)?.[1];
      if (locked !== undefined && /\.lock$/.test(path)) {
        last = locked;
        byName.set(normalized(locked), { name: locked, at });
      }
      const version = /^version = "([^"]+)"/.exec(line)?.[1];
      if (version !== undefined && last !== undefined) byName.set(normalized(last), { name: last, version, at });
      const [, name, exact] =
        /^\s*["']?([A-Za-z][\w.-]*)(?:\[[^\]]*\])?["']?\s*(?:=\s*["'{]|===?\s*([\w.]+)|[<>~!=^;@,"']|$)/.exec(line) ??
        [];
      if (name !== undefined && !byName.has(normalized(name)))
        byName.set(normalized(name), { name, at, ...(exact !== undefined && { version: exact }) });
      else if (name !== undefined && exact !== undefined) byName.set(normalized(name), { name, version: exact, at });
    }
    for (const [, names] of source.text.matchAll(/["']([A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*(?:[<>=~!;][^"']*)?["']/g))
      if (!byName.has(normalized(names!))) byName.set(normalized(names!), { name: names!, at: place(source, 0, 0) });
  }
  const found = files.length === 0 ? undefined : { byName, has: (name: string) => byName.has(normalized(name)) };
  known.set(folder, found);
  return found;
}

/** What a `package.json` of a folder says. */
export function packageJson(
  folder: string,
  repository: Repository,
):
  | {
      readonly source: NonNullable<ReturnType<Repository["tree"]["read"]>>;
      readonly content: Readonly<Record<string, unknown>>;
    }
  | undefined {
  const source = repository.tree.read(folder === "" ? "package.json" : `${folder}/package.json`);
  if (source === undefined) return undefined;
  try {
    const content = JSON.parse(source.text);
    return typeof content === "object" && content !== null ? { source, content } : undefined;
  } catch {
    return undefined;
  }
}
