import type { Stack } from "@quaywright/model";
import type { Project } from "projen/lib/project";
import { compare, type Difference, type Plan } from "./compare";
import { Files } from "./files";
import { LightProject } from "./light-project";
import { readManifest } from "./manifest";
import { isFile, look, textOf } from "./on-disk";
import type { FoundStack } from "./reading";

/** A folder with stacks, as they are declared and as it is. */
export interface DeclaredFolder {
  readonly folder: string;
  readonly stacks: readonly Stack[];
  readonly differences: readonly Difference[];
  /** The generated files as they are, by path: those that a synth would touch, and those that it would leave. */
  readonly before: ReadonlyMap<string, string>;
  /** The same as they are declared. */
  readonly after: ReadonlyMap<string, string>;
}

/**
 * Compares the folders of stacks that were read with what they declare. Nothing is written.
 *
 * @throws DeclarationError with every mistake of a declaration.
 * @throws Refusal when a value cannot be written into the file where it belongs, or the disk does not tell.
 */
export const compareDeclared = (found: readonly FoundStack[]): readonly DeclaredFolder[] =>
  projectsOf(found).map(([project, stacks]) => compareFolder(project.outdir, Files.of(project).plan(), stacks));

/** Compares one folder with what is planned for it. */
export function compareFolder(folder: string, plan: Plan, stacks: readonly Stack[]): DeclaredFolder {
  const written = readManifest(folder);
  const after = new Map(plan.files.map(({ path, text }) => [path, text]));
  const before = [...new Set([...Object.keys(written), ...after.keys()])].flatMap((path): [string, string][] => {
    const file = look(folder, path);
    return isFile(file) ? [[path, textOf(file)]] : [];
  });
  return { folder, stacks, differences: compare(folder, plan, written), before: new Map(before), after };
}

/** The projects of stacks, each with all its files planned. */
export const projectsOf = (found: readonly FoundStack[]): readonly [Project, readonly Stack[]][] =>
  [...new Set(found.map(({ project }) => project))].map((project) => {
    const here = found.filter((each) => each.project === project);
    for (const stack of here) stack.plan();
    if (project instanceof LightProject) project.adopt();
    return [project, here.flatMap(({ stacks }) => stacks)];
  });
