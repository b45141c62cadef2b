import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const home = resolve(__dirname, "../../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-cli-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve(__dirname, ".."), join(folder, "node_modules/quaywright"));
});
beforeEach(() => {
  for (const name of readdirSync(folder)) if (name !== "node_modules") rmSync(join(folder, name), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const declare = (services = '{ db: postgres({ version: "17" }) }') =>
  writeFileSync(
    join(folder, ".projenrc.ts"),
    `import { postgres, StackProject } from "quaywright";\nnew StackProject({ name: "shop", services: ${services} }).synth();\n`,
  );
const written = () => readdirSync(folder).filter((name) => !["node_modules", ".projenrc.ts"].includes(name));

function quaywright(...args: readonly string[]) {
  const node = ["--conditions=@quaywright/source", "-r", join(home, "node_modules/tsx/dist/cjs/index.cjs")];
  const { status, stderr, stdout } = spawnSync(process.execPath, [...node, join(__dirname, "cli.ts"), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status, stderr, stdout };
}

test("without a command it writes what is declared", () => {
  declare();
  expect(quaywright()).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(written()).toContain("compose.yaml");
});

test("`env` makes what is missing, and a second time has nothing to do", () => {
  declare();
  expect(quaywright("env", "--check")).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^Missing.*\n {2}`secrets\/postgres_password`/),
  });
  expect(written()).toEqual([]);
  expect(quaywright("env")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Made:/) });
  expect(written()).toEqual(["secrets"]);
  expect(quaywright("env", "--check")).toEqual({ code: 0, stdout: "Nothing is missing.\n", stderr: "" });
});

test("`env` ends with 1 while something is left to do, for the environment that is asked for", () => {
  declare('{ app: { image: "a:1", variables: { HOST: { default: { development: "x" } } } } }');
  expect(quaywright("env", "production")).toMatchObject({ code: 1, stdout: expect.stringContaining("Set `HOST`") });
  expect(quaywright("env", "development")).toMatchObject({ code: 0, stdout: "Nothing is missing.\n" });
});

test("`env` tells a mistake of the declaration in words, and makes nothing", () => {
  declare('{ db: { ...postgres({ version: "17" }), replica: 1 } } as never');
  expect(quaywright("env")).toMatchObject({ code: 1, stderr: expect.stringMatching(/^1 mistake.*\n\n.*replica/) });
  expect(written()).toEqual([]);
});

test("a file that declares no stack is told", () => {
  writeFileSync(join(folder, ".projenrc.ts"), "");
  expect(quaywright("env")).toMatchObject({ code: 1, stderr: expect.stringContaining("declares no stack") });
});

test.each([
  [["en"], "There is no command `en`."],
  [["env", "prodution"], "There is no environment `prodution`, but `production`."],
  [["env", "production", "staging"], "Unexpected `staging`"],
  [["env", "--chekc"], "There is no option `--chekc`."],
  [["env", "--check=no"], "There is no option `--check`"],
  [["--check"], "`--check` is an option of `quaywright env`."],
])("%j is told in words, with 2", (args, words) => {
  declare();
  expect(quaywright(...args)).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining(words) });
  expect(written()).toEqual([]);
});

test("`--help` tells what there is", () => {
  expect(quaywright("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("quaywright env") });
});

test("TypeScript that is none is told with its place, without a stack", () => {
  writeFileSync(
    join(folder, ".projenrc.ts"),
    'import { StackProject } from "quaywright";\nnew StackProject({ name: ;\n',
  );
  const { code, stderr } = quaywright();
  expect(code).toBe(1);
  expect(stderr).toMatch(/\.projenrc\.ts:2:25: ERROR: Unexpected ";"/);
  expect(stderr).not.toMatch(/^ {4}at /m);
});

test("a declaration that nobody synthesizes is no success", () => {
  writeFileSync(
    join(folder, ".projenrc.ts"),
    'import { postgres, StackProject } from "quaywright";\nnew StackProject({ name: "shop", services: { db: postgres({ version: "17" }) } });\n',
  );
  expect(quaywright()).toEqual({ code: 1, stdout: "", stderr: expect.stringContaining("without `project.synth()`") });
});
