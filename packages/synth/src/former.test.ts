import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ContainerStack } from "./container-stack";
import { LightProject } from "./light-project";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-former-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  jest.restoreAllMocks();
});

const stage = { name: "production", purpose: "is it.", from: "debian:trixie-slim", command: ["true"] };
const services = { app: { build: { sources: ["app"], stages: [stage] }, user: "10001:10001" } };

function said(...more: object[]): string {
  let text = "";
  const spy = jest.spyOn(process.stderr, "write").mockImplementation((part) => {
    text += String(part);
    return true;
  });
  const project = new LightProject({ name: "shop", outdir: folder, synth: ["true"] });
  for (const each of [{ name: "shop", services }, ...more]) new ContainerStack(project, each as never);
  project.synth();
  spy.mockRestore();
  return text;
}

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};

test("the first synth lists container files of other names, who calls them, and what replaces each", () => {
  write({
    "app/Dockerfile.prod": "FROM debian:trixie-slim\n",
    "docker-compose.prod.yml": "services: {}\n",
    Makefile:
      "up:\n\tdocker compose -f docker-compose.prod.yml up -d\n\nlint:\n\tbiome check\n\nimage:\n\tdocker build -f app/Dockerfile.prod app\n",
    "bin/deploy.sh": "#!/bin/sh\n# docker compose up\ndocker-compose -f docker-compose.prod.yml pull\n",
  });
  const text = said();
  expect(text).toContain("  app/Dockerfile.prod: `docker/app/Dockerfile` in its place\n");
  expect(text).toContain("  docker-compose.prod.yml: `compose.production.yaml` in its place\n");
  expect(text).toContain(
    "  Makefile:2 (make up): `docker compose -f compose.production.yaml` in place of `docker compose -f",
  );
  expect(text).toMatch(/Makefile:8 \(make image\): `docker compose.* build`/);
  expect(text).toContain("  bin/deploy.sh:3: `docker compose -f compose.production.yaml` in place of");
  expect(text).not.toContain("biome");
  expect(said()).not.toContain("before");
});

test("a project without any says nothing", () => {
  write({ Makefile: "up:\n\tdocker compose up\n" });
  expect(said()).not.toContain("before");
});

test("the files of two stacks are no former ones to one another", () => {
  const files = {
    compose: { development: "ops/compose.yaml", production: "ops/compose.production.yaml" },
    images: "ops/docker",
    env: "ops/.env.example",
    bake: "ops/docker-bake.hcl",
  };
  expect(said({ name: "ops", files, services })).toBe("");
});
