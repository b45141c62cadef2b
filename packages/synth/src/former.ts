import { posix } from "node:path";
import { composeCommandOf, composeFilesOf, type Stack } from "@quaywright/model";
import { kindOfFile, type Tree } from "@quaywright/policy";

/** A container file that somebody wrote, and what is generated in its place. */
interface Former {
  readonly path: string;
  readonly instead: readonly string[];
}

/**
 * What a project had for its containers before its first synth, under names that are not ours, and who calls it: one line
 * each, with what replaces it. Nothing of it is touched.
 *
 * @param written Files of a person's that stay in use.
 */
export function formerFiles(
  tree: Tree,
  generated: ReadonlySet<string>,
  stacks: readonly Stack[],
  written: readonly string[] = [],
): string[] {
  const ours = [...generated].sort();
  const former = tree.paths.flatMap((path): Former[] => {
    const instead = generated.has(unstaged(path)) || written.includes(path) ? [] : replacementOf(path, ours, stacks);
    return instead.length === 0 ? [] : [{ path, instead }];
  });
  if (former.length === 0) return [];
  return [
    "Container files that were there before, and stay as they are:",
    ...former.map(({ instead, path }) => `  ${path}: ${code(instead)} in its place`),
    ...tree.paths
      .filter((path) => callers.test(path) && !generated.has(unstaged(path)))
      .flatMap((path) => callsIn(path, tree.read(path)?.text ?? "", former, stacks)),
  ];
}

/** Of a second stack what is written is looked for while the files of the first lie beside their targets. */
const unstaged = (path: string): string => path.replace(/\.\d+\.tmp$/, "");

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(" or ");

function replacementOf(path: string, ours: readonly string[], stacks: readonly Stack[]): readonly string[] {
  switch (kindOfFile(path)) {
    case "compose":
      return composeFilesOf(stackFor(path, stacks));
    case "dockerfile":
      return nearestOf(
        path,
        ours.filter((each) => /(^|[./])Dockerfile$/.test(each)),
      );
    case "dockerignore":
      return nearestOf(
        path,
        ours.filter((each) => each.endsWith(".dockerignore")),
      );
    case "nginx":
      return nearestOf(
        path,
        ours.filter((each) => /nginx.*\.conf$/.test(each)),
      );
    case "script": {
      const isOf = (each: string) => /entrypoint\.sh$/.test(each);
      return nearestOf(path, ours.filter(isOf));
    }
    default:
      return [];
  }
}

/** Of several those that share a folder's name with it, if any do. */
function nearestOf(path: string, files: readonly string[]): readonly string[] {
  const folders = new Set(posix.dirname(path).split("/"));
  const near = files.filter((each) =>
    posix
      .dirname(each)
      .split("/")
      .some((folder) => folder !== "docker" && folders.has(folder)),
  );
  return near.length > 0 ? near : files;
}

/** By the environment that a name tells of; what tells of none is for development. */
const stackFor = (text: string, stacks: readonly Stack[]): Stack =>
  stacks.find(({ environment }) => text.includes(environment)) ??
  (/prod|deploy|release|live/i.test(text) ? stacks.find(({ mode }) => mode === "production") : undefined) ??
  stacks.find(({ mode }) => mode === "development") ??
  stacks[0]!;

const callers =
  /(^|\/)(Makefile|makefile|GNUmakefile|[Jj]ustfile|Taskfile\.ya?ml|Procfile|package\.json|[\w.-]+\.(sh|bash|mk))$|^\.github\/workflows\/[\w.-]+\.ya?ml$|^\.gitlab-ci\.yml$/;
const calling = /\b(docker-compose|(docker|podman)\s+(compose|build|run|buildx|exec|stack))\b/;

function callsIn(path: string, text: string, former: readonly Former[], stacks: readonly Stack[]): string[] {
  const targets = /(^|\/)(GNU)?[Mm]akefile$|\.mk$/.test(path);
  let target = "";
  return text.split("\n").flatMap((line, index) => {
    target = /^([\w.-]+)\s*:(?!=)/.exec(line)?.[1] ?? target;
    const named = former.find((each) =>
      new RegExp(`(^|[^\\w.-])${escaped(posix.basename(each.path))}($|[^\\w.-])`).test(line),
    );
    if (/^\s*(#|\/\/)/.test(line) || (named === undefined && !calling.test(line))) return [];
    const stack = stackFor(named?.path ?? `${target} ${line}`, stacks);
    const isBuild = /\b(docker|podman)\s+(buildx\s+)?build\b/.test(line);
    const instead = isBuild ? `${composeCommandOf(stack).join(" ")} build` : composeCommandOf(stack).join(" ");
    return [
      `  ${path}:${index + 1}${targets ? ` (make ${target})` : ""}: \`${instead}\` in place of \`${line.trim()}\``,
    ];
  });
}

const escaped = (text: string): string => text.replaceAll(/[.+*?()[\]{}|\\^$]/g, "\\$&");
