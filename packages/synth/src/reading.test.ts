import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Project } from "projen/lib/project";
import { ContainerStack, readStacks, StackProject } from ".";

const home = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-reading-"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const declaration = (name: string) => ({ name, services: { app: { image: "app:1" } } });
const namesOf = (program: () => void) => readStacks(program).flatMap(({ stacks }) => stacks.map(({ name }) => name));

test("every stack that a program declares is found, and nothing is written", () => {
  const names = namesOf(() => {
    for (const name of ["a", "b"]) new StackProject({ ...declaration(name), environments: ["production"] }).synth();
  });
  expect(names).toEqual(["a", "b"]);
  expect(readdirSync(folder)).toEqual([]);
});

test("a program of another project of projen ends where it would write", () => {
  let reached = false;
  const names = namesOf(() => {
    const root = new Project({ name: "root" });
    const part = new Project({ name: "part", parent: root, outdir: "part" });
    new ContainerStack(part, { ...declaration("inner"), environments: ["production"] });
    root.synth();
    reached = true;
  });
  expect(names).toEqual(["inner"]);
  expect(reached).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test("what a program does later writes nothing either", () => {
  let later = () => {};
  readStacks(() => {
    const project = new StackProject(declaration("a"));
    later = () => project.synth();
  });
  later();
  expect(readdirSync(folder)).toEqual([]);
});

test("what goes wrong in the program goes wrong", () => {
  const program = () => {
    throw new Error("its own");
  };
  expect(() => readStacks(program)).toThrow("its own");
});
