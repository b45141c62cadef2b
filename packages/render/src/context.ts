import { type Build, type BuildStage, type BuildStep, placeOf } from "@quaywright/model";
import { stepsOf } from "./dockerfile";

/** What a build reads of the project: files by their paths, and folders or files of which only the builder knows. */
export interface Context {
  readonly files: readonly string[];
  /** With a `/` at its end it is a folder. */
  readonly paths: readonly string[];
  /** What a person's Dockerfile says it copies, as patterns of an ignore file. */
  readonly patterns: readonly string[];
}

/**
 * What the build of a stage, by default the last, reads of its context: what that stage and those that it is made from
 * copy or bind.
 */
export function contextOf(build: Build, target: string | undefined): Context {
  const unique = (paths: readonly string[]): string[] => [...new Set(paths)].sort();
  if (build.written !== undefined) {
    const { stages } = build.written;
    const reads = below(stages, target, ({ from, takes }) => [from, ...takes]).flatMap((stage) => stage.reads);
    return { files: [], paths: [], patterns: unique(reads) };
  }
  const steps = below(build.stages, target, (stage) => takenBy(stage, build)).flatMap((stage) => stepsOf(stage, build));
  return {
    patterns: [],
    files: unique(
      steps.flatMap((step) => (step.kind === "copy" && step.from === "attachments" ? step.sources : [])),
    ).map((name) => placeOf(build, name)),
    paths: unique(steps.flatMap(sourcesOf)),
  };
}

const sourcesOf = (step: BuildStep): readonly string[] => {
  if (step.kind === "copy") return step.from === undefined ? step.sources : [];
  return (step.binds ?? []).flatMap(({ from, source }) => (from === undefined ? [source] : []));
};

/** A stage with all that it goes on from or takes files from: the builder leaves out the others. */
function below<S extends { readonly name: string }>(
  stages: readonly S[],
  target: string | undefined,
  from: (stage: S) => readonly unknown[],
): readonly S[] {
  const byName = new Map(stages.map((stage) => [stage.name.toLowerCase(), stage]));
  const found = new Set<S>();
  const visit = (name: unknown): void => {
    const stage = typeof name === "string" ? (byName.get(name.toLowerCase()) ?? stages[Number(name)]) : undefined;
    if (stage === undefined || found.has(stage)) return;
    found.add(stage);
    for (const each of from(stage)) visit(each);
  };
  visit(target ?? stages.at(-1)?.name);
  return [...found];
}

const takenBy = (stage: BuildStage, build: Build): readonly unknown[] => [
  stage.from,
  ...stepsOf(stage, build).flatMap((step) =>
    step.kind === "copy" ? [step.from] : (step.binds ?? []).map((bind) => bind.from),
  ),
];
