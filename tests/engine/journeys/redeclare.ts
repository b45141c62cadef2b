import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { install } from "../installed";
import { succeed } from "../run";
import type { TestStack } from "../stack";

const templates = resolve(__dirname, "../../../templates");

/** Synthesizes a copy of a template anew, with its declaration changed as its user would change it. */
export async function redeclare(
  stack: TestStack,
  template: string,
  change: (declaration: string) => string,
): Promise<void> {
  const source = (path: string) => readFileSync(join(templates, template, path), "utf8");
  const declaration = source(".projenrc.ts");
  expect(change(declaration)).not.toBe(declaration);
  stack.save(".projenrc.ts", change(declaration));
  for (const path of [".projen/files.json", ".projen/quaywright.json"]) stack.save(path, source(path));
  await succeed("node", [".projenrc.ts"], { cwd: stack.folder, env: install(stack.folder) });
  rmSync(join(stack.folder, "node_modules"), { recursive: true });
}
