import { posix } from "node:path";
import type { BuildStep } from "@quaywright/model";
import { foldersOf, type Step } from "./steps";

type Reads = Readonly<Record<string, string>>;

/** Folders beside an application that it reads, by their places in the image. */
export const readsOf = (steps: readonly Step[]): Reads =>
  Object.fromEntries(foldersOf(steps).map(({ at, folder }) => [at, folder]));

const isOutside = (folder: string): boolean => /^(?:\.\.(?:\/|$)|\/)/.test(posix.join(folder));

/** Those that are a part of the project. */
export const sourcesRead = (all: Reads): string[] =>
  Object.values(all).flatMap((folder) => (isOutside(folder) ? [] : [posix.join(folder, ".")]));

/** Those that are not, by the names of their contexts. */
export function contextsRead(all: Reads): Record<string, string> {
  const folders = [
    ...new Set(
      Object.values(all)
        .filter(isOutside)
        .map((folder) => posix.join(folder)),
    ),
  ];
  return Object.fromEntries(folders.map((folder, index) => [contextName(folder, index), folder]));
}

const contextName = (folder: string, index: number): string => {
  const name = posix
    .basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
  return `${index === 0 ? "read" : `read-${index + 1}`}-${name}`.replace(/-$/, "");
};

/** What puts them into a stage. */
export function takeReads(all: Reads): BuildStep[] {
  const names = new Map(Object.entries(contextsRead(all)).map(([name, folder]) => [folder, name]));
  return Object.entries(all).map(([target, folder]) => {
    const from = names.get(posix.join(folder));
    return {
      kind: "copy",
      ...(from === undefined ? { sources: [`${posix.join(folder)}/`] } : { from, sources: ["/"] }),
      target: `${posix.join(target, ".").replace(/\/$/, "")}/`,
    };
  });
}

/** How development sees them. */
export const mountsRead = (all: Reads) =>
  Object.fromEntries(
    Object.entries(all).map(([target, folder]) => [
      target,
      { source: isOutside(folder) ? posix.join(folder) : `./${posix.join(folder)}`, readOnly: true },
    ]),
  );
