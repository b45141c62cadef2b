import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, run } from "./engine/run";
import { copyWorkspace, type Package, packages, uses } from "./workspace-copy";

/**
 * Packages depend on one another in one direction, and on nothing that their package.json does not name. Each forbidden
 * import is planted once in a copy of the workspace; what is true without plants is seen first.
 */
let copy: ReturnType<typeof copyWorkspace>;
let clean: Record<Judge, Outcome>;
let planted: Record<Judge, string[]>;

const judges = {
  compiler: ["tsc", "--build", "--pretty", "false", ...packages.map(({ folder }) => `packages/${folder}`)],
  linter: ["biome", "check", "packages", "--reporter=github", "--max-diagnostics=none", "--diagnostic-level=error"],
} as const;
type Judge = keyof typeof judges;

/** Every way to import a package, the last of which goes around its name. */
const forms: Readonly<Record<string, (name: string, folder: string) => string>> = {
  value: (name) => `import * as found from "${name}";\n\nexport const used = found;\n`,
  type: (name) => `import type * as found from "${name}";\n\nexport type Used = typeof found;\n`,
  effect: (name) => `import "${name}";\n`,
  dynamic: (name) => `export const used = import("${name}");\n`,
  path: (_name, folder) => `import * as found from "../../${folder}/src/index";\n\nexport const used = found;\n`,
};
const byName = "Import another package by its name";

const forbidden = packages.flatMap((a) => packages.filter((b) => a !== b && !uses(a, b)).map((b) => ({ a, b })));
const testOnly = packages.flatMap((a) => Object.keys(a.devDependencies).map((name) => ({ a, name })));

const plant = (a: Package, what: string): string => `packages/${a.folder}/src/planted-${what.replace("/", "-")}.ts`;

beforeAll(async () => {
  copy = copyWorkspace();
  clean = { compiler: await judge("compiler"), linter: await judge("linter") };
  for (const { a, b } of forbidden) {
    for (const [form, text] of Object.entries(forms)) put(plant(a, `${b.folder}-${form}`), text(b.name, b.folder));
  }
  for (const { a, name } of testOnly) put(plant(a, `${name}-test-only`), forms.value!(name, ""));
  planted = { compiler: await complaints("compiler"), linter: await complaints("linter") };
}, 300_000);

afterAll(() => copy.remove());

test.each(["compiler", "linter"] as const)("without a forbidden import the %s is content", (name) => {
  expect(clean[name]).toEqual({ code: 0, stdout: "", stderr: expect.stringMatching(/^$|No fixes applied/) });
});

test.each(forbidden)("$a.name may not import $b.name, says the linter", ({ a, b }) => {
  const named = `${b.name} isn't specified in packages/${a.folder}/package.json`;
  const accepted = Object.keys(forms).filter(
    (form) => !refused("linter", plant(a, `${b.folder}-${form}`)).includes(form === "path" ? byName : named),
  );
  expect(accepted).toEqual([]);
});

test.each(forbidden)("$a.name may not import $b.name, says the compiler", ({ a, b }) => {
  const unlisted = `/packages/${b.folder}/src/index.ts' is not listed within the file list of project`;
  const accepted = Object.keys(forms).filter(
    (form) => !refused("compiler", plant(a, `${b.folder}-${form}`)).includes(unlisted),
  );
  expect(accepted).toEqual([]);
});

test.each(testOnly)("$a.name is not shipped with an import of $name, which only its tests have", ({ a, name }) => {
  expect(refused("linter", plant(a, `${name}-test-only`))).toContain(`${name} isn't specified`);
});

test("a forbidden import leaves nothing compiled among another package's sources", () => {
  const sources = packages.flatMap(({ folder }) =>
    readdirSync(join(copy.folder, "packages", folder, "src"), { recursive: true, encoding: "utf8" }),
  );
  expect(sources.filter((path) => /\.(js|d\.ts)$/.test(path))).toEqual([]);
});

function put(path: string, text: string): void {
  const file = join(copy.folder, path);
  if (existsSync(file)) throw new Error(`Unexpected file ${path}: two plants have one name`);
  writeFileSync(file, text);
}

const judge = (name: Judge): Promise<Outcome> => {
  const [command, ...args] = judges[name];
  return run(join(copy.folder, "node_modules/.bin", command), args, { cwd: copy.folder });
};

/** What a judge says, complaint by complaint: a line that is not indented, and the ones below that explain it. */
async function complaints(name: Judge): Promise<string[]> {
  const { code, stdout } = await judge(name);
  expect(code).not.toBe(0);
  return stdout.split(/\n(?=\S)/);
}

/** The complaints that name a file. */
const refused = (name: Judge, file: string): string =>
  planted[name].filter((complaint) => complaint.includes(file)).join("\n");
