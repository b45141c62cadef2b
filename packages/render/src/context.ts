import { type Build, type BuildStage, type BuildStep, placeOf } from "@quaywright/model";
import { stepsOf } from "./dockerfile";

/** What a build reads of the project: files by their paths, and folders or files of which only the builder knows. */
export interface Context {
  readonly files: readonly string[];
  /** With a `/` at its end it is a folder. */
  readonly paths: readonly string[];
}

/** What the build of a stage reads of its context: what that stage and those that it is made from copy or bind. */
export function contextOf(build: Build, target: string): Context {
  const steps = stagesOf(build, target).flatMap((stage) => stepsOf(stage, build));
  const unique = (paths: readonly string[]): string[] => [...new Set(paths)].sort();
  return {
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
function stagesOf(build: Build, target: string): readonly BuildStage[] {
  const byName = new Map(build.stages.map((stage) => [stage.name, stage]));
  const found = new Set<BuildStage>();
  const visit = (name: unknown): void => {
    const stage = typeof name === "string" ? byName.get(name) : undefined;
    if (stage === undefined || found.has(stage)) return;
    found.add(stage);
    visit(stage.from);
    for (const step of stepsOf(stage, build)) {
      for (const from of step.kind === "copy" ? [step.from] : (step.binds ?? []).map((bind) => bind.from)) visit(from);
    }
  };
  visit(target);
  return [...found];
}
