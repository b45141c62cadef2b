import { readdirSync, readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import type { Source } from "../place";

/** The files of a repository: on disk, or in memory before they are written. Paths are relative, with `/`. */
export interface Tree {
  /** Every file, in order. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** The paths of all files of one name. */
  named(name: string): readonly string[];
  isFolder(path: string): boolean;
  /** The paths of all files in a folder and in those below it. */
  below(folder: string): readonly string[];
  /** The same `Source` for the same path. Undefined where there is no such file, or it cannot be read. */
  read(path: string): Source | undefined;
  isExecutable(path: string): boolean | undefined;
  size(path: string): number;
  /** Whether git has the file; undefined where there is no git. */
  isTracked(path: string): boolean | undefined;
  /** Folders that could not be listed. */
  readonly unread: readonly string[];
}

/** What nobody who reads a repository means: other people's code, and what tools made. */
const foreign = new Set(
  ".git .hg .svn node_modules bower_components .venv venv site-packages __pycache__ .tox .nx .terraform .next .nuxt .gradle .idea .cache .yarn".split(
    " ",
  ),
);
const largest = 32 * 2 ** 20;

/** The tree of a folder. */
export function folderTree(root: string): Tree {
  const unread: string[] = [];
  const paths: string[] = [];
  walk(root, "", paths, unread);
  paths.sort();
  let tracked: ReadonlySet<string> | undefined | null;
  const stats = new Map<string, State | undefined>();
  const stat = (path: string): State | undefined => {
    if (!stats.has(path)) stats.set(path, statOf(`${root}/${path}`));
    return stats.get(path);
  };
  return make(paths, unread, {
    text: (path) => {
      const found = stat(path);
      // what a link leads to may be a folder, a pipe that nobody writes to, or `/dev/zero`
      if (found === undefined || !found.isFile || found.size > largest) return undefined;
      try {
        return readFileSync(`${root}/${path}`, "utf8");
      } catch {
        return undefined;
      }
    },
    isExecutable: (path) => {
      const found = process.platform === "win32" ? undefined : stat(path);
      return found === undefined ? undefined : (found.mode & 0o111) !== 0;
    },
    size: (path) => stat(path)?.size ?? 0,
    isTracked: (path) => {
      if (tracked === undefined) tracked = trackedIn(root);
      return tracked === null ? undefined : tracked.has(path);
    },
  });
}

/** What is kept of a file's state: that of Node has four dates besides. */
interface State {
  readonly isFile: boolean;
  readonly mode: number;
  readonly size: number;
}

/** Undefined for a link that leads nowhere, or round in a circle. */
function statOf(file: string): State | undefined {
  try {
    const found = statSync(file);
    return { isFile: found.isFile(), mode: found.mode, size: found.size };
  } catch {
    return undefined;
  }
}

/** A tree of texts, over another where there is one: what will be written, as if it already were. */
export function memoryTree(
  files: Readonly<Record<string, string>>,
  executable: ReadonlySet<string> = new Set(),
  under?: Tree,
): Tree {
  const paths = [...new Set([...(under?.paths ?? []), ...Object.keys(files)])].sort();
  return make(paths, under?.unread ?? [], {
    text: (path) => files[path] ?? under?.read(path)?.text,
    isExecutable: (path) => (path in files ? executable.has(path) || undefined : under?.isExecutable(path)),
    size: (path) => files[path]?.length ?? under?.size(path) ?? 0,
    isTracked: (path) => under?.isTracked(path),
  });
}

interface Access {
  text(path: string): string | undefined;
  isExecutable(path: string): boolean | undefined;
  size(path: string): number;
  isTracked(path: string): boolean | undefined;
}

function make(paths: readonly string[], unread: readonly string[], access: Access): Tree {
  const files = new Set(paths);
  const sources = new Map<string, Source | undefined>();
  let byName: Map<string, string[]> | undefined;
  const parts = new Map<string, readonly string[]>();
  return {
    paths,
    unread,
    has: (path) => files.has(path),
    named: (name) => {
      byName ??= groupedByName(paths);
      return byName.get(name) ?? [];
    },
    isFolder: (path) =>
      path === "" || path === "." || paths[firstFrom(paths, `${path}/`)]?.startsWith(`${path}/`) === true,
    below: (folder) => {
      if (folder === "") return paths;
      let found = parts.get(folder);
      if (found === undefined) {
        found = paths.slice(firstFrom(paths, `${folder}/`), firstFrom(paths, `${folder}0`)); // `0` follows `/`
        parts.set(folder, found);
      }
      return found;
    },
    read: (path) => {
      if (!files.has(path)) return undefined;
      if (!sources.has(path)) {
        const text = access.text(path);
        sources.set(path, text === undefined ? undefined : { path, text });
      }
      return sources.get(path);
    },
    isExecutable: (path) => (files.has(path) ? access.isExecutable(path) : undefined),
    size: (path) => (files.has(path) ? access.size(path) : 0),
    isTracked: access.isTracked,
  };
}

/** Where the paths begin, in order, that do not come before a text. */
function firstFrom(paths: readonly string[], text: string): number {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (paths[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function groupedByName(paths: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const name = nameOf(path);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [path]);
    else known.push(path);
  }
  return groups;
}

function walk(root: string, folder: string, paths: string[], unread: string[]): void {
  let found: import("node:fs").Dirent[];
  try {
    found = readdirSync(folder === "" ? root : `${root}/${folder}`, { withFileTypes: true });
  } catch {
    unread.push(folder);
    return;
  }
  for (const entry of found) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!foreign.has(entry.name)) walk(root, path, paths, unread);
    } else if (entry.isFile() || entry.isSymbolicLink()) paths.push(path);
  }
}

function trackedIn(root: string): ReadonlySet<string> | null {
  try {
    // only whoever asks waits for it to load
    const { execFileSync } = require("node:child_process") as typeof import("node:child_process");
    const out = execFileSync("git", ["ls-files", "-z"], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 2 ** 28,
    });
    return new Set(out.split("\0"));
  } catch {
    return null;
  }
}

/** A path with nothing to normalize, as most are. */
const plain = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;

/** A path from a folder of the repository, normalized; undefined where it leaves the repository. */
export function within(folder: string, path: string): string | undefined {
  if (path.startsWith("/") || path.startsWith("~") || /^[A-Za-z]:[\\/]/.test(path)) return undefined;
  if (plain.test(path) && (folder === "" || plain.test(folder))) return folder === "" ? path : `${folder}/${path}`;
  const joined = posix.join(folder, path).replace(/\/$/, "");
  if (joined === ".") return "";
  return joined === ".." || joined.startsWith("../") ? undefined : joined;
}

export const folderOf = (path: string): string => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "");
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
