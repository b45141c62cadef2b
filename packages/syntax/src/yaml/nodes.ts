const wrapper = Symbol("yaml wrapper");

/** A value with no parts. */
export type YamlScalar = string | number | boolean | null;

/** A list; it prints on one line where it is short and plain. */
export type YamlList = readonly YamlValue[];

/** A map in the order of its keys. An undefined value is left out, key and all. */
export interface YamlMap {
  readonly [key: string]: YamlValue | undefined;
}

/** Compose's merge tags: https://docs.docker.com/reference/compose-file/merge/#replace-value */
export type YamlTag = "!reset" | "!override";

/** A value with a tag before it. */
export interface Tagged {
  readonly [wrapper]: "tagged";
  readonly tag: YamlTag;
  readonly value: YamlScalar | YamlList | YamlMap;
}

/** A value with comment lines above its key or its dash. */
export interface Commented {
  readonly [wrapper]: "commented";
  readonly comment: string;
  readonly value: YamlScalar | YamlList | YamlMap | Tagged;
}

/** A text with a comment behind it, on its line. */
export interface Remarked {
  readonly [wrapper]: "remarked";
  readonly remark: string;
  readonly value: string;
}

/** Everything that can stand in a document. */
export type YamlValue = YamlScalar | YamlList | YamlMap | Tagged | Commented | Remarked;

/** A value under a tag. */
export const tagged = (tag: YamlTag, value: Tagged["value"]): Tagged => ({ [wrapper]: "tagged", tag, value });

/** A value under a comment. */
export const commented = (comment: string, value: Commented["value"]): Commented => ({
  [wrapper]: "commented",
  comment,
  value,
});

/** A text before a comment. */
export const remarked = (value: string, remark: string): Remarked => ({ [wrapper]: "remarked", remark, value });

/** Whether a value carries a tag. */
export const isTagged = (value: YamlValue | undefined): value is Tagged => wrapperOf(value) === "tagged";

/** Whether a value carries a comment. */
export const isCommented = (value: YamlValue | undefined): value is Commented => wrapperOf(value) === "commented";

/** Whether a value has a comment behind it. */
export const isRemarked = (value: YamlValue | undefined): value is Remarked => wrapperOf(value) === "remarked";

const wrapperOf = (value: YamlValue | undefined): "tagged" | "commented" | "remarked" | undefined =>
  typeof value === "object" && value !== null ? (value as Partial<Tagged | Commented | Remarked>)[wrapper] : undefined;
