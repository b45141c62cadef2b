import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolve } from "@quaywright/model";
import { basesOf, endedOn } from "./bases";
import { ContainerStack, LightProject } from "./index";

const declaration = {
  name: "shop",
  images: { mirror: "mirror.example/hub" },
  services: {
    db: { image: { development: "postgres:13", production: "postgres:17" } },
    other: { image: "company/postgres:13" },
    app: {
      build: {
        arguments: [{ name: "PYTHON_VERSION", default: "3.8", purpose: "is the version of Python." }],
        stages: [
          { name: "base", purpose: "is the base.", from: ["python:", { ref: "PYTHON_VERSION" }, "-slim-bookworm"] },
          { name: "production", purpose: "is it.", from: "base" },
        ],
        sources: ["app"],
      },
    },
  },
};

const told = (today: string): string[] => {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return endedOn(today, basesOf(result.stacks));
};

test("what has ended is told with its place, what it is, since when, and what to use; behind a mirror too", () => {
  expect(told("2025-12-01")).toEqual([
    expect.stringMatching(
      /^At services\.db: `postgres:13`: postgres 13 is without support since 2025-11-13; \d+ is maintained until [\d-]+\.$/,
    ),
    expect.stringMatching(
      /^At services\.app: `python:3\.8-slim-bookworm`: python 3\.8 is without support since 2024-10-07; 3\.\d+ is .*\.$/,
    ),
  ]);
});

test("on its last day it is still supported", () => {
  expect(told("2024-10-07")).toEqual([]);
  expect(told("2024-10-08")).toHaveLength(1);
});

test("a synth writes its files all the same, and says so each time", () => {
  const folder = mkdtempSync(join(tmpdir(), "quaywright-bases-"));
  mkdirSync(join(folder, "node_modules"));
  process.env.PROJEN_DISABLE_POST = "true";
  const says = jest.spyOn(process.stderr, "write").mockImplementation(() => true);
  const synth = () => {
    says.mockClear();
    const project = new LightProject({ name: "x", outdir: folder, synth: ["true"] });
    new ContainerStack(project, declaration as unknown as ConstructorParameters<typeof ContainerStack>[1]);
    project.synth();
    return says.mock.calls.map(([text]) => String(text)).filter((text) => text.startsWith("At "));
  };
  try {
    expect(synth()).toHaveLength(2);
    expect(synth()).toHaveLength(2); // nothing is made anew
  } finally {
    says.mockRestore();
    rmSync(folder, { recursive: true, force: true });
  }
});
