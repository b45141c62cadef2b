/** One line of an ignore file. */
export type Line =
  | { readonly kind: "exclude"; readonly pattern: string }
  | { readonly kind: "include"; readonly pattern: string }
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "blank" };

/** Whatever matches is left out. */
export const exclude = (pattern: string): Line => ({ kind: "exclude", pattern });

/** Whatever matches is let back in. */
export const include = (pattern: string): Line => ({ kind: "include", pattern });

/** Lines of comment. */
export const comment = (text: string): Line => ({ kind: "comment", text });

/** An empty line. */
export const blank: Line = { kind: "blank" };
