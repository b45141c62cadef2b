import { hash as digest } from "node:crypto";
import { isAbsolute, normalize } from "node:path";

/** Where a project keeps which files are ours: path to the hash of the text that we wrote. */
export const MANIFEST = ".projen/quaywright.json";

/** Path to hash of every file that we wrote at the last synth. */
export type Manifest = Readonly<Record<string, string>>;

export const hash = (text: string): string => digest("sha256", text, "hex").slice(0, 16);

/** The manifest's text; a manifest that is missing or unreadable counts as empty, and its files as a person's. */
export function parseManifest(text: string | undefined): Manifest {
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    return Object.fromEntries(Object.entries(found ?? {}).filter(isEntry));
  } catch {
    return {};
  }
}

/** What names a place outside of the project is none of ours, and must not be removed as if it were. */
const isEntry = (entry: [string, unknown]): entry is [string, string] =>
  typeof entry[1] === "string" && !isAbsolute(entry[0]) && !/^\.\.(?:[/\\]|$)/.test(normalize(entry[0]));

export const printManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;
