import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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

const node = ["--conditions=@quaywright/source", "-r", join(home, "node_modules/tsx/dist/cjs/index.cjs")];

function quaywright(...args: readonly string[]) {
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
  [["env", "--check=no"], "`--check` is an option of `quaywright env`, without a value."],
  [["--check"], "`--check` is an option of `quaywright env`"],
  [["diff", "--drift"], "`--drift` is an option of `quaywright check`"],
  [["diff", "backend"], "Unexpected `backend`, expected nothing after it."],
  [["constructor"], "There is no command `constructor`."],
])("%j is told in words, with 2", (args, words) => {
  declare();
  expect(quaywright(...args)).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining(words) });
  expect(written()).toEqual([]);
});

const app =
  '{ app: { image: "a:1" }, gate: { build: { stages: [{ name: "production", purpose: "x.", from: "a:1", entrypoint: "production", client: "wget" }], sources: [] } } }';
const at = (path: string) => join(folder, path);
const snapshot = () =>
  written()
    .flatMap((name) => [
      name,
      ...(statSync(at(name)).isDirectory()
        ? readdirSync(at(name), { recursive: true }).map((inner) => `${name}/${inner}`)
        : []),
    ])
    .map((path) => [path, statSync(at(path)).mode, statSync(at(path)).isFile() ? readFileSync(at(path), "utf8") : ""]);

describe("`check --drift`", () => {
  test("is content with what a synth has written, also as a task of projen", () => {
    declare(app);
    quaywright();
    expect(quaywright("check", "--drift")).toEqual({
      code: 0,
      stdout: "Every generated file is as it is declared.\n",
      stderr: "",
    });
    expect(JSON.parse(readFileSync(at(".projen/tasks.json"), "utf8")).tasks.check.steps).toEqual([
      { exec: "npx quaywright check --drift" },
    ]);
  });

  test("tells of each edit, removal, mode and orphan, ends with 1 and writes nothing", () => {
    declare(app);
    quaywright();
    writeFileSync(at("compose.yaml"), readFileSync(at("compose.yaml"), "utf8").replace("a:1", "a:2"));
    rmSync(at("compose.production.yaml"));
    chmodSync(at("docker/gate/entrypoint.sh"), 0o644);
    writeFileSync(at(".env.example"), "# mine\n");
    const manifest = JSON.parse(readFileSync(at(".projen/quaywright.json"), "utf8"));
    writeFileSync(at("old.yaml"), "");
    writeFileSync(at(".projen/quaywright.json"), JSON.stringify({ ...manifest, "old.yaml": "e3b0c44298fc1c14" }));
    const before = snapshot();
    const { code, stderr, stdout } = quaywright("check", "--drift");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(snapshot()).toEqual(before);
    expect(stdout).toMatch(
      /`compose\.yaml` was edited by hand:\n--- compose\.yaml(.|\n)*\n- {4}image: a:2\n\+ {4}image: a:1\n/,
    );
    expect(stdout).toContain("`.env.example` was edited by hand:");
    expect(stdout).toContain("`compose.production.yaml` is not there.\n");
    expect(stdout).toContain("`docker/gate/entrypoint.sh` has mode 644, expected 755.\n");
    expect(stdout).toContain("`old.yaml` is no longer generated: it goes with the next synth.\n");
  });

  test("tells of a declaration that nobody has synthesized, and `diff` tells what it means", () => {
    declare(app);
    quaywright();
    declare(app.replace('"a:1"', '"a:3", resources: { memory: "1g" }'));
    expect(quaywright("check", "--drift")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("`compose.yaml` is not as it is declared:\n--- compose.yaml"),
    });
    const before = snapshot();
    const { code, stdout } = quaywright("diff");
    expect(code).toBe(0);
    expect(stdout).toContain(
      "shop-production (compose.production.yaml)\n  app: image a:1 → a:3\n  app: memory none → 1g\n",
    );
    expect(stdout).toContain("\n+    image: a:3\n");
    expect(snapshot()).toEqual(before);
    quaywright();
    expect(quaywright("diff")).toEqual({ code: 0, stdout: "The next synth changes nothing.\n", stderr: "" });
  });

  test("names what stands in the way of a synth", () => {
    declare(app);
    writeFileSync(at("compose.yaml"), "mine\n");
    expect(quaywright("check", "--drift")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("`compose.yaml` is not of Quaywright: a synth stops here."),
    });
    expect(written()).toEqual(["compose.yaml"]);
  });

  test("reads another project of projen, in JavaScript, and its own files are not asked about", () => {
    const program = `
      const { Project } = require("${join(home, "node_modules/projen")}");
      const { ContainerStack } = require("quaywright");
      const project = new Project({ name: "x" });
      new ContainerStack(project, { name: "shop", services: { app: { image: "a:1" } } });
      project.synth();
    `;
    writeFileSync(at(".projenrc.js"), program);
    process.env.PROJEN_DISABLE_POST = "true";
    quaywright();
    delete process.env.PROJEN_DISABLE_POST;
    expect(quaywright("check", "--drift")).toMatchObject({ code: 0, stderr: "" });
    writeFileSync(at("compose.yaml"), "");
    expect(quaywright("check", "--drift")).toMatchObject({
      code: 1,
      stdout: expect.stringContaining("`compose.yaml`"),
    });
  });
});

