import { printable } from "../printable";
import { Unprintable } from "../unprintable";
import type { Chain, Command } from "./nodes";
import { oneLine } from "./word";

/** The words of a command, which nothing expands. */
export const printWords = (what: string, words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(printable(what, word))).join(", ")}]`;

/** A command for the container: its words, or one line for the shell. */
export function printCommand(what: string, command: Command): string {
  if (typeof command !== "string") return printWords(what, command);
  if (!isLine(command)) throw new Unprintable(what, command, "one line for the shell, or a list of words");
  return printable(what, command);
}

/** A command of the build: its words, a chain, or a text for the shell that may have many lines. */
export function printScript(command: Command | Chain): string {
  if (typeof command === "object" && "shell" in command) return command.shell.map(printLink).join(" && \\\n    ");
  if (typeof command !== "string" || isLine(command)) return printCommand("RUN", command);
  return printHeredoc(command);
}

/** Whether the builder hands this line to the shell as it is, and not as flags, a list, or the start of more. */
const isLine = (text: string): boolean => /^(?!\s|--|\[)[^\n\r]*[^\s\\]$/.test(text) && !/(?:^|\s)\d*<</.test(text);

function printLink(command: string): string {
  if (!isLine(command) || command.startsWith("#")) {
    throw new Unprintable("command of a RUN", command, "one line that is a command by itself");
  }
  return oneLine("command of a RUN", command);
}

/** https://docs.docker.com/reference/dockerfile/#here-documents */
function printHeredoc(text: string): string {
  if (/\r/.test(text)) throw new Unprintable("RUN", text, "lines that end in a newline alone");
  const lines = printable("RUN", text).replace(/\n$/, "").split("\n");
  let end = "EOF";
  while (lines.includes(end)) end += "_";
  return [`<<${end}`, ...lines, end].join("\n");
}
