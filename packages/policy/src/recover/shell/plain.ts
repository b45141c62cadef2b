/** A word as it is written, and where it begins in its text. */
export interface PlainWord {
  readonly text: string;
  readonly start: number;
}

/** The words of a command, and the operators around it. */
export interface PlainCommand {
  readonly words: readonly PlainWord[];
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/** They begin what is no simple command: https://www.gnu.org/software/bash/manual/html_node/Reserved-Words.html */
const reserved = new Set(
  "if then else elif fi do done case esac while until for in function select time coproc".split(" "),
);

/** Blanks and lines that go on, then an operator or a word in which a shell has nothing to quote and nothing to fill in. */
const piece = /[ \t]*(?:[ \t]\\\n[ \t]*)*(?:(&&|\|\|)|([\w./:=@%+,*?-]+))/y;
const blank = /[ \t]*$/y;

/**
 * Commands in a row, `a b && c d`, of plain words alone, as most are written: to read them takes a tenth of what the parser
 * takes. Undefined for all else.
 */
export function plainCommands(text: string): readonly PlainCommand[] | undefined {
  const found: PlainCommand[] = [];
  let words: PlainWord[] = [];
  let previous: string | undefined;
  let at = 0;
  for (;;) {
    piece.lastIndex = at;
    const [, operator, word] = piece.exec(text) ?? [];
    if (word !== undefined) {
      at = piece.lastIndex;
      if (words.length === 0 && (word.includes("=") || reserved.has(word))) return undefined;
      words.push({ text: word, start: at - word.length });
    } else if (operator !== undefined) {
      at = piece.lastIndex;
      if (words.length === 0) return undefined;
      found.push({ words, previous, next: operator });
      previous = operator;
      words = [];
    } else break;
  }
  blank.lastIndex = at;
  if (!blank.test(text) || (words.length === 0 && previous !== undefined)) return undefined;
  if (words.length > 0) found.push({ words, previous, next: undefined });
  return found;
}
