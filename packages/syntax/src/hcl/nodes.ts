/** What HCL works out when it is read. */
export type Expression =
  | { readonly kind: "reference"; readonly name: string }
  | { readonly kind: "template"; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: "when"; readonly name: string; readonly yes: Value; readonly no: Value }
  | { readonly kind: "is-set"; readonly name: string }
  | { readonly kind: "or"; readonly name: string; readonly otherwise: string | undefined };

/** A value of an attribute. Text means itself. */
export type Value = string | number | boolean | readonly Value[] | ReadonlyMap<string, Value> | Expression;

/** A part of a body: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md */
export type Node =
  | {
      readonly kind: "block";
      readonly type: string;
      readonly labels: readonly string[];
      readonly body: readonly Node[];
    }
  | { readonly kind: "attribute"; readonly name: string; readonly value: Value }
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "blank-line" };

/** `type "label" { … }` */
export const block = (type: string, labels: readonly string[], body: readonly Node[]): Node => ({
  kind: "block",
  type,
  labels,
  body,
});

/** `name = value` */
export const attribute = (name: string, value: Value): Node => ({ kind: "attribute", name, value });

/** Lines of comment. */
export const comment = (text: string): Node => ({ kind: "comment", text });

/** An empty line. */
export const blank: Node = { kind: "blank-line" };

/** The value of a variable. */
export const ref = (name: string): Expression => ({ kind: "reference", name });

/** Text with values in it. */
export const template = (...parts: readonly (string | Expression)[]): Expression => ({ kind: "template", parts });

/** One value where a variable is true, else the other. */
export const when = (name: string, yes: Value, no: Value): Expression => ({ kind: "when", name, yes, no });

/** True where a variable is not empty. */
export const isSet = (name: string): Expression => ({ kind: "is-set", name });

/** The value of a variable; where it is empty another one, or nothing at all. */
export const or = (name: string, otherwise?: string): Expression => ({ kind: "or", name, otherwise });
