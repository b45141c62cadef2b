import { printable } from "../printable";

/** The glob that matches this path alone, for Nx: https://nx.dev/docs/reference/inputs */
export const literal = (path: string): string => printable("path in a glob", path).replace(/[\\*?[\]{}()!]/g, "\\$&");
