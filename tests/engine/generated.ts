import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const templates = resolve(__dirname, "../../templates");

/** A file that a template's synth wrote. */
export interface GeneratedFile {
  readonly template: string;
  /** The template's folder. */
  readonly folder: string;
  /** Path in the template. */
  readonly path: string;
}

const all: readonly GeneratedFile[] = readdirSync(templates).flatMap((template) => {
  const folder = join(templates, template);
  const manifest = JSON.parse(readFileSync(join(folder, ".projen/quaywright.json"), "utf8"));
  return Object.keys(manifest).map((path) => ({ template, folder, path }));
});

/** The generated files of all templates whose path is like this. */
export const generated = (path: RegExp): GeneratedFile[] => all.filter((file) => path.test(file.path));
