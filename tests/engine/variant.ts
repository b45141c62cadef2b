import { printProblems, resolve, type UncheckedDeclaration } from "@quaywright/model";
import { plan } from "@quaywright/render";
import type { TestStack } from "./stack";

/** Files of another declaration, by path. */
export function variant(declaration: UncheckedDeclaration): Readonly<Record<string, string>> {
  const resolved = resolve(declaration);
  if ("problems" in resolved) throw new Error(printProblems("the variant", resolved.problems));
  return Object.fromEntries(plan(resolved.stacks).map(({ path, text }) => [path, text]));
}

/** Lays them over a copy of a template. */
export function lay(stack: TestStack, declaration: UncheckedDeclaration): void {
  for (const [path, text] of Object.entries(variant(declaration))) stack.save(path, text);
}
