import { type Place, place, type Source } from "../place";
import type { Service } from "./compose/service";
import type { Stage } from "./dockerfile/nodes";
import { type Command, commandsOf, parseShell, visit } from "./shell/commands";

/** A use of a variable in a script. */
export interface Expansion {
  readonly name: string;
  readonly at: Place;
  /** `:-`, `:?`, `-`, `?`, `+`, `:+`, … */
  readonly operator?: string;
  readonly operand?: string;
  /** Not inside of double quotes, in a command's words: it is split and globbed. */
  readonly bare: boolean;
  readonly inTest: boolean;
}

export interface Assigned {
  readonly name: string;
  readonly at: Place;
  readonly value: string;
}

/** A shell script that a container starts with. */
export interface Script {
  readonly kind: "script";
  readonly source: Source;
  readonly path: string;
  /** The program of the first line: `sh`, `bash`; undefined where there is no `#!`. */
  readonly shell?: string;
  readonly shebang?: Place;
  readonly commands: readonly Command[];
  readonly expansions: readonly Expansion[];
  readonly assigned: readonly Assigned[];
  /** The uses in a stretch of it. */
  expansionsIn(at: Place): readonly Expansion[];
  readonly faults: readonly { readonly at: Place; readonly says: string }[];
  /** Options that are on by `set` or by the first line: `errexit`, `nounset`, `pipefail`, `xtrace`. */
  readonly options: ReadonlySet<string>;
  /** Who starts with it. */
  readonly stages: Stage[];
  readonly services: Service[];
}

const letters: Readonly<Record<string, string>> = { e: "errexit", u: "nounset", x: "xtrace", f: "noglob" };

export function readScript(source: Source): Script {
  const first = source.text.split("\n", 1)[0]!;
  const [, program, flags = ""] =
    /^(?:\ufeff)?#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]*)?)?(\S+)[ \t]*(.*?)\r?$/.exec(first) ?? [];
  const whole = place(source, 0, source.text.length);
  const text = unixEnds(source);
  const facts = lazily(source);
  const script = {
    kind: "script" as const,
    source,
    path: source.path,
    ...(program !== undefined && {
      shell: program.slice(program.lastIndexOf("/") + 1),
      shebang: place(source, 0, first.length),
    }),
    stages: [],
    services: [],
    expansionsIn: ({ end, start }: Place) => {
      const { expansions } = facts();
      let low = 0;
      let high = expansions.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (expansions[middle]!.at.start < start) low = middle + 1;
        else high = middle;
      }
      let last = low;
      while (last < expansions.length && expansions[last]!.at.start < end) last += 1;
      return expansions.slice(low, last).filter(({ at }) => at.end <= end);
    },
  };
  const lazy = {
    commands: once(() => commandsOf.shell(text, whole)),
    expansions: once(() => facts().expansions),
    assigned: once(() => facts().assigned),
    faults: once(() => facts().faults),
    options: once(() => optionsOf(commandsOf.shell(text, whole), flags)),
  };
  for (const [name, value] of Object.entries(lazy))
    Object.defineProperty(script, name, { enumerable: false, get: value });
  return script as unknown as Script;
}

function optionsOf(commands: readonly Command[], flags: string): Set<string> {
  const options = new Set<string>();
  const take = (args: readonly string[]) => {
    for (const [index, arg] of args.entries()) {
      if (/^-[a-zA-Z]+$/.test(arg))
        for (const letter of arg.slice(1)) if (letters[letter]) options.add(letters[letter]!);
      if (/^-[a-zA-Z]*o$/.test(arg) && args[index + 1] !== undefined) options.add(args[index + 1]!);
    }
  };
  take(flags.split(/\s+/));
  for (const { args, name, within } of commands) if (name === "set" && within.length === 0) take(args);
  return options;
}

/** Windows line ends are a finding of their own, and no part of words. Places stay as they are. */
/** The text as the shell's parser reads it, every place where it was. */
export const unixEnds = ({ text }: Source): string => (text.includes("\r\n") ? text.replaceAll("\r\n", " \n") : text);

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const lazily = (source: Source) =>
  once(() => {
    const expansions: Expansion[] = [];
    const assigned: Assigned[] = [];
    const faults: { at: Place; says: string }[] = [];
    const at = ({ pos, end }: { pos: number; end: number }) => place(source, pos, end);
    try {
      const ast = parseShell(unixEnds(source));
      for (const { message, pos } of ast.errors ?? []) faults.push({ at: place(source, pos, pos + 1), says: message });
      const quoted = new Set<unknown>();
      const tests = new Set<unknown>();
      visit(ast, (node) => {
        if (node.type === "Assignment")
          assigned.push({ name: node.name, at: at(node), value: node.value?.value ?? "" });
        if (node.type === "For") assigned.push({ name: node.name.value, at: at(node.name), value: "" });
        if (
          node.type === "Command" &&
          ["read", "export", "local", "declare", "readonly", "typeset", "getopts"].includes(node.name?.value)
        ) {
          for (const word of node.suffix)
            if (word.type === "Word" && /^[A-Za-z_]\w*$/.test(word.value))
              assigned.push({ name: word.value, at: at(word), value: "" });
        }
        if (
          [
            "Assignment",
            "DoubleQuoted",
            "HereDocBody",
            "HereString",
            "Case",
            "ArithmeticExpansion",
            "ArithmeticCommand",
            "For",
          ].includes(node.type)
        )
          markAll(node, quoted);
        if (node.type === "TestCommand") {
          markAll(node, quoted);
          markAll(node, tests);
        }
        if (node.type === "Command" && ["[", "test"].includes(node.name?.value)) markAll(node, tests);
        if (node.type === "SimpleExpansion" || node.type === "ParameterExpansion") {
          const name = node.type === "SimpleExpansion" ? node.text.slice(1) : node.parameter;
          const { operation } = node;
          expansions.push({
            name,
            at: at(node),
            bare: !quoted.has(node),
            inTest: tests.has(node),
            ...(operation && { operator: operation.operator, operand: operation.operand?.value ?? "" }),
          });
        }
        return undefined;
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push({ at: place(source, 0, 0), says: "it is nested too deep to be read" });
    }
    expansions.sort((a, b) => a.at.start - b.at.start);
    return { expansions, assigned, faults };
  });

/** Words of a node that nothing splits. A command inside of them splits its own words again. */
function markAll(node: Parameters<typeof visit>[0], into: Set<unknown>): void {
  visit(node, (child) => {
    if (
      child !== node &&
      (child.type === "CommandExpansion" ||
        child.type === "ProcessSubstitution" ||
        (node.type === "Case" && child.type === "CaseItem") ||
        (node.type === "For" && child.type === "CompoundList"))
    )
      return false;
    into.add(child);
    return undefined;
  });
}
