import { rememberedOf } from "./remembered";

/** A text file of the checked repository. */
export interface Source {
  /** Relative to the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A stretch of a file, as offsets into its text. Line and column are worked out only where they are shown. */
export interface Place {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** A place as people and formats name it: both from one, the end exclusive, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A value and where it was written. */
export interface Fact<T> {
  readonly value: T;
  readonly at: Place;
}

export const place = (source: Source, start: number, end: number): Place => ({ source, start, end });

/** The beginning of a file: where what is absent from it is told. */
export const beginningOf = (source: Source): Place => {
  const end = source.text.indexOf("\n");
  return { source, start: 0, end: end < 0 ? source.text.length : end };
};

export function positionOf({ source, start, end }: Place): Position {
  const lines = lineStarts(source);
  const first = lineOf(lines, start);
  const last = lineOf(lines, Math.max(start, end));
  return {
    line: first + 1,
    column: start - lines[first]! + 1,
    endLine: last + 1,
    endColumn: Math.max(start, end) - lines[last]! + 1,
  };
}

/** The text of one line, from one, without its end. */
export function lineText(source: Source, line: number): string {
  const lines = lineStarts(source);
  const start = lines[line - 1];
  return start === undefined ? "" : source.text.slice(start, lines[line]).replace(/\r?\n$/, "");
}

export const lineCount = (source: Source): number => lineStarts(source).length;

/** Offset of the first character of a line, from one. */
export const offsetOf = (source: Source, line: number): number => lineStarts(source)[line - 1] ?? source.text.length;

/** Where the line of an offset ends, its end with it. */
export const lineEnd = ({ text }: Source, offset: number): number => text.indexOf("\n", offset) + 1 || text.length;

/** The whole line in which a place begins, its end with it. */
export const lineAt = ({ source, start }: Place): Place => ({
  source,
  start: source.text.lastIndexOf("\n", start - 1) + 1,
  end: lineEnd(source, start),
});

/** What is written at a place. */
export const textAt = ({ source, start, end }: Place): string => source.text.slice(start, end);

const lineStarts = rememberedOf(({ text }: Source): readonly number[] => {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
});

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
