import { appendFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { succeed } from "./engine/run";
import { copyWorkspace, packages, reaches } from "./workspace-copy";

jest.setTimeout(180_000);

/** What runs after a change: seen in a repository of its own, with our configuration and sources of a line each. */
const names = packages.map(({ name }) => name);
const { folder, remove } = copyWorkspace();
const nx = (...args: string[]): Promise<string> =>
  succeed(join(folder, "node_modules/.bin/nx"), args, { cwd: folder, env: { NX_ISOLATE_PLUGINS: "false" } });
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const git = (...args: string[]): Promise<string> =>
  succeed("git", ["-c", "user.name=test", "-c", "user.email=test@localhost", ...args], { cwd: folder });

beforeAll(async () => {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    // what jest reads before any test is configuration
    const kept = path === "tests/random.ts" || path.startsWith("node_modules");
    if (path.endsWith(".ts") && !kept) rmSync(join(folder, path));
  }
  for (const { folder: own, name, dependencies } of packages) {
    const used = Object.keys(dependencies).filter((dependency) => names.includes(dependency));
    const imports = used.map((dependency) => `import "${dependency}";\n`).sort();
    write(`packages/${own}/src/index.ts`, `${imports.join("")}\nexport const name = "${name}";\n`.trimStart());
  }
  for (const path of ["tests/one.test.ts", "tests/engine/one.test.ts"]) {
    write(path, 'import { name } from "quaywright";\n\ntest("one", () => expect(name).toBe("quaywright"));\n');
  }
  await git("init", "--quiet");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "All");
});

afterAll(remove);

/** The tasks that a run names, apart by whether the cache had them. */
function tasks(output: string): { ran: string[]; cached: string[] } {
  const lines = [...output.matchAll(/^✔ {2}nx run (\S+)(.*)$/gm)];
  const names = (hit: boolean) => lines.flatMap(([, task, how]) => (/cache/.test(how!) === hit ? [task!] : [])).sort();
  return { ran: names(false), cached: names(true) };
}

const each = (targets: readonly string[], projects: readonly string[]): string[] =>
  projects.flatMap((project) => targets.map((target) => `${project}:${target}`)).sort();

describe("what a change of a file affects", () => {
  const affected = async (file: string): Promise<string[]> =>
    (await nx("show", "projects", "--affected", "--with-target", "test", "--files", file)).trim().split("\n").sort();

  test.each(packages)(
    "of $name: its tests, those of the packages that use it, and those of the whole",
    async (changed) => {
      const users = packages.filter((other) => other === changed || reaches(other, changed)).map(({ name }) => name);
      expect(await affected(`packages/${changed.folder}/src/index.ts`)).toEqual([...users, "workspace"].sort());
    },
  );

  test.each([".projenrc.ts", "projenrc/workspace.ts", "tests/pack.test.ts", "templates/django-react/.projenrc.ts"])(
    "of no package, %s: only the tests of the whole",
    async (file) => expect(await affected(file)).toEqual(["workspace"]),
  );

  test("of what all share: everything", async () => {
    expect(await affected("tsconfig.base.json")).toEqual([...names, "workspace"].sort());
  });
});

test("a second run has everything from the cache, and neither run leaves anything in the tree", async () => {
  const everything = [
    ...each(["test", "typecheck"], names),
    ...each(["lint", "test", "typecheck"], ["workspace"]),
  ].sort();
  const first = await nx("run-many", "-t", "lint", "typecheck", "test");
  expect(tasks(first)).toEqual({ ran: everything, cached: [] });
  const second = await nx("run-many", "-t", "lint", "typecheck", "test");
  expect(tasks(second)).toEqual({ ran: [], cached: everything });
  expect(await git("status", "--porcelain")).toBe("");
});

test("only what a change can break runs after it, and nothing once it is taken back", async () => {
  appendFileSync(join(folder, "packages/presets/src/index.ts"), "// changed\n");
  const output = await nx("affected", "-t", "typecheck", "test", "--base=HEAD");
  expect(tasks(output)).toEqual({
    ran: each(["test", "typecheck"], ["@quaywright/presets", "quaywright", "workspace"]),
    cached: each(
      ["typecheck"],
      names.filter((name) => !["@quaywright/presets", "quaywright"].includes(name)),
    ),
  });
  await git("checkout", "--quiet", ".");
  expect(await nx("affected", "-t", "typecheck", "test", "--base=HEAD")).toContain("No tasks were run");
});

test("what asks an engine runs every time", async () => {
  for (const _ of [1, 2]) expect(await nx("run", "workspace:engine")).toContain("0/1 hit");
});
