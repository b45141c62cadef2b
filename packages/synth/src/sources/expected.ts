import { posix } from "node:path";
import { type Application, nearest } from "@quaywright/model";
import type { Tree } from "@quaywright/policy";
import type { Code } from "./code";
import { groupsIn } from "./groups";
import { moduleNames } from "./module-names";
import { modulesOf } from "./modules";
import { lacking } from "./packages";
import type { Remark } from "./remark";
import { absentScript } from "./script-run";

type Expected = Application["expects"][number];

/** What options of presets need of the code and is not there. */
export const absent = (application: Application, code: Code, tree: Tree): Remark[] =>
  application.expects.flatMap((expected) => [
    ...noFile(expected, tree),
    ...noModule(expected, code),
    ...noName(expected, code),
    ...noScript(expected, tree),
    ...noGroup(expected, tree),
    ...lacking(expected, application, tree),
  ]);

/** Looked for in the spelling that a container will ask for, whatever this machine's disk takes for the same. */
function noFile({ at, files, for: purpose }: Expected, tree: Tree): Remark[] {
  if (files === undefined || files.some((path) => tree.has(spelled(path)))) return [];
  const [first = ""] = files;
  const suggestion = nearestFile(spelled(first), tree);
  return [
    {
      at,
      found: `no file ${files.map((path) => `\`${path}\``).join(" or ")}`,
      expected: purpose,
      ...(suggestion !== undefined && { suggestion }),
      stops: true,
    },
  ];
}

/** It may be one of a package that is installed. */
function noModule({ at, for: purpose, module }: Expected, code: Code): Remark[] {
  const modules = modulesOf(code);
  if (module === undefined || modules.has(module)) return [];
  const suggestion = nearest(module, [...modules.keys()]);
  const found = `no module \`${module}\` in \`${code.folder || "."}\``;
  return [{ at, found, expected: purpose, ...(suggestion !== undefined && { suggestion }), stops: false }];
}

/** A package's modules are its names too. What a module takes from elsewhere by a star, or makes as it runs, nobody knows. */
export function noName(
  { at, for: purpose, module = "", object }: Pick<Expected, "at" | "for" | "module" | "object">,
  code: Code,
): Remark[] {
  const modules = modulesOf(code);
  const path = modules.get(module);
  const known = object === undefined || path === undefined ? undefined : moduleNames(code.text(path));
  if (object === undefined || known === undefined || known.has(object) || modules.has(`${module}.${object}`)) return [];
  const suggestion = nearest(object, [...known]);
  const found = `no \`${object}\` in \`${path}\``;
  return [{ at, found, expected: purpose, ...(suggestion !== undefined && { suggestion }), stops: true }];
}

function noScript({ at, for: purpose, runs }: Expected, tree: Tree): Remark[] {
  const absent = runs === undefined ? undefined : absentScript(runs.command, runs.folder, tree);
  if (absent === undefined) return [];
  const { file, name, suggestion } = absent;
  const found = `no script \`${name}\` in \`${file}\``;
  return [{ at, found, expected: purpose, ...(suggestion !== undefined && { suggestion }), stops: true }];
}

function noGroup({ at, for: purpose, group }: Expected, tree: Tree): Remark[] {
  const text = group === undefined ? undefined : tree.read(spelled(group.file))?.text;
  if (group === undefined || text === undefined) return [];
  const names = groupsIn(text);
  if (names.includes(group.name)) return [];
  const suggestion = nearest(group.name, names);
  const found = `no group \`${group.name}\` in \`${group.file}\``;
  return [{ at, found, expected: purpose, ...(suggestion !== undefined && { suggestion }), stops: true }];
}

/** A file of the same folder, or of the same name elsewhere. */
export function nearestFile(path: string, tree: Tree): string | undefined {
  const folder = posix.dirname(path) === "." ? "" : posix.dirname(path);
  const beside = tree
    .below(folder)
    .filter((each) => (posix.dirname(each) === "." ? "" : posix.dirname(each)) === folder);
  const near = nearest(
    posix.basename(path),
    beside.map((each) => posix.basename(each)),
  );
  return near === undefined ? tree.named(posix.basename(path))[0] : posix.join(folder, near);
}

const spelled = (path: string): string => posix.join(path);
