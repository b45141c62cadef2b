import { Unprintable } from "../unprintable";

/** The text as a Compose value that means itself: https://docs.docker.com/reference/compose-file/interpolation/ */
export const escapeInterpolation = (text: string): string => text.replaceAll("$", "$$$$");

/** A variable of Compose's, and what happens where it is unset or empty. */
export interface Interpolation {
  readonly name: string;
  /** What stands in for it. */
  readonly fallback?: string;
  /** What Compose says as it stops. */
  readonly required?: string;
}

/** The value of a variable: `${NAME}`, `${NAME:-fallback}` or `${NAME:?what to do}`. */
export function interpolation({ name, fallback, required }: Interpolation): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Unprintable("Compose variable", name, "letters, digits and underscores");
  }
  if (required !== undefined) return `\${${name}:?${inside("Compose message", required)}}`;
  return fallback === undefined ? `\${${name}}` : `\${${name}:-${inside("Compose fallback", fallback)}}`;
}

function inside(what: string, text: string): string {
  if (/[{}\n]/.test(text)) throw new Unprintable(what, text, "one line without braces: Compose has no escape for them");
  return escapeInterpolation(text);
}
