import { type Family, familyOf, type KnownImage, knownImage, publishes } from "../../knowledge/images";
import type { Fact } from "../../place";
import type { ImageReference } from "../image-reference";
import { expand } from "./expand";
import type { Instruction, Stage } from "./nodes";
import { chainOf } from "./stages";
import { unquoted } from "./words";

/** An image, built here or taken from a registry: all that is known of it. */
export interface Image {
  /** The stage that is built. */
  readonly stage?: Stage;
  /** What a registry gives: the image itself, or what the first stage is built from. */
  readonly published?: ImageReference;
  readonly known?: KnownImage;
  readonly family: Family;
  /** Oldest first; empty for an image that is not built here. */
  readonly history: readonly Instruction[];
  /** The last of its kind, the base's with it. */
  readonly user?: Fact<string>;
  readonly workdir?: Fact<string>;
  readonly entrypoint?: Instruction;
  readonly command?: Instruction;
  readonly healthcheck?: Instruction;
  readonly environment: ReadonlyMap<string, Fact<string>>;
  readonly exposes: readonly (Fact<number> & { readonly protocol: string })[];
  readonly volumes: readonly Fact<string>[];
}

const made = new WeakMap<Stage, Image>();

/** The image of a stage, the stages that it is built from with it. */
export function imageOfStage(stage: Stage): Image {
  const found = made.get(stage) ?? build(stage);
  made.set(stage, found);
  return found;
}

/** An image as its registry has it. */
export function publishedImage(reference: ImageReference): Image {
  const known = knownImage(reference);
  return {
    published: reference,
    family: familyOf(reference),
    history: [],
    environment: new Map(),
    exposes: [],
    volumes: [],
    ...(known && { known }),
  };
}

function build(stage: Stage): Image {
  const chain = chainOf(stage);
  const root = chain.at(-1)!.base;
  const history = [...chain].reverse().flatMap(({ instructions }) => instructions);
  const environment = new Map<string, Fact<string>>();
  const args = new Map<string, string>();
  const exposes: Image["exposes"][number][] = [];
  const volumes: Fact<string>[] = [];
  let workdir: Fact<string> | undefined;
  const last: Record<string, Instruction> = {};
  const filled = (text: string): string => expand(text, (name) => environment.get(name)?.value ?? args.get(name)).text;
  const globals = new Map(
    stage.dockerfile.globals.flatMap(({ pairs }) => pairs.map(({ name, value }) => [name, value] as const)),
  );
  let entrypointStage: Instruction | undefined;
  for (const each of [...chain].reverse()) {
    let commandHere = false;
    for (const instruction of each.instructions) {
      const { keyword, pairs, words } = instruction;
      last[keyword] = instruction;
      if (keyword === "ENV")
        for (const { at, name, value = "" } of pairs) environment.set(name, { value: filled(value), at });
      else if (keyword === "ARG") {
        for (const { name, value } of pairs) {
          const given = value ?? globals.get(name);
          if (given !== undefined) args.set(name, filled(given));
        }
      } else if (keyword === "WORKDIR" && words[0] !== undefined) {
        const path = filled(unquoted(words[0].value));
        const joined: string =
          path.startsWith("/") || workdir === undefined ? path : `${workdir.value.replace(/\/$/, "")}/${path}`;
        workdir = { value: joined, at: instruction.at };
      } else if (keyword === "EXPOSE") {
        for (const { at, value } of words) {
          const [, from, to, protocol = "tcp"] = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(filled(unquoted(value))) ?? [];
          if (from !== undefined)
            for (let port = Number(from); port <= Math.min(Number(to ?? from), Number(from) + 64); port += 1)
              exposes.push({ value: port, protocol: protocol.toLowerCase(), at });
        }
      } else if (keyword === "VOLUME") {
        for (const value of instruction.json ?? words.map((word) => unquoted(word.value)))
          volumes.push({ value: filled(value), at: instruction.at });
      } else if (keyword === "CMD") commandHere = true;
      else if (keyword === "ENTRYPOINT") entrypointStage = instruction;
    }
    // an entrypoint takes away the command of what the image is built from
    if (entrypointStage !== undefined && each.instructions.includes(entrypointStage) && !commandHere) delete last.CMD;
  }
  const userWord = last.USER?.words[0];
  const known = knownImage(root.image);
  return {
    stage,
    history,
    environment,
    exposes,
    volumes,
    family: root.text === "scratch" ? "scratch" : familyOf(root.image),
    ...(root.image && { published: root.image }),
    ...(known && { known }),
    ...(userWord && { user: { value: filled(unquoted(userWord.value)), at: last.USER!.at } }),
    ...(workdir && { workdir }),
    ...(last.ENTRYPOINT && { entrypoint: last.ENTRYPOINT }),
    ...(last.CMD && { command: last.CMD }),
    ...(last.HEALTHCHECK && { healthcheck: last.HEALTHCHECK }),
  };
}

const packagesOf: Readonly<Record<string, RegExp>> = {
  nc: /^(netcat(-\w+)?|nc|nmap-ncat|busybox)$/,
  netcat: /^(netcat(-\w+)?)$/,
  pg_isready: /^postgresql\d*(-client(-\d+)?)?$|^libpq$/,
  psql: /^postgresql\d*(-client(-\d+)?)?$/,
  pg_dump: /^postgresql\d*(-client(-\d+)?)?$/,
  mysqladmin: /mysql-client|mariadb-client/,
  mysql: /mysql-client|mariadb-client/,
  "redis-cli": /^redis(-tools|-cli)?$/,
  gcc: /^(gcc|build-essential|build-base)$/,
  make: /^(make|build-essential|build-base)$/,
  ps: /^procps(-ng)?$/,
  pgrep: /^procps(-ng)?$/,
};

/** Whether a program is in an image: undefined where nobody can tell from the files. */
export function hasProgram(image: Image, program: string): boolean | undefined {
  const wanted = packagesOf[program] ?? new RegExp(`^${program.replace(/[^\w]/g, "\\$&")}(=|$)`);
  for (const instruction of image.history) {
    if (["COPY", "ADD"].includes(instruction.keyword)) {
      const words = instruction.json ?? instruction.words.map(({ value }) => unquoted(value));
      const destination = words.at(-1) ?? "";
      if (
        words.some((word) => word.split("/").at(-1) === program) ||
        /^\/(usr\/(local\/)?)?s?bin\/?$/.test(destination)
      )
        return true;
      if (destination === "/" && instruction.flags.some(({ name }) => name === "from")) return true;
    }
    if (instruction.keyword !== "RUN") continue;
    for (const { args, argv, name } of instruction.commands) {
      if (
        /^(apt|apt-get|apk|dnf|microdnf|yum|tdnf|zypper|aptitude|install_packages|pacman)$/.test(name) &&
        args.some((arg) => wanted.test(arg.replace(/[=@~<>].*$/, "")))
      )
        return true;
      if (/^(apt|apt-get|apk|dnf|microdnf|yum|zypper|xargs)$/.test(name) && args.some((arg) => arg.includes("$")))
        return undefined;
      if (/^(pip3?|npm|gem|cargo|go|uv|pipx|corepack|brew)$/.test(name) && args.some((arg) => arg === program))
        return true;
      if (
        /^(ln|cp|mv|install|tar|unzip|curl|wget)$/.test(name) &&
        argv.some(({ value }) => value.split("/").at(-1) === program && value.includes("/"))
      )
        return true;
      if (/^(sh|bash|\.|source)$/.test(name) && args[0]?.startsWith("/")) return undefined; // a script that may install anything
    }
  }
  if (image.family === "scratch") return false;
  return publishes(image.published, program);
}
