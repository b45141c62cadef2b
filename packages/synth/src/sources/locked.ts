import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Locked, Problem } from "@quaywright/model";

/** What lock files say against a declaration, or will. */
export interface Disagreements {
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** Reads what options need of packages in the project's lock files. */
export function disagreements(folder: string, locked: readonly Locked[]): Disagreements {
  const found = locked.map((each) => ({
    each,
    version: versionIn(textOf(join(folder, each.file)), each.file, each.package),
  }));
  return {
    problems: found.flatMap(({ each, version }) => brokenBy(each, version)),
    warnings: found.flatMap(({ each, version }) => endingWith(each, version)),
  };
}

function brokenBy({ asked, at, before, file, package: name, unless }: Locked, version: string | undefined): Problem[] {
  if (version === undefined) {
    return [{ at, found: `${asked} where \`${file}\` tells no version of ${name}`, expected: unless }];
  }
  if (before === undefined || isBefore(version, before.version)) return [];
  const { expected, why } = before;
  return [{ at, found: `${asked} with ${name} ${version} of \`${file}\``, expected, why }];
}

function endingWith({ asked, at, before, package: name }: Locked, version: string | undefined): string[] {
  if (version === undefined || before === undefined || !isBefore(version, before.version)) return [];
  const change = `before ${name} ${before.version} change to ${before.expected}`;
  return [`At ${at.join(".")}: ${asked} goes with ${name} ${version}, ${change}. ${before.why}`];
}

/** The version of a package as its lock file has it; nothing where that does not tell one. */
export function versionIn(text: string, file: string, name: string): string | undefined {
  const escaped = name.replaceAll(/[-_.]+/g, "[-_.]+");
  const entry = /^(poetry|uv)\.lock$/.test(basename(file))
    ? new RegExp(`^\\[\\[package\\]\\]\\r?\\nname = "${escaped}"\\r?\\nversion = "([^"]+)"`, "im")
    : new RegExp(`^${escaped}(?:\\[[^\\]]*\\])?[ \\t]*={2,3}[ \\t]*([0-9][^\\s;#\\\\*,]*)(?=[\\s;#\\\\]|$)`, "im");
  return entry.exec(text)?.[1];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** By the numbers of a release: https://packaging.python.org/en/latest/specifications/version-specifiers/ */
export function isBefore(version: string, other: string): boolean {
  const numbers = (text: string): number[] => (/^\d+(\.\d+)*/.exec(text)?.[0] ?? "0").split(".").map(Number);
  const [ours, theirs] = [numbers(version), numbers(other)];
  const index = theirs.findIndex((number, at) => number !== (ours[at] ?? 0));
  return index >= 0 && (ours[index] ?? 0) < theirs[index]!;
}
