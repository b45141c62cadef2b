import type { Source } from "../place";
import { positionOf } from "../place";
import type { Instruction, Stage } from "../recover/dockerfile/nodes";
import { readDockerfile } from "../recover/dockerfile/read";
import { automatic } from "../recover/dockerfile/stages";
import { unquoted } from "../recover/dockerfile/words";
import { mountsOf, type StepMount } from "./step-mounts";

/** What the build of a Dockerfile takes from elsewhere. */
export interface BuildReads {
  /** In order. */
  readonly stages: readonly StageReads[];
  /** Names of build arguments that it declares, and those that every build has. */
  readonly arguments: readonly string[];
  /** Ids of the secrets that its steps mount. */
  readonly secrets: readonly string[];
  /** Why no builder reads it, with the line. */
  readonly faults: readonly { readonly line: number; readonly says: string }[];
}

export interface StageReads {
  /** Its number where it has no name. */
  readonly name: string;
  /** The stage or image that it goes on from; `scratch` also where only the builder knows. */
  readonly from: string;
  /** The stages, images and contexts that it takes files from. */
  readonly takes: readonly string[];
  /** What it reads of the build's context, as patterns of an ignore file; what a variable says may be anything. */
  readonly patterns: readonly string[];
}

export function readsOf(source: Source): BuildReads {
  const { faults, globals, stages } = readDockerfile(source);
  const all = stages.flatMap(stepsOf);
  return {
    stages: stages.map((stage) => {
      const steps = stepsOf(stage);
      const taken = steps.flatMap(takenBy);
      return {
        name: nameOf(stage),
        from: baseOf(stage),
        takes: distinct(taken.flatMap(({ from }) => from ?? [])),
        patterns: distinct(taken.flatMap(({ from, paths }) => (from === undefined ? paths.map(patternOf) : []))),
      };
    }),
    arguments: distinct([...automatic, ...[...globals, ...all].flatMap(argumentsOf)]),
    secrets: distinct(
      all.flatMap((step) =>
        mountsOf(step).flatMap(({ id = "", type }) => (type === "secret" && id !== "" ? [id] : [])),
      ),
    ),
    faults: faults.map(({ at, says }) => ({ line: positionOf(at).line, says })),
  };
}

const distinct = (items: readonly string[]): string[] => [...new Set(items)].sort();

const nameOf = ({ index, name }: Stage): string => name?.value ?? String(index);

const baseOf = ({ base }: Stage): string =>
  base.stage !== undefined ? nameOf(base.stage) : base.unknown.length > 0 ? "scratch" : base.text;

/** What a base makes whoever goes on from it do is done in this build, or in none. */
const stepsOf = ({ instructions }: Stage): readonly Instruction[] =>
  instructions.flatMap((each) => (each.trigger === undefined ? [each] : [each.trigger]));

const argumentsOf = ({ keyword, pairs }: Instruction): string[] =>
  keyword === "ARG" ? pairs.map(({ name }) => name) : [];

interface Taken {
  readonly from?: string;
  readonly paths: readonly string[];
}

function takenBy(step: Instruction): Taken[] {
  if (step.keyword === "RUN") return mountsOf(step).flatMap(boundBy);
  if (step.keyword !== "COPY" && step.keyword !== "ADD") return [];
  const from = step.flags.find(({ name }) => name === "from")?.setting;
  const words = (step.json ?? step.words.map(({ value }) => unquoted(value))).slice(0, -1);
  const paths = words.filter((path) => !path.startsWith("<<") && !remote.test(path));
  return [{ paths, ...(from !== undefined && { from }) }];
}

/** https://docs.docker.com/reference/dockerfile/#add */
const remote = /^(?:https?|git|ssh):\/\/|^git@/;

const boundBy = ({ from, source = ".", type }: StepMount): Taken[] =>
  type !== "bind" && from === undefined ? [] : [{ paths: [source], ...(from !== undefined && { from }) }];

/** A path from the context, which nothing leads out of; below what a variable says it is all. */
function patternOf(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part.includes("$")) return [...parts, "**"].join("/");
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.length === 0 ? "**" : parts.join("/");
}
