import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { projectsOf } from "./declared";
import { Files } from "./files";
import { LightProject } from "./light-project";
import type { FoundStack } from "./reading";
import { Refusal } from "./refusal";

/** What was handed over of one folder. */
export interface Ejected {
  readonly folder: string;
  /** Files that are a person's now. */
  readonly files: readonly string[];
  /** The declaration's new name; absent where it declares more than stacks and stays. */
  readonly declaration?: string;
}

/**
 * Hands the files of stacks over to their owner, and puts a declaration that has nothing else to say aside. Its name put
 * back, a synth takes the files again.
 *
 * @throws Refusal when the files are not as they are declared, or the disk refuses.
 */
export const eject = (found: readonly FoundStack[]): readonly Ejected[] =>
  projectsOf(found).map(([project]) => {
    const aside = ".projenrc.ts.bak"; // projen's own name for it
    const [from, to] = [".projenrc.ts", aside].map((name) => join(project.outdir, name)) as [string, string];
    const moves = project instanceof LightProject && existsSync(from);
    if (moves && existsSync(to)) throw new Refusal(`\`${aside}\` is there already: move it away. Nothing was written.`);
    const files = Files.of(project).eject();
    if (moves) renameSync(from, to);
    return { folder: project.outdir, files, ...(moves && { declaration: aside }) };
  });
