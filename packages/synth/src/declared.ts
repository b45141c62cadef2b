import type { Stack } from "@quaywright/model";
import type { Project } from "projen/lib/project";
import type { Difference } from "./compare";
import { Files } from "./files";
import { LightProject } from "./light-project";
import type { FoundStack } from "./reading";

/** A folder with stacks, as they are declared and as it is. */
export interface DeclaredFolder {
  readonly folder: string;
  readonly stacks: readonly Stack[];
  readonly differences: readonly Difference[];
}

/**
 * Compares the folders of stacks that were read with what they declare. Nothing is written.
 *
 * @throws DeclarationError with every mistake of a declaration.
 * @throws Refusal when a value cannot be written into the file where it belongs, or the disk does not tell.
 */
export const compareDeclared = (found: readonly FoundStack[]): readonly DeclaredFolder[] =>
  projectsOf(found).map(([project, stacks]) => ({
    folder: project.outdir,
    stacks,
    differences: Files.of(project).differences(),
  }));

/** The projects of stacks, each with all its files planned. */
export const projectsOf = (found: readonly FoundStack[]): readonly [Project, readonly Stack[]][] =>
  [...new Set(found.map(({ project }) => project))].map((project) => {
    const here = found.filter((each) => each.project === project);
    if (project instanceof LightProject) project.adopt();
    for (const stack of here) stack.plan();
    return [project, here.flatMap(({ stacks }) => stacks)];
  });
