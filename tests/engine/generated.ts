import { existsSync, readdirSync, readFileSync } from "node:fs";
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

/** The folders of all templates' projects, from `templates`. */
const projects = (folder = ""): string[] =>
  readdirSync(join(templates, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .flatMap((inner) => (existsSync(join(templates, inner, ".projenrc.ts")) ? [inner] : folder ? [] : projects(inner)))
    .sort();

const all: readonly GeneratedFile[] = projects().flatMap((template) => {
  const folder = join(templates, template);
  const manifest = JSON.parse(readFileSync(join(folder, ".projen/quaywright.json"), "utf8"));
  return Object.keys(manifest).map((path) => ({ template, folder, path }));
});

/** The generated files of all templates whose path is like this. */
export const generated = (path: RegExp): GeneratedFile[] => all.filter((file) => path.test(file.path));

/** The Compose files in a folder by environment: its own, which names the project, behind a base, which does not. */
export function composeFilesIn(folder: string): Map<string, string[]> {
  const found = readdirSync(folder).filter((name) => /compose[^/]*\.ya?ml$/.test(name));
  const named = found.map((name) => {
    const [, environment] = /^name: \S+?-(\w+)$/m.exec(readFileSync(join(folder, name), "utf8")) ?? [];
    return { name, environment };
  });
  const base = named.filter(({ environment }) => environment === undefined).map(({ name }) => name);
  return new Map(
    named.flatMap(({ environment, name }) => (environment === undefined ? [] : [[environment, [...base, name]]])),
  );
}

/** The stacks of all templates. */
export const stacks = projects().flatMap((template) =>
  [...composeFilesIn(join(templates, template))].map(([environment, files]) => ({
    template,
    folder: join(templates, template),
    environment,
    files,
  })),
);
