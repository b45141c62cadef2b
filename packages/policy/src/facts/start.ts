import type { Source } from "../place";
import { textAt } from "../place";
import { imageOfStage } from "../recover/dockerfile/image";
import type { Instruction } from "../recover/dockerfile/nodes";
import { readDockerfile } from "../recover/dockerfile/read";

/** What a stage starts with, as its Dockerfile says it: each empty where it says none. */
export interface Start {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
}

/** @param target the name of a stage; the last one where there is none. */
export function startOf(source: Source, target?: string): Start | undefined {
  const { stages } = readDockerfile(source);
  const stage = target === undefined ? stages.at(-1) : stages.find(({ name }) => name?.value === target);
  if (stage === undefined) return undefined;
  const { command, entrypoint } = imageOfStage(stage);
  return { entrypoint: wordsOf(entrypoint), command: wordsOf(command) };
}

/** https://docs.docker.com/reference/dockerfile/#shell-and-exec-form */
function wordsOf(instruction: Instruction | undefined): readonly string[] {
  if (instruction === undefined) return [];
  return instruction.json ?? ["/bin/sh", "-c", textAt(instruction.rest).trim()];
}
