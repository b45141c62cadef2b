import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type HandbookFile, renderHandbook } from "@quaywright/handbook";
import { type HandbookPage, parts, type Stack } from "@quaywright/model";
import { readStacks } from "@quaywright/synth";

const folder = resolve(__dirname, "../../templates");

/** The templates, each with its stacks. */
export const templates: readonly { readonly name: string; readonly stacks: readonly Stack[] }[] = readdirSync(folder)
  .flatMap((name) => [name, ...readdirSync(join(folder, name)).map((inner) => join(name, inner))])
  .filter((name) => existsSync(join(folder, name, ".projenrc.ts")))
  .sort()
  .map((name) => ({ name, stacks: stacksOf(join(folder, name, ".projenrc.ts")) }));

function stacksOf(declaration: string): readonly Stack[] {
  const home = process.cwd();
  process.chdir(resolve(declaration, ".."));
  try {
    return readStacks(() => require(declaration))[0]?.stacks ?? [];
  } finally {
    process.chdir(home);
  }
}

/** All there is to say of a stack on one page, and its picture. */
export function pageOf(
  stacks: readonly Stack[],
  format: HandbookPage["format"],
): { page: string; files: readonly HandbookFile[] } {
  const path = format === "rst" ? "docs/all.rst" : "docs/all.md";
  const files = renderHandbook(stacks.map((stack) => ({ ...stack, pages: [{ path, format, parts, marked: false }] })));
  const page = files.find((file) => file.path === path);
  if (page === undefined || !("text" in page)) throw new Error("no page");
  return { page: page.text, files };
}
