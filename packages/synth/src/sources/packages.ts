import { posix } from "node:path";
import type { Application } from "@quaywright/model";
import type { Tree } from "@quaywright/policy";
import type { Remark } from "./remark";

/** A package that options imply, and that neither the manifests nor the image's own additions hold. */
export function lacking(
  { at, for: purpose, instead, packages }: Application["expects"][number],
  { adding = "it there", adds = [], manifests = [] }: Application,
  tree: Tree,
): Remark[] {
  const texts = manifests.map((path) => textsOf(posix.join(path), tree));
  const all = texts.flat();
  const [first] = packages ?? [];
  if (packages === undefined || first === undefined || all.length === 0) return [];
  const installed = [...all.flatMap(({ path, text }) => namesIn(path, text)), ...adds.flatMap((line) => nameOf(line))];
  const has = (name: string): boolean => installed.includes(normalized(name));
  if (packages.some(has) || instead?.some(has) === false) return [];
  const lock = manifests.at(-1) ?? "";
  const found = `no package ${packages.map((name) => `\`${name}\``).join(" or ")} in \`${lock}\``;
  return [
    {
      at,
      found,
      expected: adding.replaceAll("{package}", first),
      why: `It is ${purpose}.`,
      // only a lock file says what other packages bring along
      stops: isLock(lock) && instead === undefined,
    },
  ];
}

const isLock = (path: string): boolean => /\.lock$/.test(path);

/** A file of requirements with those that it names: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
function textsOf(path: string, tree: Tree, seen: ReadonlySet<string> = new Set()): { path: string; text: string }[] {
  const text = tree.read(path)?.text;
  if (text === undefined || seen.has(path)) return [];
  const named = /\.(txt|in)$/.test(path)
    ? [...text.matchAll(/^[ \t]*(?:-r|--requirement)[ =]*(\S+)/gm)].map(([, other = ""]) =>
        posix.join(posix.dirname(path), other),
      )
    : [];
  return [{ path, text }, ...named.flatMap((other) => textsOf(other, tree, new Set([...seen, path])))];
}

function namesIn(path: string, text: string): string[] {
  if (isLock(path))
    return [...text.matchAll(/^\[\[package\]\]\r?\nname = "([^"]+)"/gm)].map(([, name = ""]) => normalized(name));
  if (/\.toml$/.test(path)) return [];
  return text.split("\n").flatMap(nameOf);
}

/** What a line installs: `celery[redis]==5.5` also installs what it is named for. */
function nameOf(line: string): string[] {
  const [, name, extras = ""] = /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?/.exec(line) ?? [];
  const at = /\s@\s|#egg=/.test(line) ? /#egg=([\w.-]+)/.exec(line)?.[1] : undefined;
  const named = extras.split(",").map((each) => each.trim());
  const brought = named.map((extra) => broughtAlong[`${normalized(name ?? "")}[${extra}]`]);
  return [name, at, ...named, ...brought].flatMap((each) =>
    each === undefined || each === "" ? [] : [normalized(each)],
  );
}

/** Servers that come with an extra of another name: https://fastapi.tiangolo.com/#standard-dependencies */
const broughtAlong: Readonly<Record<string, string>> = { "fastapi[standard]": "uvicorn", "fastapi[all]": "uvicorn" };

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
const normalized = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, "-");
