import { lineCount, lineText, place, positionOf, type Source } from "../place";
import type { Dockerfile } from "../recover/dockerfile/nodes";
import type { Repository } from "../recover/repository";
import { unixEnds } from "../recover/script";
import { parseShell, visit } from "../recover/shell/commands";

/** Lines of a file, from one, both of them in it. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Which lines of a file belong together: what a comment in it speaks of. */
export class Layout {
  #below: number[] | undefined;
  #constructs: ReadonlyMap<number, Lines> | undefined;
  #beginnings: ReadonlyMap<string, readonly number[]> | undefined;
  readonly #blocks = new Map<number, Lines>();

  constructor(
    readonly source: Source,
    readonly dockerfile: Dockerfile | undefined,
    readonly isScript: boolean,
  ) {}

  /** The next line that is neither empty nor a comment. */
  codeBelow(line: number): number {
    if (this.#below === undefined) {
      this.#below = [];
      let next = lineCount(this.source) + 1;
      for (let at = next - 1; at >= 0; at--) {
        this.#below[at] = next;
        if (!isQuiet(lineText(this.source, at))) next = at;
      }
    }
    return this.#below[line] ?? line + 1;
  }

  /** Whether nothing but comments stands above a line. */
  isTop(line: number): boolean {
    const first = this.codeBelow(0);
    return line < (lineText(this.source, first).trim() === "---" ? this.codeBelow(first) : first);
  }

  /** The instruction, the statement of a script, or else the line that begins there. */
  constructAt(line: number): Lines {
    this.#constructs ??= new Map(this.#made().map((lines) => [lines.first, lines]));
    return this.#constructs.get(line) ?? { first: line, last: line };
  }

  /** What is nested below a line: the rest of a stage, or what is indented further. */
  blockAt(line: number): Lines {
    let block = this.#blocks.get(line);
    if (block === undefined) {
      const stage = this.dockerfile?.stages.find(({ from }) => positionOf(from.at).line === line);
      block =
        stage !== undefined
          ? { first: line, last: linesOf((stage.instructions.at(-1) ?? stage.from).at).last }
          : this.dockerfile === undefined
            ? this.#indented(line)
            : this.constructAt(line);
      this.#blocks.set(line, block);
    }
    return block;
  }

  /** The lines in which a stage or service may begin. */
  beginningsOf(within: string): readonly number[] {
    const [, kind, name = ""] = /^(stage|service) (.+)$/.exec(within) ?? [];
    if (kind === undefined) return [];
    this.#beginnings ??= this.#begun();
    return this.#beginnings.get(name) ?? [];
  }

  #begun(): ReadonlyMap<string, readonly number[]> {
    const found = new Map<string, number[]>();
    const add = (name: string, line: number) => {
      const lines = found.get(name);
      if (lines === undefined) found.set(name, [line]);
      else lines.push(line);
    };
    for (const { from, index, name } of this.dockerfile?.stages ?? [])
      add(name?.value ?? String(index), positionOf(from.at).line);
    if (this.dockerfile === undefined)
      for (let line = 1; line <= lineCount(this.source); line++) {
        const [, name] = /^\s*["']?([^"'\s#]+)["']?:\s*$/.exec(lineText(this.source, line)) ?? [];
        if (name !== undefined) add(name, line);
      }
    return found;
  }

  #made(): Lines[] {
    if (this.dockerfile !== undefined) return this.dockerfile.instructions.map(({ at }) => linesOf(at));
    const statements: Lines[] = [];
    if (this.isScript)
      visit(parseShell(unixEnds(this.source)), ({ end, pos, type }) => {
        if (type === "Statement") statements.push(linesOf(place(this.source, pos, end)));
        return true;
      });
    return statements.reverse(); // of those that begin in one line, the outermost is the last, and counts
  }

  #indented(line: number): Lines {
    const text = lineText(this.source, line);
    const depth = indentOf(text);
    // a list may stand as far left as the key that it belongs to
    const isItem = (each: string) => /^\s*-(?:\s|$)/.test(each);
    let last = line;
    for (let next = line + 1; next <= lineCount(this.source); next++) {
      const below = lineText(this.source, next);
      if (isQuiet(below)) continue;
      if (indentOf(below) < depth || (indentOf(below) === depth && (isItem(text) || !isItem(below)))) break;
      last = next;
    }
    return { first: line, last };
  }
}

/** The layout of each file of a repository, made when it is first asked for. */
export function layoutsOf({ dockerfiles, scripts }: Repository): (source: Source) => Layout {
  const byPath = new Map(dockerfiles.map((dockerfile) => [dockerfile.path, dockerfile]));
  const scriptPaths = new Set(scripts.map(({ path }) => path));
  const known = new Map<string, Layout>();
  return (source) => {
    let layout = known.get(source.path);
    if (layout === undefined) {
      layout = new Layout(source, byPath.get(source.path), scriptPaths.has(source.path));
      known.set(source.path, layout);
    }
    return layout;
  };
}

const isQuiet = (text: string): boolean => /^\s*(?:#|$)/.test(text);
const indentOf = (text: string): number => text.search(/\S|$/);

function linesOf(at: Parameters<typeof positionOf>[0]): Lines {
  const { endColumn, endLine, line } = positionOf(at);
  return { first: line, last: endColumn === 1 && endLine > line ? endLine - 1 : endLine };
}
