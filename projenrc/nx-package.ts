import { readFileSync } from "node:fs";
import { Files } from "@quaywright/synth";
import { Component } from "projen/lib/component";
import type { Project } from "projen/lib/project";
import { type Dependency, pinned } from "./versions";

export interface NxPackageOptions {
  readonly description: string;
  /** Name on the registry. Default: `@quaywright/<folder>`. */
  readonly name?: string;
  /** Packages made before this one that it may import: a cycle cannot be written down. */
  readonly uses?: readonly NxPackage[];
  /** Third-party packages that it needs to run. */
  readonly dependencies?: readonly Dependency[];
  /** Third-party packages that only its tests import. */
  readonly tests?: readonly Dependency[];
  /** Further entry points, each a file of `src`, imported as `<name>/<entry>`. */
  readonly entries?: readonly string[];
  /** File of `src` that is the command of the package's name. */
  readonly bin?: string;
  /** Whether what is published holds it as one file too: see `bundle.mjs`. */
  readonly bundled?: boolean;
}

/** Private export condition under which a package is its TypeScript sources. */
export const SOURCE = "@quaywright/source";
export const VERSION = "0.1.0";

/** One package of the workspace: its package.json and tsconfig.json. */
export class NxPackage extends Component {
  readonly name: string;

  constructor(
    project: Project,
    readonly folder: string,
    { description, name, uses = [], dependencies = [], tests = [], entries = [], bin, bundled }: NxPackageOptions,
  ) {
    super(project, `package-${folder}`);
    this.name = name ?? `@quaywright/${folder}`;
    const files = Files.of(project);
    files.addJson(`packages/${folder}/package.json`, {
      name: this.name,
      version: VERSION,
      description,
      license: "MIT",
      ...(bin && { bin: { [this.name]: `./lib/${bin}.js` } }),
      main: "./lib/index.js",
      types: "./lib/index.d.ts",
      exports: {
        ".": entry("index"),
        ...Object.fromEntries(entries.map((file) => [`./${file}`, entry(file)])),
        "./package.json": "./package.json",
      },
      files: ["lib", "!lib/**/*.test.*", "!lib/.tsbuildinfo"],
      engines: { node: ">=20.19" },
      scripts: {
        test: `jest --config ../../jest.config.json --roots packages/${folder} --passWithNoTests`,
        typecheck: "tsc --build --emitDeclarationOnly",
        prepack: bundled ? `tsc --build && ${bundle}` : "tsc --build",
        ...(bundled && { postpack: `${bundle} --remove` }),
      },
      dependencies: { ...Object.fromEntries(uses.map((used) => [used.name, VERSION])), ...pinned(dependencies) },
      devDependencies: pinned(tests),
    });
    files.add({ path: `packages/${folder}/README.md`, text: `# ${this.name}\n\n${description}\n\n${partOf}\n` });
    files.add({ path: `packages/${folder}/LICENSE`, text: readFileSync("LICENSE", "utf8") });
    files.addJson(`packages/${folder}/tsconfig.json`, {
      extends: "../../tsconfig.base.json",
      compilerOptions: { rootDir: "src", outDir: "lib", tsBuildInfoFile: "lib/.tsbuildinfo" },
      include: ["src", "src/**/*.json"],
      references: uses.map((used) => ({ path: `../${used.folder}` })),
    });
  }
}

const bundle = "node ../../projenrc/bundle.mjs";

const partOf =
  "A part of Quaywright: one typed declaration of a container stack, and every file it needs, kept in step.";

const entry = (file: string) => ({
  [SOURCE]: `./src/${file}.ts`,
  types: `./lib/${file}.d.ts`,
  default: `./lib/${file}.js`,
});
