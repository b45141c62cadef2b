import type { Place } from "../../place";
import { type EnvFile, readEnvFile } from "../env-file";
import { folderOf, type Tree, within } from "../tree";
import { interpolate, type Lookup, substitute } from "./interpolate";
import { merge, settled } from "./merge";
import {
  booleanOf,
  type ComposeFile,
  type Entry,
  emptyMap,
  get,
  isMap,
  isScalar,
  itemsOf,
  type Mapping,
  type Node,
  scalarsOf,
  textOf,
} from "./nodes";

/** Something that Compose would need and that is not there, or could not be understood. */
export interface Unresolved {
  readonly at: Place;
  readonly says: string;
}

/** Several compose files as Compose sees them together. */
export interface Loaded {
  readonly root: Mapping;
  readonly unresolved: readonly Unresolved[];
  /** The files, in the order in which they were merged, those that they include or extend with them. */
  readonly files: readonly ComposeFile[];
  /** Folder that the relative paths of a file start from, by the file's path. */
  readonly folders: ReadonlyMap<string, string>;
  readonly lookup: Lookup;
}

export interface Files {
  readonly tree: Tree;
  compose(path: string): ComposeFile | undefined;
}

/** https://docs.docker.com/reference/compose-file/merge/, `include` and `extends` */
export function load(paths: readonly string[], files: Files): Loaded {
  const folder = folderOf(paths[0] ?? "");
  const lookup = lookupOf(files.tree, [within(folder, ".env") ?? ".env"]);
  const loading = new Loading(files, lookup);
  const root = loading.merged(paths, folder, lookup);
  return { root, unresolved: loading.unresolved, files: [...loading.files.values()], folders: loading.folders, lookup };
}

/** What environment files set, the later one over the earlier, where nothing above them has set it. */
export function lookupOf(tree: Tree, paths: readonly string[], under: Lookup = () => undefined): Lookup {
  const found = paths.flatMap((path) => tree.read(path) ?? []).map(readEnvFile);
  if (found.length === 0) return under;
  const values = new Map<string, string>();
  for (const file of found)
    for (const { name, value } of valuesOf(file, (name) => under(name) ?? values.get(name))) values.set(name, value);
  return (name) => under(name) ?? values.get(name);
}

/** The values of an environment file, variables in them replaced: by what is known already, else by the file's own. */
export function valuesOf(
  { entries }: EnvFile,
  lookup: Lookup,
): { readonly name: string; readonly value: string; readonly open: boolean }[] {
  const here = new Map<string, string>();
  return entries
    .filter(({ bare }) => !bare)
    .map(({ at, name, quote, value }) => {
      const read =
        quote === "'"
          ? { text: value, open: false }
          : substitute(value, (other) => lookup(other) ?? here.get(other), at);
      here.set(name, read.text);
      return { name, value: read.text, open: read.open };
    });
}

class Loading {
  readonly unresolved: Unresolved[] = [];
  readonly files = new Map<string, ComposeFile>();
  readonly folders = new Map<string, string>();

  constructor(
    readonly from: Files,
    readonly lookup: Lookup,
  ) {}

  merged(paths: readonly string[], folder: string, lookup: Lookup, including: readonly string[] = []): Mapping {
    let root: Mapping | undefined;
    for (const path of paths) {
      const read = this.#read(path, folder, lookup);
      if (read === undefined) continue;
      const extended = this.#extended(read, path, folder, lookup);
      root = root === undefined ? extended : merge(root, extended);
    }
    if (root === undefined) return emptyMap({ source: { path: paths[0] ?? "", text: "" }, start: 0, end: 0 });
    return this.#included(settled(root), folder, lookup, [...including, ...paths]);
  }

