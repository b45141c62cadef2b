import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Project } from "projen/lib/project";
import { ContainerStack, LightProject, Refusal } from "./index";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-stack-"));
  process.env.PROJEN_DISABLE_POST = "true";
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const project = () => new LightProject({ name: "x", outdir: folder, synth: ["true"] });
const build = (source: string) => ({
  stages: [{ name: "production", purpose: "is it.", from: "a:1" }],
  sources: [source],
});
const app = { build: build("app") };
const elsewhere = {
  compose: { development: "ops/compose.yaml", production: "ops/compose.production.yaml" },
  images: "ops/docker",
  env: "ops/.env.example",
};
const read = (path: string) => readFileSync(join(folder, path), "utf8");

test("two stacks stand beside one another in one project, each build with its own context", () => {
  const root = project();
  new ContainerStack(root, { name: "shop", services: { app } });
  new ContainerStack(root, { name: "ops", files: elsewhere, services: { app: { build: build("tools") } } });
  root.synth();
  expect(read("docker/app/Dockerfile.dockerignore")).toContain("\n*\n!app\n!docker/app\n");
  expect(read("ops/docker/app/Dockerfile.dockerignore")).toContain("\n*\n!ops/docker/app\n!tools\n");
});

test("two stacks that would write the same files are told so, with every place", () => {
  const root = project();
  new ContainerStack(root, { name: "shop", services: { app } });
  const second = (name: string) => () => new ContainerStack(root, { name, services: { app } });
  expect(second("ops")).toThrow(Refusal);
  expect(second("tools")).toThrow(
    /the stack `shop` and of the stack `tools`.*`compose\.yaml`, `docker\/app\/Dockerfile`/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("two stacks of one name are told so", () => {
  const root = project();
  new ContainerStack(root, { name: "shop", services: { app } });
  expect(() => new ContainerStack(root, { name: "shop", files: elsewhere, services: { app } })).toThrow(
    "two stacks named `shop`",
  );
});

test("a person's own .dockerignore is no obstacle", () => {
  writeFileSync(join(folder, ".dockerignore"), "mine\n");
  const root = project();
  new ContainerStack(root, { name: "shop", services: { app } });
  root.synth();
  expect(read(".dockerignore")).toBe("mine\n");
  expect(existsSync(join(folder, "compose.yaml"))).toBe(true);
});

test("where projen writes .gitattributes, it tells of our files", () => {
  class Annotated extends Project {
    override annotateGenerated(glob: string): void {
      this.gitattributes.addAttributes(glob, "linguist-generated");
    }
  }
  const root = new Annotated({ name: "x", outdir: folder });
  new ContainerStack(root, { name: "shop", services: { app } });
  root.synth();
  expect(read(".gitattributes")).toContain("\n/compose.yaml linguist-generated\n");
  expect(read(".gitattributes")).toContain("\n* text=auto eol=lf\n");
});
