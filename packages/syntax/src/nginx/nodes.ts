/** A value that nginx fills in as it answers. */
export interface Variable {
  readonly variable: string;
}

/** Text that no directive expands, such as a regular expression, which may hold `$`. */
export interface Verbatim {
  readonly verbatim: string;
}

/** One word of a directive: its strings mean themselves. */
export type Text = string | number | Verbatim | Variable | readonly (string | Variable)[];

/** One node of a configuration. */
export type Node =
  | { readonly kind: "directive"; readonly name: Text; readonly args: readonly Text[] }
  | { readonly kind: "block"; readonly name: Text; readonly args: readonly Text[]; readonly children: Nodes }
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "blank" };

/** A configuration, or the inside of a block. */
export type Nodes = readonly Node[];

/** `name args;`, which the entries of a `map` are as well. */
export const directive = (name: Text, ...args: readonly Text[]): Node => ({ kind: "directive", name, args });

/** `name args { children }` */
export const block = (name: Text, args: readonly Text[], children: Nodes): Node => ({
  kind: "block",
  name,
  args,
  children,
});

/** Lines of comment. */
export const comment = (text: string): Node => ({ kind: "comment", text });

/** An empty line. */
export const blank: Node = { kind: "blank" };

/** `$name` */
export const variable = (name: string): Variable => ({ variable: name });

/** A regular expression, which nginx hands to PCRE as it is. */
export const regex = (text: string): Verbatim => ({ verbatim: text });