  #read(path: string, folder: string, lookup: Lookup): Mapping | undefined {
    const file = this.from.compose(path);
    if (file === undefined) return undefined;
    this.files.set(path, file);
    if (!this.folders.has(path)) this.folders.set(path, folder);
    const faults: Unresolved[] = [];
    const root = interpolate(file.root, lookup, faults);
    if (!this.unresolved.some(({ at }) => at.source === file.source)) this.unresolved.push(...faults);
    return root;
  }

  #included(root: Mapping, folder: string, lookup: Lookup, including: readonly string[]): Mapping {
    let result = root;
    for (const item of itemsOf(get(root, "include"))) {
      const named = isMap(item) ? scalarsOf(get(item, "path")) : isScalar(item) ? [item] : [];
      const paths: string[] = [];
      for (const { at, open, text } of named) {
        const path = open ? undefined : within(folder, text);
        if (path === undefined)
          this.#say(at, `\`${text}\` is included, which lies outside of the repository or depends on a variable`);
        else if (including.includes(path)) this.#say(at, `\`${text}\` includes itself`);
        else if (!this.from.tree.has(path)) this.#say(at, `\`${text}\` is included, and there is no such file`);
        else paths.push(path);
      }
      if (paths.length === 0) continue;
      const own = textOf(get(item, "project_directory"));
      const inner = (own === undefined ? folderOf(paths[0]!) : within(folder, own)) ?? folder;
      const envs = scalarsOf(get(item, "env_file")).flatMap(({ text }) => within(folder, text) ?? []);
      const more = this.merged(
        paths,
        inner,
        lookupOf(this.from.tree, envs.length > 0 ? envs : [within(inner, ".env") ?? ".env"], lookup),
        including,
      );
      result = imported(result, more);
    }
    return result;
  }

  #say(at: Place, says: string): void {
    this.unresolved.push({ at, says });
  }

  #extended(root: Mapping, path: string, folder: string, lookup: Lookup): Mapping {
    const services = get(root, "services");
    if (!isMap(services)) return root;
    let entries: Map<string, Entry> | undefined;
    for (const [name, { key, value }] of services.entries) {
      const whole = this.#service(root, name, value, path, folder, lookup, []);
      if (whole === value) continue;
      entries ??= new Map(services.entries);
      entries.set(name, { key, value: whole });
    }
    if (entries === undefined) return root;
    const changed: Mapping = { ...services, entries };
    return {
      ...root,
      entries: new Map(root.entries).set("services", { key: root.entries.get("services")!.key, value: changed }),
    };
  }

  #service(
    root: Mapping,
    name: string,
    node: Node,
    path: string,
    folder: string,
    lookup: Lookup,
    seen: readonly string[],
  ): Node {
    const target = get(node, "extends");
    if (target === undefined || !isMap(node)) return node;
    const from = textOf(target) ?? textOf(get(target, "service"));
    const file = textOf(get(target, "file"));
    const own = without(node, "extends");
    if (from === undefined) return own;
    let base = root;
    let where = path;
    let inFolder = folder;
    if (file !== undefined) {
      const found = within(folder, file);
      if (found === undefined || !this.from.tree.has(found)) {
        this.#say(target.at, `it extends \`${from}\` of \`${file}\`, and there is no such file in the repository`);
        return own;
      }
      where = found;
      inFolder = folderOf(found);
      base = found === path ? root : (this.#read(found, inFolder, lookup) ?? root);
    }
    const other = get(base, "services", from);
    const id = `${where}#${from}`;
    if (seen.length > deepest) {
      this.#say(target.at, `\`${from}\` is extended through more services than are followed`);
      return own;
    }
    if (other === undefined || seen.includes(id) || (where === path && from === name)) {
      this.#say(
        target.at,
        other === undefined ? `it extends \`${from}\`, and there is no such service` : `\`${from}\` extends itself`,
      );
      return own;
    }
    const whole = this.#service(base, from, other, where, inFolder, lookup, [...seen, `${path}#${name}`, id]);
    if (!isMap(whole)) return own;
    // merged as files are, under the same path
    const wrap = (service: Mapping): Mapping => at(at(service, name), "services");
    return get(merge(wrap(whole), wrap(own)), "services", name) ?? own;
  }
}

/** Twice the number of services that one may extend through. */
const deepest = 100;

const at = (node: Mapping, name: string): Mapping => ({
  kind: "map",
  at: node.at,
  variable: node.variable,
  entries: new Map([
    [name, { key: { kind: "scalar", value: name, text: name, style: "plain", at: node.at }, value: node }],
  ]),
});

function without(node: Mapping, name: string): Mapping {
  const entries = new Map(node.entries);
  entries.delete(name);
  return { ...node, entries };
}

/** What is included stands beside what is there, which wins. */
function imported(root: Mapping, more: Mapping): Mapping {
  const entries = new Map(root.entries);
  for (const section of ["services", "networks", "volumes", "secrets", "configs"]) {
    const other = more.entries.get(section);
    if (other === undefined || !isMap(other.value)) continue;
    const mine = entries.get(section);
    if (mine === undefined || !isMap(mine.value)) entries.set(section, other);
    else
      entries.set(section, {
        key: mine.key,
        value: { ...mine.value, entries: new Map([...other.value.entries, ...mine.value.entries]) },
      });
  }
  return { ...root, entries };
}

export const isOptional = (node: Node): boolean => booleanOf(get(node, "required")) === false;
