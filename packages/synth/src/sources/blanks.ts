/** From where to where in a text. */
export type Span = readonly [from: number, to: number];

/** The text with blanks in place of spans, so that each line and column stays where it is. */
export function blanked(text: string, spans: readonly Span[]): string {
  let code = "";
  let done = 0;
  for (const [from, to] of [...spans].sort(([a], [b]) => a - b)) {
    if (to <= done) continue;
    const start = Math.max(from, done);
    code += text.slice(done, start) + text.slice(start, to).replace(/[^\n]/g, " ");
    done = to;
  }
  return code + text.slice(done);
}

export const wordsIn = (text: string): string[] => text.match(/[A-Za-z_]\w*/g) ?? [];

/** A literal that holds one word, as a variable's name would be. */
export const isWord = (literal: string): boolean => /^[A-Za-z]*(["'])\w*\1$/.test(literal);

/** A literal without its quotes, and without what stands before them. */
export function insideQuotes(text: string, [from, to]: Span): Span {
  const [before = "", quotes = ""] = /^[A-Za-z]*("""|'''|["'`])/.exec(text.slice(from, from + 8)) ?? [];
  return [from + before.length, Math.max(from + before.length, to - quotes.length)];
}

/** What of a span is left beside others that lie in it, in their order. */
export function beside([from, to]: Span, others: readonly Span[]): Span[] {
  const starts = [from, ...others.map(([, end]) => end)];
  const ends = [...others.map(([start]) => start), to];
  return starts.map((start, index) => [start, ends[index]!]);
}
