import { type Fact, type Place, place, type Source } from "../../place";
import { commandsOf } from "../shell/commands";
import type { Dockerfile, Fault, Flag, Heredoc, Instruction, Pair, Word } from "./nodes";
import { stagesOf } from "./stages";
import { firstBlank, shellText, trailing, unquoted, wordsOf } from "./words";

/** The instructions that there are: https://docs.docker.com/reference/dockerfile/ */
const keywords = new Set(
  (
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME " +
    "WORKDIR"
  ).split(" "),
);
const withJson = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"]);
const withFlags = new Set(["ADD", "COPY", "FROM", "HEALTHCHECK", "RUN", "WORKDIR"]);
const withHeredocs = new Set(["ADD", "COPY", "RUN"]);
const withShell = new Set(["CMD", "ENTRYPOINT", "HEALTHCHECK", "RUN"]);
const none: readonly never[] = [];
const withPairs = new Set(["ARG", "ENV", "LABEL"]);

/** A Dockerfile as BuildKit reads it: https://github.com/moby/buildkit/tree/master/frontend/dockerfile/parser */
export function readDockerfile(source: Source): Dockerfile {
  const reader = new Reader(source);
  const instructions = reader.instructions();
  const dockerfile: Dockerfile = {
    kind: "dockerfile",
    source,
    path: source.path,
    escape: reader.escape,
    ...(reader.syntax && { syntax: reader.syntax }),
    instructions,
    globals: instructions.slice(0, firstFrom(instructions)).filter(({ keyword }) => keyword === "ARG"),
    stages: [],
    faults: reader.faults,
  };
  return Object.assign(dockerfile, { stages: stagesOf(dockerfile) });
}

const firstFrom = (instructions: readonly Instruction[]): number => {
  const at = instructions.findIndex(({ keyword }) => keyword === "FROM");
  return at < 0 ? instructions.length : at;
};

class Reader {
  readonly faults: Fault[] = [];
  escape: "\\" | "`" = "\\";
  syntax: Fact<string> | undefined;
  #at: number;

  constructor(readonly source: Source) {
    this.#at = source.text.startsWith("\ufeff") ? 1 : 0;
  }

  instructions(): Instruction[] {
    this.#directives();
    const found: Instruction[] = [];
    while (this.#at < this.source.text.length) {
      const line = this.#line();
      const content = line.text.trimStart();
      if (content.trim() === "" || content.startsWith("#")) continue;
      found.push(this.#instruction(line.start + line.text.length - content.length, line));
    }
    return found;
  }

  #line() {
    const { text } = this.source;
    const start = this.#at;
    const end = text.indexOf("\n", start);
    this.#at = end < 0 ? text.length : end + 1;
    return { start, text: text.slice(start, end < 0 ? text.length : end) };
  }

