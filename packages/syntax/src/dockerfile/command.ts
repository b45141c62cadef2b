import { printable } from "../printable";
import { Unprintable } from "../unprintable";
import type { Chain, Command } from "./nodes";

/** The words of a command, which nothing expands. */
export const printWords = (what: string, words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(printable(what, word))).join(", ")}]`;

/** A command for the container: its words, or one line for the shell. */
export function printCommand(what: string, command: Command): string {
  if (typeof command !== "string") return printWords(what, command);
  if (!line.test(command)) throw new Unprintable(what, command, "one line for the shell, or a list of words");
  return printable(what, command);
}

/** A command of the build: its words, a chain, or a text for the shell that may have many lines. */
export function printScript(command: Command | Chain): string {
  if (typeof command === "object" && "shell" in command) return command.shell.map(printLink).join(" && \\\n    ");
  if (typeof command !== "string" || isLine(command)) return printCommand("RUN", command);
  return printHeredoc(command);
}

/** What the builder hands to the shell as it is: it looks for flags, for a list, and for more to come. */
const line = /^(?!\s|--|\[)[^\n\r]*[^\s\\]$/;

/** The same in a RUN, where `<<` announces a here-document. */
const isLine = (command: string): boolean => line.test(command) && !command.includes("<<");

/** One of the commands of a chain. After `#`, the builder drops the line and the shell the rest. */
function printLink(command: string): string {
  if (!isLine(command) || command.startsWith("#")) {
    throw new Unprintable("command of a RUN", command, "one line that is a command by itself");
  }
  return printable("command of a RUN", command);
}

/** https://docs.docker.com/reference/dockerfile/#here-documents */
function printHeredoc(text: string): string {
  const lines = printable("RUN", text).replace(/\n$/, "").split("\n");
  let end = "EOF";
  while (lines.some((one) => one.replace(/\r+$/, "") === end)) end += "_";
  return [`<<${end}`, ...lines, end].join("\n");
}
