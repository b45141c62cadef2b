import { posix } from "node:path";
import type { Application } from "@quaywright/model";
import type { Tree } from "@quaywright/policy";
import { type Program, programOf } from "./program";

/** The files of an application that a person wrote, by path from the project's folder. */
export interface Code {
  readonly folder: string;
  readonly paths: readonly string[];
  /** Those that run in its containers, by what is usual: no tests, no settings of tools. */
  readonly running: readonly string[];
  /** Those that look at it: a variable that they read is there for them alone. */
  readonly testing: readonly string[];
  readonly text: (path: string) => string;
  /** The same without remarks. */
  readonly program: (path: string) => Program;
  /** Whether the project has a file, in this spelling; `path` is from the application's folder. */
  readonly has: (path: string) => boolean;
}

const languages = { python: /\.py$/, node: /\.([cm]?[jt]sx?|vue|svelte|astro)$/ };
const read =
  /\.(py|[cm]?[jt]sx?|vue|svelte|astro|html?|sh|bash|toml|ini|cfg|json|ya?ml|conf|prisma|mako|j2|go|rb|php)$/;
const never =
  /(^|\/)(package-lock\.json|\.projenrc\.\w+|\.projen\/.*|(docker-)?compose[\w.-]*\.ya?ml|docker-bake\.\w+)$/;
const tests =
  /(^|\/)(tests?|__tests__|testing|spec|e2e|cypress)\/|(^|\/)(test_[^/]*|[^/]*_test|tests?|testing|conftest|noxfile|setup|fabfile)\.py$|\.(test|spec|stories)\.[cm]?[jt]sx?$|(^|\/)(jest|vitest|playwright|cypress|eslint|prettier)[\w.-]*\.[cm]?[jt]s$/;
const largest = 2 ** 20;

/** @param generated paths that nobody wrote. @param others folders of other applications. */
export function codeOf(
  { beside = [], folder, language }: Pick<Application, "beside" | "folder" | "language">,
  tree: Tree,
  generated: ReadonlySet<string>,
  others: readonly string[],
): Code {
  const own = spelled(folder);
  const within = others.map(spelled).filter((each) => each !== own && (own === "" || each.startsWith(`${own}/`)));
  const paths = [own, ...beside.map(spelled)]
    .flatMap((each) => tree.below(each))
    .filter((path) => !generated.has(path) && !within.some((other) => path.startsWith(`${other}/`)));
  const texts = paths.filter((path) => read.test(path) && !never.test(path) && tree.size(path) <= largest);
  const text = (path: string): string => tree.read(path)?.text ?? "";
  const programs = new Map<string, Program>();
  return {
    folder: own,
    paths: texts,
    testing: texts.filter((path) => tests.test(path)),
    running: texts.filter(
      (path) => (languages[language].test(path) || /\.(sh|prisma)$/.test(path)) && !tests.test(path),
    ),
    text,
    program: (path) => {
      const known = programs.get(path) ?? programOf(path, text(path));
      programs.set(path, known);
      return known;
    },
    has: (path) => tree.has(inFolder(own, path)) || tree.isFolder(inFolder(own, path)),
  };
}

/** A folder without what its name does not need. */
export const spelled = (folder: string): string => {
  const path = posix.join(folder, ".");
  return path === "." ? "" : path.replace(/\/$/, "");
};

/** A path of the project. */
export const inFolder = (folder: string, path: string): string =>
  folder === "" ? posix.join(path) : posix.join(folder, path);

/** The same from the folder. */
export const fromFolder = (folder: string, path: string): string =>
  folder === "" ? path : path.slice(folder.length + 1);
