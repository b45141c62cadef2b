import type { Stack } from "@quaywright/model";
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
export function compareDeclared(found: readonly FoundStack[]): readonly DeclaredFolder[] {
  const projects = [...new Set(found.map(({ project }) => project))];
  return projects.map((project) => {
    const here = found.filter((each) => each.project === project);
    if (project instanceof LightProject) project.adopt();
    for (const stack of here) stack.plan();
    return {
      folder: project.outdir,
      stacks: here.flatMap(({ stacks }) => stacks),
      differences: Files.of(project).differences(),
    };
  });
}
