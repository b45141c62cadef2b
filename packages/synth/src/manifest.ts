import { hash as digest } from "node:crypto";
import { isAbsolute, normalize } from "node:path";
import type { OwnedFile, Plan } from "./compare";
import type { KeptFiles } from "./kept";
import { isFile, look, textOf } from "./on-disk";
import { Refusal } from "./refusal";

/** Where a project keeps which files are ours: path to the hash of the text that we wrote. */
export const MANIFEST = ".projen/quaywright.json";

/** Path to hash of every file that we wrote at the last synth. */
export type Manifest = Readonly<Record<string, string>>;

export const hash = (data: string | Uint8Array): string => digest("sha256", data, "hex").slice(0, 16);

/** @throws Refusal when it is no JSON: two branches that were merged leave it so. */
export function readManifest(folder: string): Manifest {
  const found = look(folder, MANIFEST);
  return isFile(found) ? parseManifest(textOf(found)) : {};
}

function parseManifest(text: string): Manifest {
  try {
    const found: unknown = JSON.parse(text);
    return Object.fromEntries(
      Object.entries(found ?? {}).filter(([path, value]) => isInside(path) && typeof value === "string"),
    );
  } catch {
    throw new Refusal(
      [
        `Unexpected text in \`${MANIFEST}\`, expected JSON: is it a merge conflict?`,
        "It tells which files are generated. Take either side (`git checkout --ours` or `--theirs`), then run",
        "`npx projen`: it is written anew. Nothing was written.",
      ].join("\n"),
    );
  }
}

/** What names a place outside of the project is none of ours, and must not be removed as if it were. */
export const isInside = (path: string): boolean => !isAbsolute(path) && !/^\.\.(?:[/\\]|$)/.test(normalize(path));

/** A plan of these files, and of the manifest that tells of them. */
export function withManifest(files: readonly OwnedFile[], kept: KeptFiles = {}): Plan {
  const hashes = [
    ...files.flatMap(({ marked, path, text }) =>
      marked === undefined ? [[path, hash(text)] as const] : Object.entries(marked.hashes),
    ),
    ...Object.entries(kept).map(([path, file]) => [path, file.hash] as const),
  ];
  const manifest = { path: MANIFEST, text: printManifest(Object.fromEntries(hashes)) };
  return { files: [...files, manifest].sort((a, b) => (a.path < b.path ? -1 : 1)), kept };
}

export const printManifest = (manifest: Manifest): string =>
  `${JSON.stringify(Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`;
