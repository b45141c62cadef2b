import { posix } from "node:path";
import { nearest } from "@quaywright/model";
import type { Tree } from "@quaywright/policy";
import { inFolder } from "./code";

/** A script that a package manager of Node.js is told to run. */
interface ScriptRun {
  readonly name: string;
  /** Folder in which it starts to look, from where it runs itself. */
  readonly folder?: string;
  /** The one package whose script it is, by its name or its folder. */
  readonly member?: string;
  /** A program of a package will do in its place. */
  readonly orProgram: boolean;
}

interface Manager {
  /** Options with a value: where it looks, whose script it is. */
  readonly folder: readonly string[];
  readonly member: readonly string[];
  /** What stands behind the name is the script's. */
  readonly endsAtName: boolean;
  readonly orProgram: boolean;
}

/** https://docs.npmjs.com/cli/commands/npm-run, https://pnpm.io/cli/run, https://yarnpkg.com/cli/run */
const managers: Readonly<Record<string, Manager>> = {
  npm: { folder: ["--prefix", "-C"], member: ["--workspace", "-w"], endsAtName: false, orProgram: false },
  pnpm: { folder: ["--dir", "-C"], member: ["--filter", "-F"], endsAtName: true, orProgram: false },
  yarn: { folder: ["--cwd"], member: [], endsAtName: true, orProgram: true },
};

/** Options without a value. Of any other nobody knows where the name of the script stands. */
const plain =
  /^(-s|-q|-d|--(silent|quiet|if-present|include-workspace-root|offline|foreground-scripts|ignore-scripts))$/;

/** Undefined where it runs none, where it runs those of several packages, or where it cannot be known. */
function scriptRunBy([program = "", ...words]: readonly string[]): ScriptRun | undefined {
  const manager = managers[program];
  if (manager === undefined) return undefined;
  const given: { folder?: string; member?: string } = {};
  const rest: string[] = [];
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  for (let index = 0; index < end; index += 1) {
    const word = words[index]!;
    if (manager.endsAtName && nameIn(rest) !== undefined) break;
    const [, flag = "", , value] = /^(-[^=]*)(=(.*))?$/.exec(word) ?? [];
    const kind = (["folder", "member"] as const).find((each) => manager[each].includes(flag));
    if (flag === "") rest.push(word);
    else if (kind !== undefined) {
      if (kind in given) return undefined;
      if (value === undefined) index += 1;
      given[kind] = value ?? words[index] ?? "";
    } else if (!plain.test(flag) && nameIn(rest) === undefined) return undefined;
    else if (/^(-ws|--workspaces)$/.test(flag)) return undefined;
  }
  const name = nameIn(rest);
  if (name === undefined || /[*{}!^]|\.\.\./.test(given.member ?? "")) return undefined;
  const member = rest[0] === "workspace" ? rest[1] : given.member;
  return { ...given, ...(member !== undefined && { member }), name, orProgram: manager.orProgram };
}

/** `run dev`, and of Yarn `workspace api run dev`. */
const nameIn = (words: readonly string[]): string | undefined =>
  words[0] === "workspace" ? nameIn(words.slice(2)) : /^run(-script)?$/.test(words[0] ?? "") ? words[1] : undefined;

/** A script that a command asks for and its package has not. */
export interface AbsentScript {
  readonly name: string;
  /** The `package.json` that should have it. */
  readonly file: string;
  readonly suggestion?: string;
}

/** @param folder from the project's, in which the command runs. */
export function absentScript(command: readonly string[], folder: string, tree: Tree): AbsentScript | undefined {
  const run = scriptRunBy(command);
  if (run === undefined) return undefined;
  const { member, name, orProgram } = run;
  const start = inFolder(folder, run.folder ?? ".");
  const files = member === undefined ? [inFolder(start, "package.json")] : membersOf(member, start, tree);
  const known = files.flatMap((file) => {
    const scripts = scriptsIn(file, tree);
    return scripts === undefined ? [] : [{ file, scripts }];
  });
  if (known.length === 0 || known.some(({ scripts }) => scripts.includes(name))) return undefined;
  const { file, scripts } = known[0]!;
  const suggestion = nearest(name, scripts);
  if (orProgram && suggestion === undefined) return undefined;
  return { name, file, ...(suggestion !== undefined && { suggestion }) };
}

/** A manager finds its workspace from any folder in it. */
const membersOf = (member: string, folder: string, tree: Tree): string[] => {
  const around = foldersAround(folder).map((each) => inFolder(each, member));
  return tree
    .named("package.json")
    .filter((file) => around.includes(posix.dirname(file)) || manifestOf(file, tree)?.name === member);
};

const foldersAround = (folder: string): string[] => {
  const above = posix.dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAround(above)];
};

/** Undefined where there is no such file, which is told elsewhere. */
export const scriptsIn = (file: string, tree: Tree): string[] | undefined => {
  const manifest = manifestOf(file, tree);
  return manifest === undefined ? undefined : Object.keys(manifest.scripts ?? {});
};

function manifestOf(file: string, tree: Tree): { readonly name?: string; readonly scripts?: object } | undefined {
  try {
    return JSON.parse(tree.read(posix.join(file))?.text ?? "") as { name?: string; scripts?: object };
  } catch {
    return undefined;
  }
}
