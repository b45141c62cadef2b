import type { Role } from "../../knowledge/images";
import type { Fact, Place } from "../../place";
import { type Image, imageOfStage, publishedImage } from "../dockerfile/image";
import type { Dockerfile, Stage } from "../dockerfile/nodes";
import { type ImageReference, imageReference } from "../image-reference";
import type { Script } from "../script";
import { type Command, commandsOf } from "../shell/commands";
import type { Stack } from "../stack";
import { bytes, seconds } from "./duration";
import { type Mount, mountsOf } from "./mount";
import {
  booleanOf,
  castOf,
  entriesOf,
  get,
  isList,
  isMap,
  isScalar,
  itemsOf,
  keyOf,
  type Mapping,
  type Node,
  numberOf,
  type Scalar,
  scalarsOf,
  textOf,
  type Use,
} from "./nodes";
import { type Port, portsOf } from "./port";
import { split } from "./split";

/** A text of a compose file. */
export interface Text extends Fact<string> {
  /** A variable that nobody here knows is part of it. */
  readonly open: boolean;
  /** No variable is part of it: it stands there as it is. */
  readonly literal: boolean;
  readonly uses: readonly Use[];
}

/** A variable of a container. */
export interface Variable {
  readonly name: string;
  /** Undefined where the shell gives it, or nobody knows. */
  readonly value?: string;
  readonly at: Place;
  readonly from: "compose" | "env_file" | "image";
  /** Not made of variables. */
  readonly literal: boolean;
  readonly open: boolean;
  readonly uses: readonly Use[];
}

export interface Build {
  readonly at: Place;
  /** Relative to the repository; undefined for what lies elsewhere, or depends on a variable. */
  readonly context?: string;
  readonly contextAt: Place;
  /** The Dockerfile's path in the repository, whether it is there or not. */
  readonly path?: string;
  readonly inline?: boolean;
  readonly dockerfile?: Dockerfile;
  readonly target?: Text;
  readonly stage?: Stage;
  readonly args: readonly Variable[];
  /** Names that `COPY --from` and `FROM` may use. */
  readonly contexts: readonly string[];
}

/** A command as the engine starts it: no shell unless it names one. */
export interface Argv {
  readonly at: Place;
  readonly argv: readonly string[];
  readonly commands: readonly Command[];
  /** `command: ""` or `[]`: the image's own is taken away. */
  readonly cleared: boolean;
  readonly open: boolean;
}

export interface Healthcheck {
  readonly at: Place;
  readonly from: "compose" | "image";
  readonly disabled: boolean;
  /** As it is run: `CMD` and `CMD-SHELL` taken off. */
  readonly commands: readonly Command[];
  readonly text: string;
  readonly testAt: Place;
  readonly isShell: boolean;
  /** Seconds. */
  readonly interval?: number;
  readonly timeout?: number;
  readonly startPeriod?: number;
  readonly retries?: number;
}

export interface Dependency {
  readonly name: string;
  readonly at: Place;
  readonly condition: string;
  readonly required: boolean;
}

export interface Granted {
  readonly name: string;
  readonly target: string;
  readonly at: Place;
}

/** One service of one environment, everything merged. */
export interface Service {
  readonly kind: "service";
  readonly name: string;
  readonly stack: Stack;
  /** Its name, where it is first written. */
  readonly at: Place;
  readonly node: Mapping;
  readonly role: Role;
  readonly image?: Text & { readonly reference?: ImageReference };
  readonly build?: Build;
  /** What it runs: undefined where the image cannot be known. */
  readonly made?: Image;
  readonly entrypoint?: Argv;
  readonly command?: Argv;
  /** What its container starts, image and compose together: the entrypoint's words and then the command's. */
  readonly process: readonly Command[];
  /** Scripts of the repository that it starts with. */
  readonly scripts: readonly Script[];
  readonly environment: ReadonlyMap<string, Variable>;
  readonly ports: readonly Port[];
  readonly mounts: readonly Mount[];
  /** Names of its networks; `default` where it names none. */
  readonly networks: ReadonlyMap<string, { readonly at: Place; readonly aliases: readonly string[] }>;
  readonly networkMode?: Text;
  readonly dependencies: ReadonlyMap<string, Dependency>;
  readonly healthcheck?: Healthcheck;
  /** Of compose, else of the image. */
  readonly user?: Fact<string>;
  readonly secrets: readonly Granted[];
  readonly profiles: readonly string[];
  readonly restart?: Text;
  readonly replicas: number;
  /** Bytes and CPUs. */
  readonly memory?: Fact<number>;
  readonly cpus?: Fact<number>;
  /** It ends by itself: migrations, set-up, tests. */
  readonly isJob: boolean;
}

