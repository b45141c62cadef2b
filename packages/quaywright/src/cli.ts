#!/usr/bin/env node
import "./run";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { env } from "./env";

const usage = `quaywright                        writes what .projenrc.ts declares; ever after, npx projen does
quaywright env [<environment>]    makes the secrets that are missing, and tells what is left to set in .env
quaywright env --check            only tells
quaywright --help                 this
`;

/** Runs a command and gives its exit code: 2 where there is none such. */
function main(args: readonly string[]): number {
  const { check, help, positionals, strange } = read(args);
  const [command, environment, ...more] = positionals;
  if (help) return tell(process.stdout, usage, 0);
  if (strange !== undefined) return misused(`There is no option \`${strange}\`.`);
  if (command !== undefined && command !== "env") return misused(`There is no command \`${command}\`.`);
  if (more.length > 0) return misused(`Unexpected \`${more[0]}\`, expected one environment or none.`);
  if (command === undefined && check) return misused("`--check` is an option of `quaywright env`.");
  const file = resolve(".projenrc.ts");
  if (!existsSync(file)) {
    const remedy = "Write one that declares a `StackProject`, then run `npx quaywright`.";
    return tell(process.stderr, `There is no \`${file}\`. ${remedy}\n`, 1);
  }
  if (command === "env") return env(file, { check, ...(environment !== undefined && { environment }) });
  require(file);
  return 0;
}

function read(args: readonly string[]) {
  const options = { check: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
  const { positionals, tokens, values } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const strange = tokens.find((token) => token.kind === "option" && (!(token.name in options) || token.value));
  return {
    positionals,
    check: values.check === true,
    help: values.help === true,
    strange: strange?.kind === "option" ? strange.rawName : undefined,
  };
}

const misused = (message: string): number =>
  tell(process.stderr, `${message} \`npx quaywright --help\` tells what there is.\n`, 2);

function tell(stream: NodeJS.WriteStream, text: string, code: number): number {
  stream.write(text);
  return code;
}

process.exitCode = main(process.argv.slice(2));
