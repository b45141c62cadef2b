import { substitute } from "../recover/compose/interpolate";
import { type ComposeFile, entriesOf, isList, isMap, isScalar, type Node, type Use } from "../recover/compose/nodes";
import type { Service, Variable } from "../recover/compose/service";
import type { Image } from "../recover/dockerfile/image";
import type { EnvFile } from "../recover/env-file";
import type { IgnoreFile } from "../recover/ignore-file";
import type { Repository } from "../recover/repository";
import { folderOf, nameOf, type Tree } from "../recover/tree";

/** The examples that are meant for Compose: `.env.example` and its like, with compose files beside or below them. */
export const examplesIn = ({ composeFiles, envFiles }: Repository): EnvFile[] =>
  envFiles.filter(
    ({ isExample, path }) =>
      isExample && /^\.?env[._-]/.test(nameOf(path)) && composeIn(folderOf(path), composeFiles).length > 0,
  );

/** Variables that the shell or Compose itself gives. */
export const fromShell =
  /^(PWD|HOME|USER|UID|GID|HOSTNAME|SHELL|PATH|TMPDIR|DISPLAY|XAUTHORITY|SSH_AUTH_SOCK|DOCKER_\w+|COMPOSE_\w+|CI(_\w+)?|GITHUB_\w+|GITLAB_\w+|LOGNAME|XDG_\w+|WAYLAND_DISPLAY|IMAGE_TAG|TAG|VERSION|GIT_\w+|TARGETARCH)$/;

/** The variables that the compose files of a folder take. */
export function usesNear({ path }: EnvFile, { composeFiles }: Repository): Use[] {
  return composeIn(folderOf(path), composeFiles).flatMap(({ root }) => usesIn(root));
}

const byFolder = new WeakMap<readonly ComposeFile[], Map<string, ComposeFile[]>>();

function composeIn(folder: string, files: readonly ComposeFile[]): readonly ComposeFile[] {
  let known = byFolder.get(files);
  if (known === undefined) {
    known = new Map();
    for (const file of files) known.set(folderOf(file.path), [...(known.get(folderOf(file.path)) ?? []), file]);
    byFolder.set(files, known);
  }
  return known.get(folder) ?? [];
}

export function usesIn(node: Node, seen = new Set<Node>()): Use[] {
  if (seen.has(node)) return [];
  seen.add(node);
  if (isScalar(node)) return node.text.includes("$") ? [...substitute(node.text, () => undefined, node.at).uses] : [];
  if (isList(node)) return node.variable ? node.items.flatMap((item) => usesIn(item, seen)) : [];
  return isMap(node) && node.variable ? entriesOf(node).flatMap(({ value }) => usesIn(value, seen)) : [];
}

const most = 24 * 2 ** 20;
const binary =
  /\.(png|jpe?g|gif|ico|webp|svg|woff2?|ttf|eot|pdf|zip|gz|tgz|jar|mp[34]|wasm|so|dll|exe|bin|db|sqlite3?|lock|map|min\.js|snap)$|(^|\/)(package-lock\.json|pnpm-lock\.yaml)$/i;

/** Those of some names that stand in no file but one; none where the repository is too large to be looked through. */
export function namesNowhere(names: readonly string[], except: string, { tree }: Repository): ReadonlySet<string> {
  const left = new Set(names);
  let read = 0;
  for (const path of tree.paths) {
    if (left.size === 0) return left;
    if (path === except || binary.test(path)) continue;
    read += tree.size(path);
    if (read > most) return new Set();
    const text = tree.read(path)?.text ?? "";
    for (const name of left) if (text.includes(name)) left.delete(name);
    // pydantic reads a variable into a field of its name in small letters, with prefixes and nesting of its own
    if (!path.endsWith(".py") || !/\bBaseSettings\b/.test(text)) continue;
    if (/env_prefix|env_nested_delimiter/.test(text)) return new Set();
    for (const name of left) if (text.includes(name.toLowerCase())) left.delete(name);
  }
  return left;
}

/** URLs of Redis whose password is a variable count as well. */
export const connectionsOrOpen = ({ environment }: Service): { readonly variable: Variable }[] =>
  [...environment.values()]
    .filter(({ value }) => value !== undefined && /^rediss?:\/\//.test(value))
    .map((variable) => ({ variable }));

/** Whether git leaves a path out. */
export function isIgnored(path: string, { ignoreFiles }: Repository): boolean {
  if (ignoreFiles.length === 0) return false;
  let known = gitignores.get(ignoreFiles);
  if (known === undefined) {
    known = new Map(ignoreFiles.flatMap((file) => (file.of === "git" ? [[folderOf(file.path), file] as const] : [])));
    gitignores.set(ignoreFiles, known);
  }
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const inside = folder === "" ? path : path.slice(folder.length + 1);
    if (known.get(folder)?.ignores(inside)) return true;
    if (folder === "") return false;
  }
}

const gitignores = new WeakMap<readonly IgnoreFile[], ReadonlyMap<string, IgnoreFile>>();

/** What a synth has written, and the digest of each. */
export function digestsIn(tree: Tree): { readonly path: string; readonly digest: string }[] {
  try {
    const found = JSON.parse(tree.read(".projen/quaywright.json")?.text ?? "{}") as Record<string, unknown>;
    return Object.entries(found).flatMap(([path, digest]) => (typeof digest === "string" ? [{ path, digest }] : []));
  } catch {
    return [];
  }
}

export const digestOf = (text: string): string =>
  (require("node:crypto") as typeof import("node:crypto")).createHash("sha256").update(text).digest("hex");

/** A here-document may make any file. */
export const heredocsOf = (text: string): boolean => /<<-?["']?\w+/.test(text);

/** Megabytes of images as they are published, unpacked; from their own pages. */
const sizes: readonly (readonly [RegExp, number])[] = [
  [/^(node|python|ruby|golang|rust|php|openjdk|maven|gradle):(?!.*(slim|alpine))/, 1000],
  [/^(node|python|ruby|php):.*slim/, 180],
  [/alpine/, 60],
  [/^(debian|ubuntu)/, 120],
];
const heavy: Readonly<Record<string, number>> = {
  "texlive-full": 5000,
  "build-essential": 300,
  chromium: 400,
  "google-chrome-stable": 400,
  libreoffice: 700,
  "default-jdk": 500,
  "openjdk-17-jdk": 500,
  gcc: 200,
  clang: 600,
  llvm: 500,
  ffmpeg: 400,
  nodejs: 150,
  "r-base": 500,
  git: 100,
  "cuda-toolkit": 4000,
};

/** Megabytes that an image will take, roughly and at least; undefined where its base is not known. */
export function estimatedSize({ history, published }: Image): number | undefined {
  const base =
    published === undefined
      ? undefined
      : sizes.find(([pattern]) => pattern.test(`${published.name}:${published.tag ?? ""}`))?.[1];
  if (base === undefined) return undefined;
  let total = base;
  for (const instruction of history) {
    if (instruction.keyword !== "RUN") continue;
    for (const { args, name } of instruction.commands) {
      if (/^(apt-get|apt|apk|dnf|yum)$/.test(name)) for (const arg of args) total += heavy[arg] ?? 0;
      else if (/^pip3?$/.test(name))
        for (const arg of args) if (/^(torch|tensorflow)([=<>~]|$)/.test(arg)) total += 2500;
    }
  }
  return total;
}
