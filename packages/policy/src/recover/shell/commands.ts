import { type Place, place } from "../../place";
import { type PlainCommand, plainCommands } from "./plain";

/** One word of a command. */
export interface Argument {
  /** Quotes taken off; variables stay as they are written. */
  readonly value: string;
  readonly at: Place;
  /** As written. */
  readonly text: string;
}

export type Within = "condition" | "function" | "if" | "case" | "loop" | "subshell" | "substitution";

/** A simple command: a program and its arguments. */
export interface Command {
  /** The program without its folder; empty where only variables are set. */
  readonly name: string;
  /** The program first. */
  readonly argv: readonly Argument[];
  /** The arguments' values, without the program. */
  readonly args: readonly string[];
  readonly at: Place;
  /** `NAME=value` before it. */
  readonly assignments: readonly { readonly name: string; readonly value: string; readonly at: Place }[];
  readonly redirects: readonly { readonly operator: string; readonly target: string }[];
  /** What stands around it, outermost first. */
  readonly within: readonly Within[];
  /** The operator that follows it: `||`, `&&`, `|`, or none. */
  readonly next: string | undefined;
  /** The operator before it. */
  readonly previous: string | undefined;
  readonly background: boolean;
  /** The command whose arguments it is: `exec`, `sudo`, `env`, `sh -c`. */
  readonly wrapper: Command | undefined;
}

const launchers = new Set(
  "chpst command doas dumb-init env eval exec gosu nice nohup setpriv setsid stdbuf su-exec sudo tini time timeout xargs".split(
    " ",
  ),
);
const shells = new Set(["sh", "bash", "ash", "dash", "zsh", "ksh"]);

/** Has the option, alone or among bundled letters (`-qy`), with or without `=value`. */
export const hasOption = ({ args }: Pick<Command, "args">, ...options: readonly string[]): boolean =>
  args.some((arg) =>
    options.some((option) =>
      /^-[^-]$/.test(option)
        ? new RegExp(`^-[a-zA-Z]*${option[1]}`).test(arg)
        : arg === option || arg.startsWith(`${option}=`),
    ),
  );

/** What is no option. */
export const operands = ({ argv }: Pick<Command, "argv">): Argument[] =>
  argv.slice(1).filter(({ value }) => !value.startsWith("-"));

export const commandsOf = {
  /** Commands of a shell text; `at` is where it begins. What cannot be parsed gives what was read of it. */
  shell(text: string, at: Place): Command[] {
    return new Reading(text, at, 0).commands();
  },
  /** The command of an exec form. */
  argv(values: readonly string[], at: Place): Command[] {
    const argv = values.map((value) => ({ value, at, text: value }));
    return argv.length === 0 ? [] : unwrapped(command(argv, at, [], alone), at, 0);
  },
};

interface Node {
  readonly type: string;
  readonly pos: number;
  readonly end: number;
}
// biome-ignore lint/suspicious/noExplicitAny: the parser is loaded when the first script is met
type Ast = Node & Record<string, any>;

let unbash: typeof import("unbash") | undefined;

const trees = new Map<string, Ast>();
/** Characters whose trees are kept, and always the last text's; a tree takes some hundred bytes for each. */
const kept = 30_000;
let characters = 0;

/** The syntax tree of a shell text. */
export function parseShell(text: string): Ast {
  unbash ??= require("unbash") as typeof import("unbash");
  const known = trees.get(text);
  if (known !== undefined) return known;
  const tree = unbash.parse(text) as Ast;
  // the same lines stand in many files of a repository, and many rules look at one script
  characters += text.length;
  if (characters > kept) {
    trees.clear();
    characters = text.length;
  }
  trees.set(text, tree);
  return tree;
}

