import { execFileSync } from "node:child_process";
import { Files, LightProject } from "@quaywright/synth";
import { SOURCE } from "./nx-package";
import { pinned } from "./versions";

/** Loaded as JavaScript before tsx, which then transforms our own sources only: half the time of `npx projen`. */
const preloaded = ["projen/lib/project", "zod", "tsx/cjs"];

/** The root of the monorepo: package.json, tsconfigs, and the configuration of jest, nx and Biome. */
export class Workspace extends LightProject {
  constructor() {
    super({
      name: "quaywright",
      synth: ["node", `--conditions=${SOURCE}`, ...preloaded.flatMap((name) => ["-r", name]), ".projenrc.ts"],
    });
    const files = Files.of(this);
    files.addJson("package.json", packageJson);
    files.addJson("tsconfig.base.json", tsconfigBase);
    files.addJson("tsconfig.json", tsconfig);
    files.addJson("jest.config.json", jest);
    files.addJson("nx.json", nx);
    files.addJson("project.json", project);
    files.addJson("biome.json", biome);
  }

  override postSynthesize(): void {
    if (Files.of(this).written.some((path) => path.endsWith("package.json"))) {
      execFileSync("npm", ["install"], { cwd: this.outdir, stdio: "inherit" });
    }
  }
}

const packageJson = {
  name: "quaywright-workspace",
  private: true,
  license: "MIT",
  workspaces: ["packages/*"],
  engines: { node: ">=20.19" },
  scripts: {
    test: "nx run-many -t lint typecheck test --output-style=stream && nx run workspace:engine",
    lint: "biome check .",
    format: "biome check --write .",
    docs: "node --conditions=@quaywright/source -r tsx/cjs projenrc/docs/index.ts",
    bench: "node --conditions=@quaywright/source -r tsx/cjs tests/bench/index.ts",
  },
  devDependencies: pinned([
    "@biomejs/biome",
    "@swc/core",
    "@swc/jest",
    "@types/jest",
    "@types/node",
    "constructs",
    "dotenv",
    "esbuild",
    "fast-check",
    "jest",
    "nx",
    "playwright-core",
    "projen",
    "tsx",
    "typescript",
    "yaml",
    "zod",
  ]),
  allowScripts: { "@parcel/watcher": false, "@swc/core": true, esbuild: true, nx: true },
};

/** `paths` rather than the export condition: a file outside of `references` is then an error of the compiler. */
const tsconfigBase = {
  compilerOptions: {
    target: "es2022",
    lib: ["es2022"],
    module: "nodenext",
    moduleResolution: "nodenext",
    paths: {
      "@quaywright/*": ["./packages/*/src/index.ts"],
      "@quaywright/presets/descriptions": ["./packages/presets/src/descriptions.ts"],
      quaywright: ["./packages/quaywright/src/index.ts"],
      "quaywright/*": ["./packages/quaywright/src/*.ts"],
    },
    types: ["node", "jest"],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitOverride: true,
    skipLibCheck: true,
    esModuleInterop: true,
    isolatedModules: true,
    composite: true,
    declaration: true,
    noEmitOnError: true, // else a package that imports what it may not leaves JavaScript in the other one's sources
  },
};

const tsconfig = {
  extends: "./tsconfig.base.json",
  compilerOptions: { noEmit: true, composite: false, declaration: false, incremental: false },
  include: [".projenrc.ts", "projenrc/**/*.ts", "templates/**/.projenrc.ts", "tests/**/*.ts"],
  exclude: ["tests/engine/applications/express"],
};

const jest = {
  testMatch: ["<rootDir>/**/*.test.ts"],
  setupFiles: ["<rootDir>/tests/random.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/lib/"],
  // a test that starts a process may have to wait for its turn on a busy machine
  testTimeout: 30_000,
  transform: {
    "^.+\\.[jt]s$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!unbash/)"],
  testEnvironmentOptions: { customExportConditions: [SOURCE, "node", "node-addons"] },
};

const nx = {
  analytics: false,
  cacheDirectory: ".nx/cache",
  neverConnectToCloud: true,
  useDaemonProcess: false,
  namedInputs: {
    default: ["{projectRoot}/**/*", "sharedGlobals"],
    sharedGlobals: ["package-lock.json", "tsconfig.base.json", "jest.config.json", "tests/random.ts"].map(
      (file) => `{workspaceRoot}/${file}`,
    ),
  },
  targetDefaults: {
    test: { cache: true, inputs: ["default", "^default"] },
    typecheck: {
      cache: true,
      dependsOn: ["^typecheck"],
      inputs: ["default", "^default"],
      outputs: ["{projectRoot}/lib"],
    },
  },
};

const everything = ["{workspaceRoot}/**/*", "!{workspaceRoot}/.nx/**/*", "!{workspaceRoot}/packages/*/lib/**/*"];

/** What belongs to no package: the root's own sources, the templates, and the tests of the whole. */
const project = {
  name: "workspace",
  implicitDependencies: ["quaywright"],
  targets: {
    lint: { command: "biome ci .", cache: true, inputs: everything },
    typecheck: { command: "tsc --project tsconfig.json", cache: true, inputs: everything, outputs: [] },
    test: {
      command: "jest --roots tests --testPathIgnorePatterns /engine/ /lib/ /node_modules/",
      cache: true,
      inputs: everything,
    },
    engine: { command: "jest --roots tests/engine --runInBand", cache: false },
  },
};

const biome = {
  vcs: { enabled: true, clientKind: "git", useIgnoreFile: true },
  files: {
    includes: ["**", "!**/*.json", "!**/*.md", "!.projen", "!templates/**/{*.yml,*.html,*.svg,docker,frontend}"],
  },
  formatter: { indentStyle: "space", lineWidth: 120 },
  json: { formatter: { enabled: false } },
  linter: {
    rules: {
      preset: "recommended",
      correctness: { noUndeclaredDependencies: "error" },
      suspicious: { noImportCycles: "error", noTemplateCurlyInString: "off" },
      style: { noNonNullAssertion: "off" },
    },
  },
  overrides: [
    {
      includes: ["packages/**"],
      linter: {
        rules: {
          correctness: {
            noUndeclaredDependencies: {
              level: "error",
              options: { devDependencies: ["**/*.test.ts", "**/*.test.data.ts"] },
            },
          },
          style: {
            noRestrictedImports: {
              level: "error",
              options: { patterns: [{ group: ["**/src/**"], message: "Import another package by its name." }] },
            },
          },
        },
      },
    },
    {
      includes: [".projenrc.ts", "projenrc/**", "tests/**"],
      linter: { rules: { correctness: { noUndeclaredDependencies: "off" } } },
    },
    {
      includes: ["packages/quaywright/src/run.ts", "packages/quaywright/src/cli.ts"],
      assist: { actions: { source: { organizeImports: "off" } } },
    },
  ],
};
