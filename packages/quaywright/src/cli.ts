import "./run";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { diff, drift } from "./drift";
import { eject } from "./eject";
import { env } from "./env";
import { presets } from "./presets";
import { say } from "./say";

const usage = `quaywright                        writes what .projenrc.ts declares; ever after, npx projen does
quaywright env [<environment>]    makes the secrets that are missing, and tells what is left to set in .env
quaywright env --check            only tells
quaywright diff                   tells what the next synth would change, in the stack and in its files
quaywright check [path]           what is wrong in the container files of a repository; more by its own --help
quaywright explain <rule>         what a rule means
quaywright check --drift          tells where files are not as they are declared, as npx projen check does
quaywright presets [<preset>]     the presets, or one with its options, their defaults and units
quaywright eject                  hands the generated files over to you
quaywright --help                 this`;

interface Command {
  /** What it takes, as a sentence goes on after "expected", and how many. */
  readonly expected: string;
  readonly most: number;
  /** Options that it knows. */
  readonly options: readonly string[];
  /** Gives the exit code. */
  readonly run: (given: readonly string[], options: ReadonlySet<string>) => number;
}

/** Ours, and what other projects of projen have. */
const names = [".projenrc.ts", ".projenrc.js", ".projenrc.mjs"] as const;

const declared = (run: (file: string) => number): number => {
  const file = names.map((name) => resolve(name)).find(existsSync);
  if (file !== undefined) return run(file);
  const remedy = "Write one that declares a `StackProject`, then run `npx quaywright`.";
  return say(process.stderr, [`There is no \`${resolve(names[0])}\`. ${remedy}`], 1);
};

const synth: Command = {
  expected: "a command",
  most: 0,
  options: [],
  run: () =>
    declared((file) => {
      require(file);
      return 0;
    }),
};

const commands: Readonly<Record<string, Command>> = {
  env: {
    expected: "one environment or none",
    most: 1,
    options: ["check"],
    run: ([environment], options) =>
      declared((file) => env(file, { check: options.has("check"), ...(environment !== undefined && { environment }) })),
  },
  diff: { expected: "nothing after it", most: 0, options: [], run: () => declared(diff) },
  check: {
    expected: "nothing after it",
    most: 0,
    options: ["drift"],
    run: () => declared(drift), // without `--drift` it is of the policy checker, which starts without this file
  },
  presets: { expected: "one preset or none", most: 1, options: [], run: ([preset]) => presets(preset) },
  eject: { expected: "nothing after it", most: 0, options: [], run: () => declared(eject) },
};

/** Runs a command and gives its exit code: 2 where there is none such. */
function main(args: readonly string[]): number {
  const { positionals, tokens } = parseArgs({ args: [...args], strict: false, tokens: true });
  const [name, ...given] = positionals;
  const options = tokens.flatMap((token) => (token.kind === "option" ? [token] : []));
  if (options.some(({ rawName }) => rawName === "--help" || rawName === "-h")) return say(process.stdout, [usage], 0);
  const command = name === undefined ? synth : Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) return misused(`There is no command \`${name}\`.`);
  const strange = options.find((option) => !command.options.includes(option.name) || option.value !== undefined);
  if (strange !== undefined) return misused(strangeOption(strange.name, strange.rawName));
  if (given.length > command.most)
    return misused(`Unexpected \`${given[command.most]}\`, expected ${command.expected}.`);
  return command.run(given, new Set(options.map((option) => option.name)));
}

function strangeOption(name: string, rawName: string): string {
  const owner = Object.keys(commands).find((command) => commands[command]?.options.includes(name));
  return owner === undefined
    ? `There is no option \`${rawName}\`.`
    : `\`${rawName}\` is an option of \`quaywright ${owner}\`, without a value.`;
}

const misused = (message: string): number =>
  say(process.stderr, [`${message} \`npx quaywright --help\` tells what there is.`], 2);

process.exitCode = main(process.argv.slice(2));
