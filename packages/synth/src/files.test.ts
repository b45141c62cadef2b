import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { JsonFile } from "projen/lib/json";
import { type Change, stage } from "./commit";
import { Files, LightProject } from "./index";
import { hash } from "./manifest";

let folder: string;
let told: jest.SpyInstance;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-files-"));
  told = jest.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  told.mockRestore();
  rmSync(folder, { recursive: true, force: true });
});

const synth = (files: Readonly<Record<string, string>>, executable: readonly string[] = []): Files => {
  const project = new LightProject({ name: "x", outdir: folder, synth: ["true"] });
  const owned = Files.of(project);
  for (const [path, text] of Object.entries(files)) owned.add({ path, text, executable: executable.includes(path) });
  process.env.PROJEN_DISABLE_POST = "true";
  project.synth();
  return owned;
};
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const read = (path: string) => readFileSync(join(folder, path), "utf8");
const tree = (): Record<string, string> =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true }) as string[])
      .sort()
      .map((path) => [path, statSync(join(folder, path)).isFile() ? read(path) : "folder"]),
  );

/** A change of a file that could be run before, and cannot after. */
const change = (path: string, after: string, before?: string): Change => ({
  path: join(folder, path),
  ...(before !== undefined && { before: { bytes: Buffer.from(before), mode: 0o755 } }),
  after: { bytes: Buffer.from(after), mode: 0o644 },
});

test("files get their text, and modes as git knows them", () => {
  synth({ "a/run.sh": "#!/bin/sh\n", "b.yml": "b: 1\n" }, ["a/run.sh"]);
  expect(read("b.yml")).toBe("b: 1\n");
  expect(statSync(join(folder, "a/run.sh")).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, "b.yml")).mode & 0o777).toBe(0o644);
});

test("a second synth writes nothing, projen's own files included", () => {
  synth({ "a.yml": "a\n", "b.yml": "b\n" });
  const times = () =>
    Object.fromEntries(Object.keys(tree()).map((path) => [path, statSync(join(folder, path)).mtimeMs]));
  const before = times();
  expect(synth({ "b.yml": "b\n", "a.yml": "a\n" }).written).toEqual([]);
  expect(times()).toEqual(before);
});

test("a changed mode alone is put right", () => {
  synth({ "run.sh": "x\n" }, ["run.sh"]);
  chmodSync(join(folder, "run.sh"), 0o644);
  expect(synth({ "run.sh": "x\n" }, ["run.sh"]).written).toEqual(["run.sh"]);
  expect(statSync(join(folder, "run.sh")).mode & 0o777).toBe(0o755);
});

test("files that a person wrote are named, all of them, and nothing is touched", () => {
  write("a.yml", "mine\n");
  write("deep/b.yml", "mine too\n");
  const before = tree();
  expect(() => synth({ "a.yml": "ours\n", "deep/b.yml": "ours\n", "c.yml": "ours\n" })).toThrow(
    /a\.yml\n.*deep\/b\.yml\n(.|\n)*delete it/,
  );
  expect(tree()).toEqual(before);
});

test("a file that a person wrote with our very text becomes ours", () => {
  write("a.yml", "same\n");
  synth({ "a.yml": "same\n" });
  synth({ "a.yml": "other\n" });
  expect(read("a.yml")).toBe("other\n");
});

test("a link or a folder in the place of a file is a person's", () => {
  write("target.txt", "mine\n");
  symlinkSync("target.txt", join(folder, "a.yml"));
  mkdirSync(join(folder, "b.yml"));
  const before = tree();
  expect(() => synth({ "a.yml": "ours\n" })).toThrow("a.yml");
  expect(() => synth({ "b.yml": "ours\n" })).toThrow("b.yml");
  expect(tree()).toEqual(before);
});

test("an edited file of ours is written anew, and what goes is shown", () => {
  synth({ "a.yml": "ours\n" });
  write("a.yml", "edited\n");
  synth({ "a.yml": "ours\n" });
  expect(read("a.yml")).toBe("ours\n");
  expect(told).toHaveBeenCalledWith(expect.stringMatching(/^`a\.yml` was edited by hand(.|\n)*\n-edited\n\+ours\n$/));
});

test("of an edited file nothing is said where nothing is written", () => {
  synth({ "a.yml": "ours\n" });
  write("a.yml", "edited\n");
  write("b.yml", "mine\n");
  expect(() => synth({ "a.yml": "ours\n", "b.yml": "ours\n" })).toThrow("b.yml");
  expect(told).not.toHaveBeenCalled();
});

test("a manifest that a merge has left without sense is named, and nothing is touched", () => {
  synth({ "a.yml": "a\n" });
  write(".projen/quaywright.json", "<<<<<<< ours\n{}\n");
  const before = tree();
  expect(() => synth({ "a.yml": "b\n" })).toThrow(
    /`\.projen\/quaywright\.json`, expected JSON: is it a merge conflict/,
  );
  expect(tree()).toEqual(before);
});

test("a manifest that names files outside of the project removes none of them", () => {
  const outside = `${folder}.outside`;
  writeFileSync(outside, "mine\n");
  const claims = { [`../${basename(outside)}`]: hash("mine\n"), [outside]: hash("mine\n") };
  write(".projen/quaywright.json", JSON.stringify(claims));
  synth({ "a.yml": "ours\n" });
  expect(readFileSync(outside, "utf8")).toBe("mine\n");
  rmSync(outside);
});

