import { hash as digest } from "node:crypto";
import { isAbsolute, normalize } from "node:path";
import { Refusal } from "./refusal";

/** Where a project keeps which files are ours: path to the hash of the text that we wrote. */
export const MANIFEST = ".projen/quaywright.json";

/** Path to hash of every file that we wrote at the last synth. */
export type Manifest = Readonly<Record<string, string>>;

export const hash = (text: string): string => digest("sha256", text, "hex").slice(0, 16);

/**
 * The manifest of a text; one that is missing is empty, and whatever stands in the place of our files a person's.
 *
 * @throws Refusal when it is no JSON: two branches that were merged leave it so.
 */
export function parseManifest(text: string | undefined): Manifest {
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    return Object.fromEntries(Object.entries(found ?? {}).filter(isEntry));
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
const isEntry = (entry: [string, unknown]): entry is [string, string] =>
  typeof entry[1] === "string" && !isAbsolute(entry[0]) && !/^\.\.(?:[/\\]|$)/.test(normalize(entry[0]));

export const printManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;
