import type { Stack } from "@quaywright/model";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";

/** A stack in each of its environments, and the project whose folder it is for. */
export interface FoundStack {
  readonly project: Project;
  readonly stacks: readonly Stack[];
  /** Makes its files in memory. */
  readonly plan: () => unknown;
}

let found: FoundStack[] | undefined;

/**
 * The stacks that a program declares. From here on the process writes no project, whatever the program does later: one
 * of ours does not synthesize, and at the first synth of another project of projen the program ends.
 */
export function readStacks(program: () => void): readonly FoundStack[] {
  const stacks: FoundStack[] = [];
  found = stacks;
  try {
    program();
  } catch (error) {
    if (!(error instanceof Halt)) throw error;
  }
  return stacks;
}

/** Whether programs are only read. */
export const isReading = (): boolean => found !== undefined;

/** Tells the reader of a stack that came to be. */
export function noteStack(stack: FoundStack): void {
  found?.push(stack);
  HaltedSynth.of(stack.project.root);
}

/** The end of a program that is only read. */
class Halt extends Error {}

/** Ends the program when its project begins to synthesize, before projen has touched a file. */
class HaltedSynth extends Component {
  static of(project: Project): void {
    if (!project.components.some((component) => component instanceof HaltedSynth)) new HaltedSynth(project);
  }

  private constructor(project: Project) {
    super(project, "quaywright-reading");
  }

  override preSynthesize(): void {
    throw new Halt();
  }
}