/** Visits a node and what is below it, as deep as the stack allows; a visit that returns false leaves out what is below. */
export function visit(node: Ast, see: (node: Ast) => boolean | undefined): void {
  try {
    descend(node, see);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}

function descend(node: Ast, see: (node: Ast) => boolean | undefined): void {
  if (see(node) === false) return;
  unbash!.forEachChild(node as never, (child) => descend(child as Ast, see));
}

type Around = Pick<Command, "next" | "previous" | "background">;

const alone: Around = { next: undefined, previous: undefined, background: false };
const inBackground: Around = { ...alone, background: true };

class Reading {
  readonly #found: Command[] = [];
  readonly #hasNested: boolean;

  constructor(
    readonly text: string,
    readonly at: Place,
    readonly depth: number,
  ) {
    this.#hasNested = mayNest(text);
  }

  commands(): Command[] {
    const plain = plainCommands(this.text);
    if (plain !== undefined) {
      for (const each of plain) this.#plain(each);
      return this.#found;
    }
    try {
      this.#see(parseShell(this.text), [], alone);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // nested deeper than the stack
    }
    return this.#found;
  }

  #plain({ next, previous, words }: PlainCommand): void {
    const { source, start } = this.at;
    const argv = words.map(({ start: from, text }) => {
      const at = place(source, start + from, start + from + text.length);
      return { value: text, text, at };
    });
    const at = place(source, argv[0]!.at.start, argv.at(-1)!.at.end);
    this.#add(command(argv, at, none, { next, previous, background: false }));
  }

  #add(found: Command): void {
    if (startsOthers(found.name)) this.#found.push(...unwrapped(found, this.at, this.depth));
    else this.#found.push(found);
  }

  #see(node: Ast, within: readonly Within[], around: Around): void {
    switch (node.type) {
      case "Command":
        this.#command(node, within, around);
        return;
      case "Statement":
        this.#see(node.command, within, node.background ? inBackground : alone);
        return;
      case "AndOr":
      case "Pipeline":
        node.commands.forEach((child: Ast, index: number) => {
          const next = node.operators[index] ?? around.next;
          const previous = node.operators[index - 1] ?? around.previous;
          this.#see(child, within, { next, previous, background: around.background });
        });
        return;
      case "If":
      case "Elif":
        this.#see(node.clause, [...within, "condition"], alone);
        this.#see(node.then, [...within, "if"], alone);
        for (const elif of node.elif ?? []) this.#see(elif, within, alone);
        if (node.else) this.#see(node.else, [...within, "if"], alone);
        return;
      case "While":
        this.#see(node.clause, [...within, "loop", "condition"], alone);
        this.#see(node.body, [...within, "loop"], alone);
        return;
    }
    const inner = entering[node.type];
    const nested = inner === undefined ? within : [...within, inner];
    unbash!.forEachChild(node as never, (child) => this.#see(child as Ast, nested, alone));
  }

  #command(node: Ast, within: readonly Within[], around: Around): void {
    const argv: Argument[] = [];
    const assignments: Command["assignments"][number][] = [];
    const redirects: Command["redirects"][number][] = [];
    const redirect = ({ operator, target }: Ast) => redirects.push({ operator, target: target?.value ?? "" });
    const prefix: readonly Ast[] = node.prefix;
    const suffix: readonly Ast[] = node.suffix;
    for (let index = 0; index < prefix.length; index += 1) {
      const each = prefix[index]!;
      if (each.type === "Redirect") redirect(each);
      else if (each.type === "Assignment")
        assignments.push({ name: each.name, value: each.value?.value ?? "", at: this.#place(each) });
    }
    if (node.name !== undefined) argv.push(this.#argument(node.name));
    for (let index = 0; index < suffix.length; index += 1) {
      const each = suffix[index]!;
      if (each.type === "Redirect") redirect(each);
      else if (each.type === "Word" || each.type === "Assignment") argv.push(this.#argument(each));
    }
    this.#add(command(argv, this.#place(node), within, around, assignments, redirects));
    if (!this.#hasNested) return;
    unbash!.forEachChild(node as never, (child) => {
      if (mayHoldCommand(child as Ast)) this.#see(child as Ast, within, alone);
    });
  }

  #argument(word: Ast): Argument {
    return {
      value: word.value === undefined || typeof word.value !== "string" ? word.text : word.value,
      text: word.text,
      at: this.#place(word),
    };
  }

  #place({ pos, end }: Node): Place {
    const { source, start } = this.at;
    return place(source, start + pos, start + end);
  }
}

const entering: Readonly<Record<string, Within>> = {
  ArithmeticFor: "loop",
  Case: "case",
  CommandExpansion: "substitution",
  For: "loop",
  Function: "function",
  ProcessSubstitution: "substitution",
  Subshell: "subshell",
};

const none: readonly never[] = [];

function command(
  argv: readonly Argument[],
  at: Place,
  within: readonly Within[],
  { background, next, previous }: Around,
  assignments: Command["assignments"] = none,
  redirects: Command["redirects"] = none,
  wrapper?: Command,
): Command {
  const path = argv[0]?.value ?? "";
  const name = path.slice(path.lastIndexOf("/") + 1);
  const args = argv.slice(1).map(({ value }) => value);
  return { name, argv, args, at, assignments, redirects, within, next, previous, background, wrapper };
}

const startsOthers = (name: string): boolean => shells.has(name) || launchers.has(name);

/** Every command in a word stands in parentheses or backticks. */
const mayNest = (text: string): boolean => text.includes("(") || text.includes("`");

const mayHoldCommand = ({ text, type }: Ast): boolean => type !== "Word" || typeof text !== "string" || mayNest(text);

/** A command and those that it starts: `sudo apt-get …`, `exec gunicorn …`, `sh -c "…"`. */
function unwrapped(found: Command, at: Place, depth: number): Command[] {
  if (depth > 8) return [found];
  if (shells.has(found.name)) {
    const index = found.args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
    const script = index < 0 ? undefined : found.argv[index + 2];
    if (script === undefined) return [found];
    const inner = new Reading(script.value, { ...script.at, start: script.at.start }, depth + 1).commands();
    return [
      found,
      ...inner.map((each) => ({
        ...each,
        at: script.at,
        argv: each.argv.map((arg) => ({ ...arg, at: script.at })),
        wrapper: found,
        within: [...found.within, ...each.within],
      })),
    ];
  }
  if (!launchers.has(found.name)) return [found];
  const rest = launched(found);
  if (rest.length === 0) return [found];
  const from = place(at.source, rest[0]!.at.start, found.at.end);
  const inner = command(rest, from, found.within, found, none, found.redirects, found);
  return [found, ...unwrapped(inner, at, depth + 1)];
}

const withUser = new Set(["chpst", "gosu", "su-exec"]);

function launched({ argv, name }: Command): readonly Argument[] {
  let index = 1;
  while (index < argv.length) {
    const { value } = argv[index]!;
    if (value === "--") {
      index += 1;
      break;
    }
    if (/^-(u|g|n|s|k)$/.test(value) && name !== "tini") index += 2;
    else if (
      value.startsWith("-") ||
      (name === "env" && /^\w+=/.test(value)) ||
      (name === "sudo" && /^\w+=/.test(value))
    )
      index += 1;
    else break;
  }
  if (withUser.has(name) || (name === "timeout" && /^[\d.]+[smhd]?$/.test(argv[index]?.value ?? ""))) index += 1;
  return argv.slice(index);
}