/** What a compose file sets by `get(service.node, …)`, as a text. */
export function text(node: Node | undefined): Text | undefined {
  if (!isScalar(node) || node.value === null) return undefined;
  return {
    value: node.text,
    at: node.at,
    open: node.open === true,
    literal: node.uses === undefined,
    uses: node.uses ?? [],
  };
}

export function imageText(node: Node | undefined): Service["image"] {
  const found = text(node);
  if (found === undefined) return undefined;
  const reference = found.open ? undefined : imageReference(found.value);
  return { ...found, ...(reference && { reference }) };
}

/** `NAME: value`, or a list of `NAME=value`. */
export function variablesOf(node: Node | undefined, from: Variable["from"] = "compose"): Variable[] {
  const made = (name: string, value: string | undefined, scalar: Scalar): Variable => ({
    name,
    ...(value !== undefined && { value }),
    at: scalar.at,
    from,
    literal: scalar.uses === undefined && value !== undefined,
    open: scalar.open === true || value === undefined,
    uses: scalar.uses ?? [],
  });
  if (isMap(node)) {
    return entriesOf(node).flatMap(({ key, value }) =>
      isScalar(value)
        ? [
            {
              ...made(key.text, value.value === null ? undefined : castOf(value), value),
              at: value.value === null ? key.at : spanning(key.at, value.at),
            },
          ]
        : [],
    );
  }
  return itemsOf(node).flatMap((item) => {
    if (!isScalar(item)) return [];
    const equals = item.text.indexOf("=");
    return [
      equals < 0
        ? made(item.text, undefined, item)
        : made(item.text.slice(0, equals), item.text.slice(equals + 1), item),
    ];
  });
}

const spanning = (first: Place, last: Place): Place =>
  first.source === last.source && last.end > first.start ? { ...first, end: last.end } : last;

export function argvOf(node: Node | undefined): Argv | undefined {
  if (node === undefined || (isScalar(node) && node.value === null)) return undefined;
  const scalars = scalarsOf(node);
  const argv = isList(node) ? scalars.map(({ text }) => text) : split(scalars[0]?.text ?? "");
  const words = isList(node) ? scalars : argv.map(() => scalars[0]!);
  const commands = commandsOf.argv(argv, node.at).map((found) => ({
    ...found,
    argv: found.argv.map((arg) => ({ ...arg, at: words[argv.indexOf(arg.value)]?.at ?? node.at })),
  }));
  return { at: node.at, argv, commands, cleared: argv.length === 0, open: scalars.some(({ open }) => open === true) };
}

export function healthcheckOf(node: Node | undefined, made: Image | undefined): Healthcheck | undefined {
  const own = get(node, "healthcheck");
  const test = get(own, "test");
  const timing = (name: string) => seconds(textOf(get(own, name)));
  const image = made?.healthcheck;
  if (isMap(own)) {
    const at = keyOf(node, "healthcheck")?.at ?? own.at;
    const words = scalarsOf(test).map(({ text }) => text);
    const disabled = booleanOf(get(own, "disable")) === true || words[0] === "NONE";
    if (disabled)
      return { at, from: "compose", disabled, commands: [], text: "", testAt: test?.at ?? at, isShell: false };
    if (test !== undefined) {
      const isShell = isScalar(test) || words[0] === "CMD-SHELL";
      const body = isScalar(test) ? words : words.slice(1);
      const commands = isShell
        ? commandsOf.shell(body.join(" "), test.at).map((found) => placed(found, test.at))
        : commandsOf.argv(body, test.at);
      const [interval, timeout, startPeriod] = [timing("interval"), timing("timeout"), timing("start_period")];
      const retries = numberOf(get(own, "retries"));
      return {
        at,
        from: "compose",
        disabled,
        commands,
        text: body.join(" "),
        testAt: test.at,
        isShell,
        ...(interval !== undefined && { interval }),
        ...(timeout !== undefined && { timeout }),
        ...(startPeriod !== undefined && { startPeriod }),
        ...(retries !== undefined && { retries }),
      };
    }
  }
  if (image === undefined) return undefined;
  const disabled = /^none$/i.test(image.words[0]?.value ?? "");
  const flag = (name: string) => seconds(image.flags.find((each) => each.name === name)?.setting);
  const [interval, timeout, startPeriod] = [flag("interval"), flag("timeout"), flag("start-period")];
  return {
    at: image.at,
    from: "image",
    disabled,
    commands: image.commands,
    isShell: image.json === undefined,
    testAt: image.rest,
    text:
      image.json?.join(" ") ??
      image.words
        .slice(1)
        .map(({ value }) => value)
        .join(" "),
    ...(interval !== undefined && { interval }),
    ...(timeout !== undefined && { timeout }),
    ...(startPeriod !== undefined && { startPeriod }),
  };
}

