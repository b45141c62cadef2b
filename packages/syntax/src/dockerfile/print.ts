import { commentLines } from "../printable";
import { Unprintable } from "../unprintable";
import { printCommand, printScript, printWords } from "./command";
import { printFlags, printMount } from "./flag";
import type { Dockerfile, HealthcheckOptions, Instruction, Pairs } from "./nodes";
import { printPath, printPaths, printSource, printVolume } from "./path";
import { bareWord, name, printWord } from "./word";

/** The text of a Dockerfile. */
export function print(instructions: Dockerfile): string {
  const first = instructions.findIndex(({ kind }) => kind !== "directive");
  return instructions
    .map((instruction, index) => {
      if (instruction.kind === "directive" && first >= 0 && index > first) {
        throw new Unprintable("Dockerfile directive", instruction.name, "it before every other line");
      }
      return `${checkLength(printInstruction(instruction))}\n`;
    })
    .join("");
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
      return printDirective(node.name, node.value);
    case "comment":
      return printComment(node.text);
    case "blank":
      return "";
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
      return printPairs("ENV", node.variables);
    case "label":
      return printPairs("LABEL", node.labels);
    case "workdir":
      return line("WORKDIR", printWord("WORKDIR", node.path));
    case "user":
      return line("USER", printWord("USER", node.user));
    case "shell":
      return line("SHELL", printWords("SHELL", node.words));
    case "run":
      return [
        "RUN",
        ...printFlags({ network: node.options.network }).map((flag) => ` ${flag}`),
        ...(node.options.mounts ?? []).map((mount, index) => `${index > 0 ? "    " : " "}${printMount(mount)} \\\n`),
        `${node.options.mounts?.length ? "    " : " "}${printScript(node.command)}`,
      ].join("");
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
      if (node.command === "NONE") return "HEALTHCHECK NONE";
      return line("HEALTHCHECK", ...printTimes(node.options), "CMD", printCommand("HEALTHCHECK", node.command));
    case "stopsignal":
      return line("STOPSIGNAL", bareWord("STOPSIGNAL", node.signal));
    case "entrypoint":
      return line("ENTRYPOINT", printCommand("ENTRYPOINT", node.command));
    case "cmd":
      return line("CMD", printCommand("CMD", node.command));
  }
}

const line = (...words: readonly string[]): string => words.join(" ");

function printDirective(key: string, value: string): string {
  if (!/^\S(?:.*\S)?$/.test(value)) throw new Unprintable("Dockerfile directive", value, "a value on one line");
  return `# ${key}=${value}`;
}

function printComment(text: string): string {
  const lines = commentLines("Dockerfile comment", text);
  if (lines.some((one) => /^#\s*(?:syntax|check|escape)\s*=/i.test(one))) {
    throw new Unprintable("Dockerfile comment", text, "no text that reads as a directive");
  }
  return lines.join("\n");
}

function printPairs(keyword: string, pairs: Pairs): string {
  const entries = Object.entries(pairs).map(([key, value]) => {
    if (key === "" || key.includes("=")) throw new Unprintable(`${keyword} name`, key, "a name without `=`");
    return `${printWord(`${keyword} name`, key)}=${printWord(keyword, value)}`;
  });
  return line(keyword, entries.join(" \\\n    "));
}

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
