import { printable } from "../printable";

/** The word as a POSIX shell reads it back, in single quotes only where it needs them. */
export const quote = (word: string): string =>
  /^(?:[A-Za-z0-9_@%+:,./-]+|-[A-Za-z0-9_@%+:,./=-]+)$/.test(word) && !reserved.has(word)
    ? word
    : `'${printable("shell word", word).replaceAll("'", "'\\''")}'`;

/** Words that begin or end a construct where a command may stand. */
const reserved: ReadonlySet<string> = new Set(
  "if then else elif fi do done case esac while until for in function select time".split(" "),
);
