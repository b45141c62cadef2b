/** One line of a `.gitattributes` file. */
export type Line =
  | { readonly kind: "line"; readonly path: string; readonly attributes: readonly string[] }
  | { readonly kind: "comment"; readonly text: string };

/** What is true of one file, by its path from the folder that the `.gitattributes` file is in. */
export const line = (path: string, attributes: readonly string[]): Line => ({ kind: "line", path, attributes });

/** Lines of comment. */
export const comment = (text: string): Line => ({ kind: "comment", text });
