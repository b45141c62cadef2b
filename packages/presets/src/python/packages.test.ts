import type { BuildStage } from "@quaywright/model";
import { django } from "../index";

/** The stages whose commands install this Debian package. */
const stagesWith = (name: string, stages: readonly BuildStage[]): string[] =>
  stages.flatMap(({ name: stage, steps = [] }) =>
    steps.some((step) => step.kind === "run" && step.commands.some((command) => command.includes(name))) ? [stage] : [],
  );

test("compilers stay in the stage that installs, tools in the image of development", () => {
  const { build } = django({
    source: ".",
    project: "config",
    database: "sqlite",
    python: { compilers: ["g++"], tools: ["sqlite3"] },
  });
  const { stages } = build as { stages: readonly BuildStage[] };
  expect(stagesWith("g++", stages)).toEqual(["packages"]);
  expect(stagesWith("sqlite3", stages)).toEqual(["development"]);
  const running = stages.filter(({ entrypoint }) => entrypoint !== undefined);
  expect(running.map(({ from, name }) => [name, from])).toEqual([
    ["development", "base"],
    ["production", "base"],
  ]);
});

test.each(["poetry", "uv"] as const)("%s runs on a Python of its own where it is given one", (manager) => {
  const { build } = django({
    source: ".",
    project: "config",
    database: "sqlite",
    python: { version: "3.9", debian: "bookworm", manager, managerPython: "3.14" },
  });
  const { stages } = build as { stages: readonly BuildStage[] };
  const installs = stages.filter(({ steps = [] }) =>
    steps.some((step) => step.kind === "run" && step.commands.flat().includes(`/opt/${manager}`)),
  );
  expect(installs.map(({ from, name }) => [name, from])).toEqual([["manager", "python:3.14-slim-trixie"]]);
  const taken = stages.flatMap(({ name, steps = [] }) =>
    steps.some(
      (step) =>
        (step.kind === "copy" ? step.from : step.binds?.some(({ from }) => from === "manager")) !== undefined &&
        JSON.stringify(step).includes("manager"),
    )
      ? [name]
      : [],
  );
  expect(taken).toContain("packages");
  expect(taken).not.toContain("production");
});
