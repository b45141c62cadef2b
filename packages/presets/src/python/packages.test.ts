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
