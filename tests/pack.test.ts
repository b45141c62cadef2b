import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { run, succeed } from "./engine/run";
import { copyWorkspace, packages } from "./workspace-copy";

/** What a user gets: the packed packages installed in an empty folder, and each template's own files beside them. */
const home = mkdtempSync(join(tmpdir(), "quaywright-pack-"));
const templates = resolve(__dirname, "../templates");
const compiler = resolve(__dirname, "../node_modules/.bin/tsc");
const names = readdirSync(templates, { recursive: true, encoding: "utf8" })
  .filter((path) => /(^|\/)\.projenrc\.ts$/.test(path) && !path.includes("node_modules"))
  .map((path) => dirname(path));
const inHome = (...path: string[]): string => join(home, ...path);
const bin = (name: string): string => inHome("node_modules/.bin", name);

beforeAll(async () => {
  const copy = copyWorkspace();
  const packed = mkdtempSync(join(tmpdir(), "quaywright-packed-"));
  await succeed("npm", ["pack", "--workspaces", "--pack-destination", packed], { cwd: copy.folder });
  copy.remove();
  cpSync(join(templates, "django-react/package.json"), inHome("package.json"));
  const tarballs = readdirSync(packed).map((file) => join(packed, file));
  const flags = ["--no-save", "--no-package-lock", "--prefer-offline", "--no-audit", "--no-fund"];
  await succeed("npm", ["install", ...flags, ...tarballs], { cwd: home });
  rmSync(packed, { recursive: true });
}, 120_000);

afterAll(() => rmSync(home, { recursive: true, force: true }));

test.each(packages)("$name ships JavaScript and its declarations, no sources and no tests", ({ name }) => {
  const shipped = files(inHome("node_modules", name)).filter((path) => path.startsWith("lib/"));
  const data = shipped.filter((path) => path.endsWith(".json"));
  expect(files(inHome("node_modules", name)).filter((path) => !shipped.includes(path))).toEqual([
    "LICENSE",
    "README.md",
    "package.json",
  ]);
  const bundle = shipped.filter((path) => path.startsWith("lib/bundle."));
  expect(bundle).toEqual(name === "@quaywright/policy" ? ["lib/bundle.js", "lib/bundle.licenses.txt"] : []);
  const rest = shipped.filter((path) => !data.includes(path) && !bundle.includes(path));
  const modules = rest.flatMap((path) => (path.endsWith(".js") ? [path.slice(0, -".js".length)] : []));
  expect(modules).toContain("lib/index");
  expect(rest).toEqual(modules.flatMap((path) => [`${path}.d.ts`, `${path}.js`]));
  expect(shipped.filter((path) => path.includes(".test."))).toEqual([]);
});

describe.each(names)("the template %s", (name) => {
  const original = join(templates, name);
  const own = inHome(name);
  const manifest = join(".projen", "quaywright.json");
  const generated: readonly string[] = Object.keys(JSON.parse(readFileSync(join(original, manifest), "utf8")));

  beforeAll(() => {
    for (const path of files(original)) {
      if (generated.includes(path) || path.startsWith(".projen/")) continue;
      mkdirSync(dirname(join(own, path)), { recursive: true });
      cpSync(join(original, path), join(own, path));
    }
  });

  test("comes out of `npx quaywright` as it is committed, and `npx projen` then writes nothing", async () => {
    await succeed("npx", ["quaywright"], { cwd: own });
    expect(contents(own)).toEqual(contents(original));
    const before = stamps(own);
    await succeed("npx", ["projen"], { cwd: own });
    expect(stamps(own)).toEqual(before);
  }, 30_000);

  test("passes `npx projen check` as it is, and not after an edit", async () => {
    await succeed("npx", ["projen", "check"], { cwd: own });
    const place = join(own, generated.find((path) => path.endsWith("Dockerfile")) ?? "");
    const text = readFileSync(place, "utf8");
    writeFileSync(place, `${text}# edited\n`);
    const before = stamps(own);
    const { code, stdout } = await run("npx", ["projen", "check"], { cwd: own });
    expect(code).toBe(1);
    expect(stdout).toMatch(/Dockerfile` was edited by hand:(.|\n)*\n-# edited\n/);
    expect(stamps(own)).toEqual(before);
    writeFileSync(place, text);
  }, 30_000);

  test("is told by `quaywright env --check` what production lacks, and nothing is written", async () => {
    const before = stamps(own);
    const { code, stderr, stdout } = await run(bin("quaywright"), ["env", "--check"], { cwd: own });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/^Missing.*\n {2}`secrets\//);
    expect(stamps(own)).toEqual(before);
  }, 30_000);
});

describe("a mistake in the declaration", () => {
  const wrong = inHome("wrong");

  beforeAll(() => {
    const right = readFileSync(join(templates, "django-react/.projenrc.ts"), "utf8");
    mkdirSync(wrong);
    writeFileSync(join(wrong, ".projenrc.ts"), right.replace('database: "db"', 'database: "bd"'));
  });

  test("is an error of the compiler, which is content with every template", async () => {
    const compilerOptions = { strict: true, noEmit: true, module: "nodenext", types: [], skipLibCheck: false };
    const declarations = [...names, "wrong"].map((name) => `${name}/.projenrc.ts`);
    writeFileSync(inHome("tsconfig.json"), JSON.stringify({ compilerOptions, files: declarations }));
    const { code, stdout } = await run(compiler, ["--pretty", "false"], { cwd: home });
    const errors = stdout.split(/\n(?=\S)/);
    expect(errors).toEqual([expect.stringMatching(/^wrong\/\.projenrc\.ts\(.*no service is named \\"bd\\"/s)]);
    expect(code).not.toBe(0);
  }, 30_000);

  test("is told in words, without a stack trace, and nothing is written", async () => {
    const { code, stdout, stderr } = await run(bin("quaywright"), [], { cwd: wrong });
    expect(stderr).toMatch(/^1 mistake in the declaration of `timetracker`/);
    expect(stderr).toContain("Unexpected service `bd`");
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout, written: files(wrong) }).toEqual({ code: 1, stdout: "", written: [".projenrc.ts"] });
  });
});

test("a folder without a declaration is told what to write", async () => {
  const { code, stderr } = await run(bin("quaywright"), [], { cwd: inHome("node_modules") });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^There is no `.*\/\.projenrc\.ts`\. Write/),
  });
});

/** Paths of the plain files below a folder, but not of what is installed or compiled there. */
function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => !/(^|\/)(node_modules|__pycache__|dist)(\/|$)/.test(path))
    .filter((path) => lstatSync(join(folder, path)).isFile())
    .sort();
}

/** Of every file what git keeps: whether it is executable, and its bytes. */
const contents = (folder: string) =>
  Object.fromEntries(
    files(folder).map((path) => {
      const file = join(folder, path);
      return [path, { executable: (lstatSync(file).mode & 0o100) !== 0, bytes: readFileSync(file, "latin1") }];
    }),
  );

/** What changes when a file is written, even with the bytes that it had. */
const stamps = (folder: string) =>
  Object.fromEntries(
    files(folder).map((path) => {
      const { ino, mtimeMs } = lstatSync(join(folder, path));
      return [path, { ino, mtimeMs }];
    }),
  );