describe("`presets`", () => {
  test("tells of each option what it is, its default and its unit", () => {
    expect(quaywright("presets").stdout).toMatch(/^redis {2,}Redis as a broker or a cache/m);
    const { code, stdout } = quaywright("presets", "redis");
    expect(code).toBe(0);
    expect(stdout).toContain("  memory  number, default: 256\n    Memory for its data, in MiB;");
  });

  test("names the nearest of one that there is not", () => {
    expect(quaywright("presets", "redsi")).toMatchObject({
      code: 2,
      stderr: "There is no preset `redsi`. Did you mean `redis`?\n",
    });
  });
});

describe("`eject`", () => {
  test("hands over files in which nothing tells of it, and goes back to the very same tree", () => {
    declare(app);
    writeFileSync(at("mine.txt"), "mine\n");
    quaywright();
    const before = snapshot();
    expect(quaywright("eject")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("files of this folder are yours now"),
      stderr: "",
    });
    expect(written().sort()).toEqual([
      ".env.example",
      ".projenrc.ts.bak",
      "compose.production.yaml",
      "compose.yaml",
      "docker",
      "docker-bake.hcl",
      "mine.txt",
    ]);
    const texts = snapshot().filter(([path]) => path !== ".projenrc.ts.bak");
    expect(texts.filter(([, , text]) => /quaywright|projen/i.test(String(text)))).toEqual([]);
    expect(readFileSync(at("docker/gate/entrypoint.sh"), "utf8")).toMatch(/^#!\/bin\/sh\n# Prepares/);
    renameSync(at(".projenrc.ts.bak"), at(".projenrc.ts"));
    expect(quaywright()).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(snapshot()).toEqual(before);
  });

  test("leaves what was changed since to its owner", () => {
    declare(app);
    quaywright();
    quaywright("eject");
    writeFileSync(at("compose.yaml"), "mine\n");
    const before = snapshot().filter(([path]) => path !== ".projenrc.ts.bak");
    renameSync(at(".projenrc.ts.bak"), at(".projenrc.ts"));
    expect(quaywright()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/did not write(.|\n)*\n {2}compose\.yaml\n\n/),
    });
    expect(snapshot()).toEqual(before);
  });

  test("wants the files as they are declared, and a place for the declaration", () => {
    declare(app);
    expect(quaywright("eject")).toMatchObject({ code: 1, stderr: expect.stringContaining("not as they are declared") });
    expect(written()).toEqual([]);
    quaywright();
    writeFileSync(at(".projenrc.ts.bak"), "mine\n");
    expect(quaywright("eject")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("`.projenrc.ts.bak` is there already"),
    });
    expect(readFileSync(at(".projenrc.ts.bak"), "utf8")).toBe("mine\n");
    expect(readFileSync(at("compose.yaml"), "utf8")).toContain("Generated by Quaywright");
  });
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

test("whoever reads its first lines alone, as `head` does, is told no more", () => {
  const images = [...Array(2_000).keys()].map((index) => `FROM image${index}\n`).join("");
  writeFileSync(join(folder, "Dockerfile"), images);
  const words = [process.execPath, ...node, join(__dirname, "command.ts"), "check"];
  const { stderr, stdout } = spawnSync("sh", ["-c", '"$@" | head -n 1', "sh", ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  expect({ stderr, lines: stdout.trimEnd().split("\n").length }).toEqual({ stderr: "", lines: 1 });
});