/** Offsets in a text of YAML that has escapes say nothing: the whole of it is the place. */
const placed = (found: Command, at: Place): Command => ({
  ...found,
  at,
  argv: found.argv.map((arg) => ({ ...arg, at })),
});

/** What a service waits for: as it says, and what it shares namespaces or volumes with. */
export function dependenciesOf(service: Mapping): Map<string, Dependency> {
  const found = new Map<string, Dependency>();
  const node = get(service, "depends_on");
  for (const key of ["network_mode", "ipc", "pid", "uts"]) {
    const shared = get(service, key);
    const name = /^service:(.+)$/.exec(textOf(shared) ?? "")?.[1];
    if (name !== undefined) found.set(name, { name, at: shared!.at, condition: "service_started", required: true });
  }
  for (const { at, text } of [...scalarsOf(get(service, "volumes_from")), ...scalarsOf(get(service, "links"))]) {
    const [name = ""] = text.split(":");
    if (name !== "container") found.set(name, { name, at, condition: "service_started", required: true });
  }
  for (const { at, text } of isList(node) ? scalarsOf(node) : [])
    found.set(text, { name: text, at, condition: "service_started", required: true });
  for (const { key, value } of entriesOf(node)) {
    const condition = textOf(get(value, "condition")) ?? "service_started";
    found.set(key.text, {
      name: key.text,
      at: key.at,
      condition,
      required: booleanOf(get(value, "required")) !== false,
    });
  }
  return found;
}

export function networksOf(node: Node | undefined, at: Place): Service["networks"] {
  const found = new Map<string, { at: Place; aliases: readonly string[] }>();
  for (const scalar of isList(node) ? scalarsOf(node) : []) found.set(scalar.text, { at: scalar.at, aliases: [] });
  for (const { key, value } of entriesOf(node))
    found.set(key.text, { at: key.at, aliases: scalarsOf(get(value, "aliases")).map(({ text }) => text) });
  if (found.size === 0) found.set("default", { at, aliases: [] });
  return found;
}

export function grantedOf(node: Node | undefined): Granted[] {
  return itemsOf(node).flatMap((item) => {
    const name = textOf(item) ?? textOf(get(item, "source"));
    if (name === undefined) return [];
    const target = textOf(get(item, "target")) ?? name;
    return [{ name, at: item.at, target: target.startsWith("/") ? target : `/run/secrets/${target}` }];
  });
}

export function limitsOf(node: Mapping): { memory?: Fact<number>; cpus?: Fact<number> } {
  const limits = get(node, "deploy", "resources", "limits");
  const memory = get(limits, "memory") ?? get(node, "mem_limit");
  const cpus = get(limits, "cpus") ?? get(node, "cpus") ?? get(node, "cpu_quota");
  const size = bytes(textOf(memory));
  const count = numberOf(cpus);
  return {
    ...(memory !== undefined && { memory: { value: size ?? Number.NaN, at: memory.at } }),
    ...(cpus !== undefined && { cpus: { value: count ?? Number.NaN, at: cpus.at } }),
  };
}

/** The image of a service, from its build or from its registry. */
export function madeOf(image: Service["image"], build: Build | undefined): Image | undefined {
  if (build !== undefined) return build.stage === undefined ? undefined : imageOfStage(build.stage);
  return image?.reference === undefined ? undefined : publishedImage(image.reference);
}

export { type Mount, mountsOf, type Port, portsOf };