  #directives(): void {
    for (;;) {
      const back = this.#at;
      const { start, text } = this.#line();
      const [, name, value] = /^[ \t]*#[ \t]*([a-zA-Z][\w-]*)[ \t]*=[ \t]*(.+?)[ \t\r]*$/.exec(text) ?? [];
      const key = name?.toLowerCase();
      if (key === undefined || value === undefined || !["syntax", "escape", "check"].includes(key)) {
        this.#at = back;
        return;
      }
      if (key === "escape" && (value === "`" || value === "\\")) this.escape = value;
      if (key === "syntax") this.syntax = { value, at: place(this.source, start, start + text.length) };
    }
  }

  #instruction(start: number, first: { start: number; text: string }): Instruction {
    const blanks: number[] = [];
    let line = first;
    let end = line.start + line.text.trimEnd().length;
    while (trailing(line.text, this.escape) >= 0 && this.#at < this.source.text.length) {
      do {
        line = this.#line();
        if (line.text.trim() === "") blanks.push(line.start);
      } while (/^[ \t\r]*(#|$)/.test(line.text) && this.#at < this.source.text.length);
      if (!/^[ \t\r]*(#|$)/.test(line.text)) end = line.start + line.text.trimEnd().length;
    }
    return this.#parsed(start, end, blanks);
  }

  #parsed(start: number, end: number, blanks: readonly number[], isTrigger = false): Instruction {
    const { source } = this;
    const written = source.text.slice(start, Math.min(firstBlank(source.text, start), end, start + 64));
    const keyword = keywords.has(written) ? written : written.toUpperCase();
    const keywordAt = place(source, start, start + written.length);
    const isShell = keyword === "RUN";
    // a shell's words are for its own parser: of them only the flags and the first
    const words = wordsOf(source, start + written.length, end, this.escape, isShell ? isFlag : undefined);
    if (!keywords.has(keyword)) {
      this.#fault(keywordAt, `there is no instruction \`${written}\``);
    } else if (words.length === 0) {
      this.#fault(keywordAt, `\`${keyword}\` has no argument`);
    }
    // one in another is refused by every builder
    if (keyword === "ONBUILD" && words.length > 0 && !isTrigger) {
      const trigger = this.#parsed(words[0]!.at.start, end, [], true);
      const rest = place(source, trigger.at.start, trigger.at.end);
      const at = place(source, start, trigger.at.end);
      const { heredocs } = trigger;
      return new Read(
        keyword,
        keywordAt,
        at,
        rest,
        none,
        words,
        heredocs,
        none,
        blanks,
        undefined,
        this.escape,
        trigger,
      );
    }
    const flags = withFlags.has(keyword) ? flagsOf(words) : [];
    const args = flags.length === 0 ? words : words.slice(flags.length);
    const rest = place(source, args[0]?.at.start ?? end, end);
    const heredocs = withHeredocs.has(keyword) ? this.#heredocs(rest) : none;
    const at = heredocs.length === 0 ? place(source, start, end) : place(source, start, heredocs.at(-1)!.body.end);
    const json = jsonOf(keyword, rest, args);
    const pairs = withPairs.has(keyword) ? pairsOf(keyword, args, rest, this.escape) : none;
    const all = isShell ? undefined : args;
    return new Read(keyword, keywordAt, at, rest, flags, all, heredocs, pairs, blanks, json, this.escape);
  }

  #heredocs(rest: Place): readonly Heredoc[] {
    const { source } = this;
    if (!source.text.slice(rest.start, rest.end).includes("<<")) return none;
    return wordsOf(source, rest.start, rest.end, this.escape).flatMap(({ value, at }) => {
      if (!value.includes("<<")) return [];
      const [, dash, quoted, bare] = /^\d*<<(-?)(?:(["'][^"']+["'])|([^<\s"'|&;()]+))$/.exec(value) ?? [];
      const name = bare ?? quoted?.slice(1, -1);
      if (name === undefined) return [];
      const start = this.#at;
      while (this.#at < source.text.length) {
        const line = this.#line();
        const text = line.text.replace(/\r$/, "");
        if ((dash ? text.replace(/^\t+/, "") : text) === name) {
          return { name, quoted: quoted !== undefined, closed: true, body: place(source, start, line.start) };
        }
      }
      this.#fault(at, `the here-document \`${name}\` is never closed`);
      return { name, quoted: quoted !== undefined, closed: false, body: place(source, start, source.text.length) };
    });
  }

  #fault(at: Place, says: string): void {
    this.faults.push({ at, says });
  }
}

const isFlag = (word: string): boolean => word.startsWith("--") && /^--[a-zA-Z]/.test(word);

function flagsOf(words: readonly Word[]): readonly Flag[] {
  if (words[0] === undefined || !isFlag(words[0].value)) return none;
  const end = words.findIndex(({ value }) => !isFlag(value));
  return words.slice(0, end < 0 ? words.length : end).map(({ at, value }) => {
    const equals = value.indexOf("=");
    const name = value.slice(2, equals < 0 ? undefined : equals);
    return { value, at, name, setting: equals < 0 ? "" : value.slice(equals + 1) };
  });
}

/** Exec form counts only where it is JSON: everything else goes to a shell, brackets and all. */
function jsonOf(keyword: string, { source, start, end }: Place, words: readonly Word[]): readonly string[] | undefined {
  const skip = keyword === "HEALTHCHECK" && /^cmd$/i.test(words[0]?.value ?? "") ? 1 : 0;
  if ((!withJson.has(keyword) && skip === 0) || source.text[words[skip]?.at.start ?? start] !== "[") return undefined;
  try {
    const found = JSON.parse(flat(source.text.slice(words[skip]?.at.start ?? start, end)));
    return Array.isArray(found) && found.every((item) => typeof item === "string") ? found : undefined;
  } catch {
    return undefined;
  }
}

const flat = (text: string): string => text.replace(/[\\`][ \t\r]*\n/g, " ").replace(/^[ \t]*#.*\n/gm, "");

function pairsOf(keyword: string, words: readonly Word[], rest: Place, escapes: string): readonly Pair[] {
  const [first, ...others] = words;
  if (first === undefined) return [];
  if (keyword !== "ARG" && !first.value.includes("=")) {
    const start = others[0]?.at.start ?? rest.end;
    const value = flat(rest.source.text.slice(start, rest.end)).trim();
    return [{ name: first.value, value, at: place(rest.source, first.at.start, rest.end), legacy: true }];
  }
  return words.map(({ value, at }) => {
    const equals = value.indexOf("=");
    if (equals < 0) return { name: value, at };
    return { name: unquoted(value.slice(0, equals), escapes), value: unquoted(value.slice(equals + 1), escapes), at };
  });
}

/** Shell is parsed only when a rule asks for it, and so are its words. */
class Read implements Instruction {
  #commands: Instruction["commands"] | undefined;
  #words: readonly Word[] | undefined;

  constructor(
    readonly keyword: string,
    readonly keywordAt: Place,
    readonly at: Place,
    readonly rest: Place,
    readonly flags: readonly Flag[],
    words: readonly Word[] | undefined,
    readonly heredocs: readonly Heredoc[],
    readonly pairs: readonly Pair[],
    readonly blanks: readonly number[],
    readonly json: Instruction["json"],
    readonly escapes: string,
    readonly trigger?: Instruction,
  ) {
    this.#words = words;
  }

  get words(): readonly Word[] {
    this.#words ??= wordsOf(this.rest.source, this.rest.start, this.rest.end, this.escapes);
    return this.#words;
  }

  get commands(): Instruction["commands"] {
    this.#commands ??= commandsIn(this, this.escapes);
    return this.#commands;
  }
}

function commandsIn(instruction: Omit<Instruction, "commands">, escapes: string): Instruction["commands"] {
  const { heredocs, json, keyword, rest } = instruction;
  const { source } = rest;
  if (!withShell.has(keyword)) return none;
  if (json !== undefined) return commandsOf.argv(json, rest);
  if (keyword === "RUN" && heredocs.length > 0 && /^\d*<</.test(instruction.words[0]?.value ?? "")) {
    return heredocs.flatMap(({ body }) => commandsOf.shell(source.text.slice(body.start, body.end), body));
  }
  let { start } = rest;
  if (keyword === "HEALTHCHECK") {
    const [type, command] = instruction.words;
    if (!/^cmd$/i.test(type?.value ?? "")) return none;
    start = command?.at.start ?? rest.end;
  }
  return commandsOf.shell(shellText(source, start, rest.end, escapes), place(source, start, rest.end));
}
