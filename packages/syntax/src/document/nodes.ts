/** A document for people, whatever language it is printed in. */
export interface Document {
  /** Prose, as `prose` reads it. */
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

/** A heading and what stands below it. */
export interface Section {
  /** Prose, as `prose` reads it. */
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

export type Block =
  | { readonly kind: "paragraph"; readonly text: Text }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "table"; readonly head: readonly Text[]; readonly rows: readonly (readonly Text[])[] }
  /** Each item is a sentence, and what belongs to it. */
  | { readonly kind: "list"; readonly style: ListStyle; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: "picture"; readonly path: string; readonly alternative: string }
  /** The headings below it, made by the reader; Markdown's readers make none. */
  | { readonly kind: "contents"; readonly title: string };

export type ListStyle = "bullets" | "steps" | "tasks";

/** A run of prose: whatever stands in it comes out as itself. Spaces and newlines in a row count as one space. */
export type Text = readonly Inline[];

export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly url: string };

/** Prose in which what stands between backticks is code; all else is literal. */
export const prose = (text: string): Text =>
  text.split("`").flatMap((part, index, parts): Inline[] => {
    // a last backtick that opens nothing is one of the text
    if (index % 2 === 1 && index === parts.length - 1) return [{ kind: "text", text: `\`${part}` }];
    return part === "" ? [] : [{ kind: index % 2 === 1 ? "code" : "text", text: part }];
  });

export const paragraph = (text: string | Text): Block => ({
  kind: "paragraph",
  text: typeof text === "string" ? prose(text) : text,
});
export const code = (text: string, language = "sh"): Block => ({ kind: "code", language, text });
export const table = (head: readonly string[], rows: readonly (readonly (string | Text)[])[]): Block => ({
  kind: "table",
  head: head.map(prose),
  rows: rows.map((row) => row.map((cell) => (typeof cell === "string" ? prose(cell) : cell))),
});
export const list = (style: ListStyle, items: readonly (readonly Block[])[]): Block => ({ kind: "list", style, items });

/** Spaces and newlines in a row are one space; none at the ends. */
export const collapsed = (text: string): string => text.replace(/\s+/g, " ");
