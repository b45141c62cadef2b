import { type Family, familyOf, type KnownImage, knownImage, publishes } from "../../knowledge/images";
import type { Fact } from "../../place";
import type { ImageReference } from "../image-reference";
import { expand } from "./expand";
import type { Instruction, Stage } from "./nodes";
import { historyOf, inherited } from "./stages";
import { unquoted } from "./words";

/** An image, built here or taken from a registry: all that is known of it. */
export interface Image {
  /** The stage that is built. */
  readonly stage: Stage | undefined;
  /** What a registry gives: the image itself, or what the first stage is built from. */
  readonly published: ImageReference | undefined;
  readonly known: KnownImage | undefined;
  readonly family: Family;
  /** Oldest first; empty for an image that is not built here. */
  readonly history: readonly Instruction[];
  /** The last of its kind, the base's with it. */
  readonly user: Fact<string> | undefined;
  readonly workdir: Fact<string> | undefined;
  readonly entrypoint: Instruction | undefined;
  readonly command: Instruction | undefined;
  readonly healthcheck: Instruction | undefined;
  readonly shell: Instruction | undefined;
  /** Names that an `ARG` declares. */
  readonly args: ReadonlySet<string>;
  readonly environment: ReadonlyMap<string, Fact<string>>;
  readonly exposes: readonly (Fact<number> & { readonly protocol: string })[];
  readonly volumes: readonly Fact<string>[];
}

/** An image as its registry has it. */
export const publishedImage = (published: ImageReference): Image => ({
  stage: undefined,
  published,
  known: knownImage(published),
  family: familyOf(published),
  history: [],
  user: undefined,
  workdir: undefined,
  entrypoint: undefined,
  command: undefined,
  healthcheck: undefined,
  shell: undefined,
  args: new Set(),
  environment: new Map(),
  exposes: [],
  volumes: [],
});

/** What a stage makes of the image that it is built from. */
class Built implements Image {
  readonly published: Image["published"];
  readonly known: Image["known"];
  readonly family: Image["family"];
  readonly user: Image["user"];
  readonly workdir: Image["workdir"];
  readonly entrypoint: Image["entrypoint"];
  readonly command: Image["command"];
  readonly healthcheck: Image["healthcheck"];
  readonly shell: Image["shell"];
  readonly args: Image["args"];
  readonly environment: Image["environment"];
  readonly exposes: Image["exposes"];
  readonly volumes: Image["volumes"];

  constructor(
    readonly stage: Stage,
    base: Image | undefined,
  ) {
    const { instructions } = stage;
    const sets = (keyword: string) => instructions.some((each) => each.keyword === keyword);
    // what a stage adds nothing to is its base's own: chains of stages are long where they are generated
    const environment = sets("ENV") ? new Map(base?.environment) : ((base?.environment ?? new Map()) as Environment);
    const declared = sets("ARG") ? new Set(base?.args) : ((base?.args ?? new Set()) as Set<string>);
    const args = new Map<string, string>();
    const exposes = [...(base?.exposes ?? [])];
    const volumes = [...(base?.volumes ?? [])];
    let workdir = base?.workdir;
    const last: Record<string, Instruction> = {};
    const filled = (text: string): string =>
      expand(text, (name) => environment.get(name)?.value ?? args.get(name)).text;
    for (const instruction of instructions) {
      const { at, keyword } = instruction;
      last[keyword] = instruction;
      if (keyword === "ENV")
        for (const { at, name, value = "" } of instruction.pairs) environment.set(name, { value: filled(value), at });
      else if (keyword === "ARG") {
        for (const { name, value } of instruction.pairs) {
          declared.add(name);
          const given = value ?? defaultOf(stage, name);
          if (given !== undefined) args.set(name, filled(given));
        }
      } else if (keyword === "WORKDIR" && instruction.words[0] !== undefined) {
        const path = filled(unquoted(instruction.words[0].value));
        const isWhole = path.startsWith("/") || workdir === undefined;
        workdir = { value: isWhole ? path : `${workdir!.value.replace(/\/$/, "")}/${path}`, at };
      } else if (keyword === "EXPOSE")
        exposes.push(...instruction.words.flatMap(({ at, value }) => portsOf(filled(unquoted(value)), at)));
      else if (keyword === "VOLUME") {
        const paths = instruction.json ?? instruction.words.map(({ value }) => unquoted(value));
        volumes.push(...paths.map((path) => ({ value: filled(path), at })));
      }
    }
    const user = last.USER?.words[0];
    this.published = stage.base.image ?? base?.published;
    this.known = base?.known ?? knownImage(this.published);
    this.family = base?.family ?? (stage.base.text === "scratch" ? "scratch" : familyOf(this.published));
    this.user = user === undefined ? base?.user : { value: filled(unquoted(user.value)), at: last.USER!.at };
    this.workdir = workdir;
    this.entrypoint = last.ENTRYPOINT ?? base?.entrypoint;
    // an entrypoint takes away the command of what the image is built from
    this.command = last.CMD ?? (last.ENTRYPOINT === undefined ? base?.command : undefined);
    this.healthcheck = last.HEALTHCHECK ?? base?.healthcheck;
    this.shell = last.SHELL ?? base?.shell;
    this.args = declared;
    this.environment = environment;
    this.exposes = exposes;
    this.volumes = volumes;
  }

  get history(): readonly Instruction[] {
    return historyOf(this.stage);
  }
}

/** The image of a stage, the stages that it is built from with it. */
export const imageOfStage: (stage: Stage) => Image = inherited((stage, base) => new Built(stage, base));

type Environment = Map<string, Fact<string>>;

/** The `SHELL` under which an instruction of a stage runs; undefined for the image's own. */
export function shellOf(instruction: Instruction, { base, instructions }: Stage): Instruction | undefined {
  const before = instructions.slice(0, instructions.indexOf(instruction));
  return (
    before.filter(({ keyword }) => keyword === "SHELL").at(-1) ??
    (base.stage === undefined ? undefined : imageOfStage(base.stage).shell)
  );
}

const defaultOf = ({ dockerfile }: Stage, name: string): string | undefined =>
  dockerfile.globals
    .flatMap(({ pairs }) => pairs)
    .filter((pair) => pair.name === name)
    .at(-1)?.value;

function portsOf(text: string, at: Fact<string>["at"]): Image["exposes"][number][] {
  const [, from, to = from, protocol = "tcp"] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(text) ?? [];
  if (from === undefined) return [];
  const count = Math.min(Math.max(Number(to) - Number(from) + 1, 1), 64);
  return Array.from({ length: count }, (_, index) => ({
    value: Number(from) + index,
    protocol: protocol.toLowerCase(),
    at,
  }));
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