test("what is no longer planned goes, unless a person edited it", () => {
  synth({ "a.yml": "a\n", "b.yml": "b\n", "c.yml": "c\n" });
  write("b.yml", "edited\n");
  synth({ "c.yml": "c\n" });
  expect(existsSync(join(folder, "a.yml"))).toBe(false);
  expect(read("b.yml")).toBe("edited\n");
  expect(told).toHaveBeenCalledWith(expect.stringContaining("`b.yml` is no longer generated"));
});

test("what another component of projen writes is owned in the same way", () => {
  const json = (...paths: readonly string[]) => {
    const project = new LightProject({ name: "x", outdir: folder, synth: ["true"] });
    for (const path of paths) new JsonFile(project, path, { obj: { a: 1 }, marker: false });
    project.synth();
  };
  json("a.json", "b.json", "c.json");
  expect(read("a.json")).toBe('{\n  "a": 1\n}\n');
  write("b.json", "edited\n");
  write("d.json", "mine\n");
  expect(() => json("a.json", "d.json")).toThrow("d.json");
  json("a.json");
  expect(existsSync(join(folder, "c.json"))).toBe(false);
  expect(read("b.json")).toBe("edited\n");
});

test("a folder that our files leave empty goes, one with a person's file stays", () => {
  synth({ "docker/old/deep/a.yml": "a\n", "both/b.yml": "b\n" });
  write("both/mine.txt", "mine\n");
  synth({ "c.yml": "c\n" });
  expect(existsSync(join(folder, "docker"))).toBe(false);
  expect(read("both/mine.txt")).toBe("mine\n");
});

test("a file that gets another place is moved: nothing stays behind, and git follows it", () => {
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" });
  const text = Array.from({ length: 40 }, (_, index) => `line ${index}\n`).join("");
  synth({ "compose.yaml": `# up -f compose.yaml\n${text}` });
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=x", "-c", "user.email=x", "commit", "--quiet", "--message", "x");
  synth({ "deploy/compose.yaml": `# up -f deploy/compose.yaml\n${text}` });
  git("add", ".");
  expect(git("diff", "--cached", "--name-status", "--find-renames", "--", "compose.yaml", "deploy")).toMatch(
    /^R\d+\tcompose\.yaml\tdeploy\/compose\.yaml\n$/,
  );
});

test("git is told what is generated, unless a person tells it what is what", () => {
  synth({ "a.yml": "a\n" });
  expect(read(".gitattributes")).toContain("\n/a.yml text eol=lf linguist-generated\n");
  write(".gitattributes", "* text=auto\n");
  synth({ "b.yml": "b\n" });
  expect(read(".gitattributes")).toBe("* text=auto\n");
  rmSync(join(folder, ".gitattributes"));
  expect(synth({ "b.yml": "b\n" }).written).toEqual([".gitattributes", ".projen/quaywright.json"]);
});

test("a folder that is a file refuses in words, before anything is written", () => {
  write("docker", "a file\n");
  const before = tree();
  expect(() => synth({ "a.yml": "ours\n", "docker/Dockerfile": "ours\n" })).toThrow(
    "`docker/Dockerfile` cannot be written",
  );
  expect(tree()).toEqual(before);
});

test("a disk that refuses half-way leaves the tree as it was", () => {
  write("kept.yml", "before\n");
  write("blocked", "a file\n");
  const before = tree();
  expect(() =>
    stage([
      change("kept.yml", "after\n", "before\n"),
      change("new/deep.yml", "new\n"),
      change("blocked/x.yml", "no\n"),
    ]),
  ).toThrow();
  expect(tree()).toEqual(before);
});

test("a rename that fails half-way is taken back, modes included", () => {
  write("a.yml", "before\n");
  chmodSync(join(folder, "a.yml"), 0o755);
  const staged = stage([change("a.yml", "after\n", "before\n"), change("b.yml", "new\n")]);
  mkdirSync(join(folder, "b.yml/taken"), { recursive: true });
  expect(() => staged.commit()).toThrow();
  expect(tree()).toEqual({ "a.yml": "before\n", "b.yml": "folder", "b.yml/taken": "folder" });
  expect(statSync(join(folder, "a.yml")).mode & 0o777).toBe(0o755);
});

test("Ctrl-C leaves the tree as it was, or as it shall be", async () => {
  const program = `
    const { stage } = require("@quaywright/synth/commit");
    const files = Array.from({ length: 2000 }, (_, index) => ({
      path: process.argv[1] + "/" + index, after: { bytes: Buffer.from("x"), mode: 0o644 },
    }));
    const { commit } = stage(files);
    require("fs").writeSync(1, "staged");
    commit();
    require("fs").writeSync(1, "done");
    setTimeout(() => {}, 1000);
  `.replace("@quaywright/synth/commit", join(__dirname, "commit.ts"));
  const child = spawn(process.execPath, ["-r", "tsx/cjs", "-e", program, folder]);
  child.stdout.once("data", () => child.kill("SIGINT"));
  const [code] = (await once(child, "exit")) as [number];
  expect(code).toBe(130);
  expect(readdirSync(folder).filter((name) => !name.endsWith(".tmp"))).toHaveLength(2000);
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});
