import { rememberedOf } from "../../remembered";
import { imageReference } from "../image-reference";
import { expand } from "./expand";
import type { Base, Dockerfile, Instruction, Stage } from "./nodes";
import { unquoted } from "./words";

/** What BuildKit sets by itself: https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
export const automatic: ReadonlySet<string> = new Set(
  (
    "TARGETPLATFORM TARGETOS TARGETARCH TARGETVARIANT BUILDPLATFORM BUILDOS BUILDARCH BUILDVARIANT TARGETSTAGE " +
    "HTTP_PROXY http_proxy HTTPS_PROXY https_proxy FTP_PROXY ftp_proxy NO_PROXY no_proxy ALL_PROXY all_proxy " +
    "SOURCE_DATE_EPOCH BUILDKIT_SYNTAX BUILDKIT_CONTEXT_KEEP_GIT_DIR"
  ).split(" "),
);

/** The stages of a Dockerfile, each with what it is built from. */
export function stagesOf(dockerfile: Dockerfile): Stage[] {
  const globals = defaultsOf(dockerfile.globals);
  const stages: Stage[] = [];
  const byName = new Map<string, Stage>();
  let current: { from: Instruction; instructions: Instruction[] } | undefined;
  const finish = () => {
    if (current === undefined) return;
    const { from, instructions } = current;
    const [, as, named] = from.words;
    const name = /^as$/i.test(as?.value ?? "") ? named : undefined;
    const base = baseOf(from, globals, byName);
    stages.push({ dockerfile, index: stages.length, name, from, base, instructions });
    if (name !== undefined) byName.set(name.value.toLowerCase(), stages.at(-1)!);
  };
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === "FROM") {
      finish();
      current = { from: instruction, instructions: [] };
    } else current?.instructions.push(instruction);
  }
  finish();
  return stages;
}

function defaultsOf(args: readonly Instruction[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of args.flatMap(({ pairs }) => pairs)) {
    if (value !== undefined) values.set(name, expand(value, (other) => values.get(other)).text);
  }
  return values;
}

function baseOf(from: Instruction, globals: Map<string, string>, stages: ReadonlyMap<string, Stage>): Base {
  const [word] = from.words;
  const written = word?.value ?? "";
  const { text, unknown } = expand(unquoted(written), (name) => globals.get(name));
  const platform = from.flags.find(({ name }) => name === "platform");
  const stage =
    unknown.length === 0
      ? stages.get(text.toLowerCase())
      : unknown.every((name) => automatic.has(name))
        ? ofPlatform(unquoted(written), stages)
        : undefined;
  const isKnown = unknown.length === 0 || stage !== undefined;
  const image = isKnown && stage === undefined && text !== "scratch" ? imageReference(text) : undefined;
  return { at: word?.at ?? from.at, text, written, unknown: isKnown ? [] : unknown, stage, image, platform };
}

/** `FROM base-${TARGETARCH}`: one of the stages that this may name, the first for all of them. */
function ofPlatform(written: string, stages: ReadonlyMap<string, Stage>): Stage | undefined {
  const parts = written.toLowerCase().split(/\$\{?\w+\}?/);
  const [first = "", last = ""] = [parts[0], parts.at(-1)];
  for (const [name, stage] of stages) {
    if (!name.startsWith(first) || !name.endsWith(last)) continue;
    let from = first.length;
    if (
      parts.slice(1).every((part) => {
        const found = part === "" ? from : name.indexOf(part, from + 1);
        from = found + part.length;
        return found >= 0;
      })
    )
      return stage;
  }
  return undefined;
}

/** A stage and those that it is built from, itself first. */
export function chainOf(stage: Stage): Stage[] {
  const chain: Stage[] = [];
  for (let next: Stage | undefined = stage; next !== undefined; next = next.base.stage) chain.push(next);
  return chain;
}

/** A fact of a stage that goes on from that of its base: worked out once for each, however long the chain. */
export function inherited<T>(more: (stage: Stage, base: T | undefined) => T): (stage: Stage) => T {
  const facts = new WeakMap<Stage, { readonly fact: T }>();
  return (stage) => {
    const known = facts.get(stage);
    if (known !== undefined) return known.fact;
    const missing: Stage[] = [stage];
    let next = stage.base.stage;
    for (; next !== undefined && !facts.has(next); next = next.base.stage) missing.push(next);
    let fact = next && facts.get(next)!.fact;
    for (let each = missing.pop(); each !== undefined; each = missing.pop()) {
      fact = more(each, fact);
      facts.set(each, { fact });
    }
    return fact as T;
  };
}

/** The instructions that made an image, oldest first: of a long chain that is much, and kept only for who asks. */
export const historyOf = rememberedOf((stage: Stage): readonly Instruction[] =>
  stage.base.stage === undefined
    ? stage.instructions
    : chainOf(stage)
        .reverse()
        .flatMap((each) => each.instructions),
);

/** Whether another stage is built from it. */
export const isBase = (stage: Stage): boolean => basesOf(stage.dockerfile).has(stage);

const basesOf = rememberedOf(
  ({ stages }: Dockerfile): ReadonlySet<Stage | undefined> => new Set(stages.map(({ base }) => base.stage)),
);
