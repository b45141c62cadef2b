import { commentLines, printable } from "../printable";

/** Lines of POSIX shell. A line may hold line breaks of its own, inside of quotes: nothing indents those. */
export interface Script {
  readonly lines: readonly string[];
}

/** One script after the other; what is undefined leaves no trace. */
export const script = (...parts: readonly (Script | undefined)[]): Script => ({
  lines: parts.flatMap((part) => part?.lines ?? []),
});

/** Text that is a script already. */
export const raw = (text: string): Script => ({ lines: printable("shell script", text).split("\n") });

/** Lines of comment. */
export const comment = (text: string): Script => ({ lines: commentLines("shell comment", text) });

/** The text of a script. */
export const print = ({ lines }: Script): string => `${printable("shell script", lines.join("\n"))}\n`;
