import { commentLines } from "../printable";
import { Unprintable } from "../unprintable";

/** Lines of comment, none of which the builder takes for a directive. */
export function printComment(text: string): string {
  const lines = commentLines("Dockerfile comment", text);
  if (lines.some((line) => /^#\s*(?:syntax|check|escape)\s*=/i.test(line))) {
    throw new Unprintable("Dockerfile comment", text, "no text that reads as a directive");
  }
  return lines.join("\n");
}

/** https://docs.docker.com/reference/dockerfile/#parser-directives */
export function printDirective(name: string, value: string): string {
  if (!/^\S(?:.*\S)?$/.test(value)) throw new Unprintable("Dockerfile directive", value, "a value on one line");
  return `# ${name}=${value}`;
}
