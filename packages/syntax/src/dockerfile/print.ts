import { Unprintable } from "../unprintable";
import { printCommand, printScript, printWords } from "./command";
import { printComment, printDirective } from "./comment";
import { printFlags, printMount } from "./flag";
import type { Chain, Command, Dockerfile, HealthcheckOptions, Instruction, Pairs, RunOptions } from "./nodes";
import { printPairs } from "./pairs";
import { printPath, printPaths, printSource, printVolume } from "./path";
import { bareWord, name, printWord } from "./word";

/** The text of a Dockerfile. */
export function print(instructions: Dockerfile): string {
  const body = instructions.findIndex(({ kind }) => kind !== "directive");
  const late = body < 0 ? undefined : instructions.slice(body).find(({ kind }) => kind === "directive");
  if (late?.kind === "directive") {
    throw new Unprintable("Dockerfile directive", late.name, "it before every other line");
  }
  return instructions.map((instruction) => checkLength(printInstruction(instruction))).join("");
}

/** The builder stops at a line of 64 KiB. */
const longest = 65_535;

function checkLength(text: string): string {
  const long = text.length * 3 > longest && text.split("\n").find((one) => Buffer.byteLength(one) > longest);
  if (long) throw new Unprintable("line of a Dockerfile", long, "at most 65,535 bytes");
  return text;
}

function printInstruction(node: Instruction): string {
  switch (node.kind) {
    case "directive":
      return line(printDirective(node.name, node.value));
    case "comment":
      return line(printComment(node.text));
    case "blank":
      return line();
    case "from":
      return line(
        "FROM",
        ...printFlags({ platform: node.platform }),
        bareWord("FROM", node.image),
        ...(node.as === undefined ? [] : ["AS", stage(node.as)]),
      );
    case "arg":
      return node.default === undefined
        ? line("ARG", name("ARG", node.name))
        : line("ARG", `${name("ARG", node.name)}=${printWord("ARG", node.default)}`);
    case "env":
      return isEmpty(node.variables) ? "" : line("ENV", printPairs("ENV", node.variables));
    case "label":
      return isEmpty(node.labels) ? "" : line("LABEL", printPairs("LABEL", node.labels));
    case "workdir":
      return line("WORKDIR", printWord("WORKDIR", node.path));
    case "user":
      return line("USER", printWord("USER", node.user));
    case "shell":
      return line("SHELL", printWords("SHELL", node.words));
    case "run":
      return line("RUN", ...printFlags({ network: node.options.network }), printMounted(node.options, node.command));
    case "copy":
      return line(
        "COPY",
        ...printFlags({
          from: node.options.from,
          link: node.options.link,
          chown: node.options.chown,
          chmod: node.options.chmod,
        }),
        printPaths("COPY", [
          ...node.sources.map((source) => printSource("COPY", source)),
          printPath("COPY", node.target),
        ]),
      );
    case "expose":
      return line(
        "EXPOSE",
        ...node.ports.map((port) => bareWord("EXPOSE", typeof port === "number" ? `${port}` : port)),
      );
    case "volume":
      return line("VOLUME", printPaths("VOLUME", node.paths.map(printVolume)));
    case "healthcheck":
      if (node.command === "NONE") return line("HEALTHCHECK", "NONE");
      return line("HEALTHCHECK", ...printTimes(node.options), "CMD", printCommand("HEALTHCHECK", node.command));
    case "stopsignal":
      return line("STOPSIGNAL", bareWord("STOPSIGNAL", node.signal));
    case "entrypoint":
      return line("ENTRYPOINT", printCommand("ENTRYPOINT", node.command));
    case "cmd":
      return line("CMD", printCommand("CMD", node.command));
  }
}

const line = (...words: readonly string[]): string => `${words.join(" ")}\n`;

const isEmpty = (pairs: Pairs): boolean => Object.keys(pairs).length === 0;

/** Every mount on a line of its own, and the command on the last. */
const printMounted = ({ mounts = [] }: RunOptions, command: Command | Chain): string =>
  [...mounts.map(printMount), printScript(command)].join(" \\\n    ");

function stage(as: string): string {
  if (!/^[a-z][a-z0-9_.-]*$/.test(as)) throw new Unprintable("stage", as, "lower-case letters, digits and `_.-`");
  return as;
}

const printTimes = (options: HealthcheckOptions): readonly string[] =>
  printFlags({
    interval: options.interval,
    timeout: options.timeout,
    "start-period": options.startPeriod,
    "start-interval": options.startInterval,
    retries: options.retries,
  });
