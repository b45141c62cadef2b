import type { Node as YamlNode } from "yaml";
import { beginningOf, type Fact, type Place, place, type Source } from "../../place";
import {
  type ComposeFile,
  type Entry,
  emptyMap,
  type Fault,
  isMap,
  type Mapping,
  type Node,
  type Scalar,
  type Tag,
} from "./nodes";

let yaml: typeof import("yaml") | undefined;

/** A compose file's YAML: anchors followed, merge keys put in, every node with its place. */
export function readCompose(source: Source): ComposeFile {
  const reader = new Reader(source);
  const root = reader.read();
  const { broken, duplicates, faults } = reader;
  return { kind: "compose-file", source, path: source.path, root, broken, duplicates, faults };
}

class Reader {
  readonly duplicates: { key: Fact<string>; first: Place }[] = [];
  readonly faults: Fault[] = [];
  broken = false;
  readonly #anchors = new Map<string, Node>();

  constructor(readonly source: Source) {}

  read(): Mapping {
    const empty = emptyMap(beginningOf(this.source));
    try {
      yaml ??= require("yaml") as typeof import("yaml");
      const documents = yaml.parseAllDocuments(this.source.text, options);
      if (!Array.isArray(documents)) return empty;
      for (const { errors } of documents) {
        for (const { message, pos } of errors) this.#fault(place(this.source, pos[0], pos[1]), message);
      }
      this.broken = this.faults.length > 0;
      if (this.broken) return empty;
      const roots = documents.flatMap(({ contents }) => (contents === null ? [] : [this.#node(contents as YamlNode)]));
      const maps = roots.filter(isMap);
      const stray = roots.find((root) => !isMap(root) && !(root.kind === "scalar" && root.value === null));
      if (stray !== undefined) {
        this.broken = true;
        this.#fault(stray.at, "a compose file is a mapping");
      }
      const [first = empty, ...others] = maps;
      if (others.length === 0) return first;
      return { ...first, entries: new Map(maps.flatMap(({ entries }) => [...entries])) };
    } catch (error) {
      this.broken = true;
      this.#fault(empty.at, error instanceof RangeError ? "it is nested too deep" : String((error as Error).message));
      return empty;
    }
  }

  #fault(at: Place, says: string): void {
    if (this.faults.length < 20) this.faults.push({ at, says });
  }

  #place(node: YamlNode): Place {
    const [start = 0, end = start] = node.range ?? [];
    return place(this.source, start, end);
  }

  #node(node: YamlNode): Node {
    const found = this.#made(node);
    const { anchor } = node as { anchor?: string };
    if (anchor !== undefined) this.#anchors.set(anchor, found);
    return found;
  }

  #made(node: YamlNode): Node {
    const at = this.#place(node);
    const tag = tagOf(node);
    const { isAlias, isMap: isYamlMap, isScalar: isYamlScalar, isSeq } = yaml!;
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target === undefined) this.#fault(at, `there is no anchor \`${node.source}\``);
      return target ?? scalar(null, "", "plain", at);
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#node((item ?? emptyNode) as YamlNode));
      return { kind: "list", items, at, variable: items.some(isVariable), ...(tag && { tag }) };
    }
    if (isYamlMap(node)) return this.#map(node.items as never, at, tag);
    if (!isYamlScalar(node)) return scalar(null, "", "plain", at);
    const style = node.type === "PLAIN" ? "plain" : node.type?.startsWith("BLOCK") ? "block" : "quoted";
    const value = (node.value ?? null) as Scalar["value"];
    const text = style === "plain" ? (node.source ?? "") : String(value ?? "");
    return { ...scalar(typeof value === "bigint" ? Number(value) : value, text, style, at), ...(tag && { tag }) };
  }

  #map(pairs: readonly { key: YamlNode; value: YamlNode | null }[], at: Place, tag: Tag | undefined): Mapping {
    const entries = new Map<string, Entry>();
    const merged: Mapping[] = [];
    for (const pair of pairs) {
      const key = this.#key(pair.key);
      const value =
        pair.value === null
          ? scalar(null, "", "plain", place(this.source, key.at.end, key.at.end))
          : this.#node(pair.value);
      if (key.text === "<<" && key.style === "plain") {
        merged.push(...(isMap(value) ? [value] : value.kind === "list" ? value.items.filter(isMap) : []));
        continue;
      }
      const first = entries.get(key.text);
      if (first !== undefined) this.duplicates.push({ key: { value: key.text, at: key.at }, first: first.key.at });
      entries.set(key.text, { key, value });
    }
    for (const map of merged) for (const [name, entry] of map.entries) if (!entries.has(name)) entries.set(name, entry);
    const variable = [...entries.values()].some(({ value }) => isVariable(value));
    return { kind: "map", entries, at, variable, ...(tag && { tag }) };
  }

  #key(node: YamlNode | null): Scalar {
    const found = node === null ? undefined : this.#node(node);
    return found?.kind === "scalar" ? found : scalar(null, "", "plain", found?.at ?? beginningOf(this.source));
  }
}

/** Compose reads YAML 1.2's core, but for merge keys. Duplicate keys are ours to tell, with their places. */
const options = {
  keepSourceTokens: false,
  logLevel: "silent",
  merge: false,
  prettyErrors: false,
  strict: false,
  uniqueKeys: false,
} as const;

const emptyNode = { items: undefined } as unknown;

const scalar = (value: Scalar["value"], text: string, style: Scalar["style"], at: Place): Scalar => ({
  kind: "scalar",
  value,
  text,
  style,
  at,
});

const isVariable = (node: Node): boolean => (node.kind === "scalar" ? node.text.includes("$") : node.variable);

function tagOf(node: YamlNode): Tag | undefined {
  const { tag } = node as { tag?: string };
  return tag === "!reset" ? "reset" : tag === "!override" ? "override" : undefined;
}
