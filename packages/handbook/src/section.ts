import { document } from "@quaywright/syntax";
import type { View } from "./view";

/** Makes a part of the handbook; undefined where there is nothing to say of a stack. */
export type MakeSection = (view: View) => document.Section | undefined;

type Content = document.Block | document.Section | undefined | readonly (document.Block | document.Section)[];

/** A section of what there is: blocks before its inner sections; undefined when that is nothing. */
export function section(title: string, ...content: readonly Content[]): document.Section | undefined {
  const all = content.flat().filter((each) => each !== undefined);
  if (all.length === 0) return undefined;
  const isSection = (each: document.Block | document.Section): each is document.Section => "sections" in each;
  return {
    title,
    blocks: all.filter((each): each is document.Block => !isSection(each)),
    sections: all.filter(isSection),
  };
}

/** A table, unless it had no rows. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): document.Block | undefined =>
  rows.length === 0 ? undefined : document.table(head, rows);

export const code = (value: string): string => (value === "" || value.includes("`") ? value : `\`${value}\``);
export const codes = (values: readonly string[]): string => values.map(code).join(", ");
