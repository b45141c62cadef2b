import type { Fact, Place, Source } from "../../place";

/** A variable that Compose puts in: https://docs.docker.com/reference/compose-file/interpolation/ */
export interface Use {
  readonly name: string;
  /** `:-`, `-`, `:?`, `?`, `:+`, `+`, or none. */
  readonly operator?: string;
  /** What follows the operator. */
  readonly operand?: string;
  readonly at: Place;
}

export interface Scalar {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As text, whatever its type: `0.10` and `no` as they were written. */
  readonly text: string;
  readonly style: "plain" | "quoted" | "block";
  readonly at: Place;
  readonly tag?: Tag;
  /** What was put into it. */
  readonly uses?: readonly Use[];
  /** Something put into it has no value that anyone here knows. */
  readonly open?: boolean;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly at: Place;
  readonly tag?: Tag;
  /** Holds a `$` somewhere below. */
  readonly variable: boolean;
}

export interface Entry {
  readonly key: Scalar;
  readonly value: Node;
}

export interface Mapping {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Entry>;
  readonly at: Place;
  readonly tag?: Tag;
  readonly variable: boolean;
}

export type Node = Scalar | List | Mapping;
export type Tag = "reset" | "override";

export interface Fault {
  readonly at: Place;
  readonly says: string;
}

/** One compose file as it is written: nothing merged, nothing put in. */
export interface ComposeFile {
  readonly kind: "compose-file";
  readonly source: Source;
  readonly path: string;
  readonly root: Mapping;
  /** It is no YAML: nothing was read of it. */
  readonly broken: boolean;
  readonly faults: readonly Fault[];
  /** Keys that stand twice in one mapping, each with the earlier one. */
  readonly duplicates: readonly { readonly key: Fact<string>; readonly first: Place }[];
}

export const emptyMap = (at: Place): Mapping => ({ kind: "map", entries: new Map(), at, variable: false });

export const isMap = (node: Node | undefined): node is Mapping => node?.kind === "map";
export const isList = (node: Node | undefined): node is List => node?.kind === "list";
export const isScalar = (node: Node | undefined): node is Scalar => node?.kind === "scalar";

/** What stands below a node: `get(service, "deploy", "resources")`. */
export function get(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let found = node;
  for (const key of path) found = isMap(found) ? found.entries.get(key)?.value : undefined;
  return found;
}

/** The key of an entry, to point at a setting rather than at its value. */
export const keyOf = (node: Node | undefined, key: string): Scalar | undefined =>
  isMap(node) ? node.entries.get(key)?.key : undefined;

export const entriesOf = (node: Node | undefined): Entry[] => (isMap(node) ? [...node.entries.values()] : []);
export const itemsOf = (node: Node | undefined): readonly Node[] => (isList(node) ? node.items : []);

/** A scalar's text; undefined for what is none, or null. */
export const textOf = (node: Node | undefined): string | undefined =>
  isScalar(node) && node.value !== null ? node.text : undefined;

/** Several scalars, or one where one may stand for a list of one. */
export const scalarsOf = (node: Node | undefined): Scalar[] =>
  isScalar(node) ? (node.value === null ? [] : [node]) : itemsOf(node).filter(isScalar);

/** True and false as YAML 1.1 spells them too: Compose casts texts. */
export const booleanOf = (node: Node | undefined): boolean | undefined => {
  const text = textOf(node)?.toLowerCase();
  if (text === undefined) return undefined;
  if (["true", "yes", "y", "on", "1"].includes(text)) return true;
  return ["false", "no", "n", "off", "0"].includes(text) ? false : undefined;
};

export const numberOf = (node: Node | undefined): number | undefined => {
  const text = textOf(node);
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
};

/** What Compose makes of a number where a text belongs: `0.10` is `0.1`, and `010` is `8`. */
export function castOf({ style, text, uses, value }: Scalar): string {
  if (style !== "plain" || typeof value !== "number" || uses !== undefined) return text;
  return /^0[0-7]+$/.test(text) ? String(Number.parseInt(text, 8)) : String(value);
}
