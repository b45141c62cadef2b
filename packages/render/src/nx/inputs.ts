import { posix } from "node:path";
import { type Build, placeOf, type Stack } from "@quaywright/model";
import { glob } from "@quaywright/syntax";
import { contextOf } from "../context";
import { ignoredOf } from "../dockerignore";

export interface Reading {
  /** The stage that is built; absent where it is a last one without a name. */
  readonly stage?: string | undefined;
  /** Folders that its container sees besides, each with a `/` at its end. */
  readonly mounted?: readonly string[];
  readonly stacks: readonly Stack[];
  /** The stack's folder in the workspace. */
  readonly folder: string;
}

/**
 * The files that the build of a stage reads of its context, as inputs of Nx. The order of these says nothing, which does
 * no harm: after an ignore file has let the sources in, it only leaves out.
 */
export function contextInputs(build: Build, { folder, mounted = [], stacks, stage }: Reading): readonly string[] {
  const { files, paths, patterns } = contextOf(build, stage);
  const folders = [...paths, ...mounted].filter((path) => path.endsWith("/"));
  const lone = paths.filter((path) => !folders.includes(path) && !folders.some((each) => isIn(path, each)));
  const read = [
    ...files.map(glob.literal),
    ...patterns.flatMap(glob.fromIgnore),
    ...[...new Set([...lone, ...folders])].flatMap(below),
  ];
  const left =
    build.written?.ignored ??
    ignoredOf(build, stacks).filter((pattern) => [...lone, ...folders].some((path) => mayMeet(pattern, path)));
  return [
    ...read.map((each) => input(each, folder)),
    ...left.flatMap(glob.fromIgnore).map((each) => `!${input(each, folder)}`),
  ];
}

const isIn = (path: string, folder: string): boolean =>
  nameOf(folder) === "." || posix.join(path).startsWith(posix.join(folder));

/** What tells how it is built. */
export const definitionInputs = (build: Build, folder: string): readonly string[] =>
  ["Dockerfile", "Dockerfile.dockerignore", "project.json"].map((name) =>
    input(glob.literal(placeOf(build, name)), folder),
  );

/** A file or a folder: only the builder sees which. */
function below(path: string): string[] {
  const name = nameOf(path);
  if (name === ".") return ["**/*"];
  return path.endsWith("/") ? [`${glob.literal(name)}/**/*`] : [glob.literal(name), `${glob.literal(name)}/**/*`];
}

/** Whether something at or below a path may have the pattern's name: not where both begin with other words. */
function mayMeet(pattern: string, path: string): boolean {
  const [first = ""] = posix.join("/", pattern).slice(1).split("/");
  return /[*?[\\]/.test(first) || nameOf(path) === "." || nameOf(path).split("/")[0] === first;
}

/** A path without a slash at its end. */
const nameOf = (path: string): string => posix.join(path, ".").replace(/\/$/, "");

const input = (pattern: string, folder: string): string =>
  `{workspaceRoot}/${folder === "" ? "" : `${glob.literal(folder)}/`}${pattern}`;
