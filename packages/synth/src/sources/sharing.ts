import { posix } from "node:path";
import type { Application } from "@quaywright/model";
import type { Tree } from "@quaywright/policy";
import { inFolder, spelled } from "./code";
import type { Read } from "./reads";

/** Whether a variable that is read in the code of an application concerns that one, where others have the same folder. */
export type Concerns = (read: Read) => boolean;

/** Where an application starts is its own, with all around it up to where another starts; the rest is everyone's. */
export function concerning(application: Application, all: readonly Application[], tree: Tree): Concerns {
  const { folder, language } = application;
  const sharers = all.filter((each) => each.language === language && spelled(each.folder) === spelled(folder));
  if (sharers.length < 2) return () => true;
  const others = sharers.filter((each) => each !== application);
  const homes = (each: Application): string[] => {
    const elsewhere = sharers.filter((other) => other !== each).flatMap((other) => startsOf(other, tree));
    return startsOf(each, tree).map((start) => homeOf(start, elsewhere));
  };
  const own = homes(application);
  const foreign = others.flatMap(homes);
  const declared = new Set(others.flatMap(({ given, variables }) => [...given, ...variables.map(({ name }) => name)]));
  return ({ name, path }) => {
    if (own.some((home) => isIn(path, home))) return true;
    if (foreign.some((home) => isIn(path, home))) return false;
    // told once, and only where nobody has it
    return sharers[0] === application && !declared.has(name);
  };
}

const isIn = (path: string, home: string): boolean => path === home || path.startsWith(`${home}/`);

/** The widest folder around a file in which no other one starts, or the file itself. */
function homeOf(start: string, others: readonly string[]): string {
  const around = posix.dirname(start);
  return around === "." || others.some((other) => isIn(other, around)) ? start : homeOf(around, others);
}

/** The files that options of its preset start. */
const startsOf = ({ expects, folder }: Application, tree: Tree): string[] =>
  expects.flatMap(({ files = [], module, starts = false }) => {
    if (!starts) return [];
    const path = module?.replaceAll(".", "/");
    const modules =
      path === undefined ? [] : ["", "src/"].flatMap((root) => [`${root}${path}.py`, `${root}${path}/__init__.py`]);
    return [...files.map((file) => posix.join(file)), ...modules.map((file) => inFolder(spelled(folder), file))].filter(
      (file) => tree.has(file),
    );
  });
