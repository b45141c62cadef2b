import { type Problem, resolve } from "./index";

const scores = { image: "scores:1", port: 8000, inMemory: "the scores of running matches" };
const resolved = (more: object) =>
  resolve({ name: "league", environments: ["production"], services: { app: { ...scores, ...more } } });
const problems = (more: object): readonly Problem[] => {
  const result = resolved(more);
  return "problems" in result ? result.problems : [];
};

test("what is kept in memory is why there is one of it, for a deployment too", () => {
  const result = resolved({});
  expect("stacks" in result && result.stacks[0]!.services[0]).toMatchObject({
    replicas: 1,
    single: "It keeps the scores of running matches in the memory of its one process, where no other one finds it.",
  });
});

test.each([
  ["replicas", { replicas: 2 }, ["replicas"], "2 replicas"],
  ["replicas of Compose", { compose: { deploy: { replicas: 3 } } }, ["compose", "deploy", "replicas"], "3 replicas"],
  [
    "an overlap",
    { compose: { deploy: { update_config: { order: "start-first" } } } },
    ["compose", "deploy", "update_config", "order"],
    "`start-first`",
  ],
  ["workers that are declared", { variables: { WEB_CONCURRENCY: "4" } }, ["variables", "WEB_CONCURRENCY"], "`4`"],
  [
    "workers that whoever runs it may set",
    { variables: { WEB_CONCURRENCY: { kind: "number", default: "1" } } },
    ["variables", "WEB_CONCURRENCY"],
    "a number that whoever runs the stack sets",
  ],
  ["workers of its command", { command: ["gunicorn", "app:app", "--workers", "4"] }, ["command"], "4 processes"],
  ["workers in short", { command: ["gunicorn", "-w4", "app:app"] }, ["command"], "4 processes"],
  [
    "workers in gunicorn's variable",
    { variables: { GUNICORN_CMD_ARGS: "--workers=2" } },
    ["variables", "GUNICORN_CMD_ARGS"],
    "2 processes",
  ],
])("%s would split it, and the error says why", (_, more, place, found) => {
  expect(problems(more)).toEqual([
    expect.objectContaining({
      at: ["services", "app", ...place],
      found,
      why: expect.stringContaining("the scores of running matches in the memory of its one process"),
    }),
  ]);
});

test("more threads, one worker and another port are no second process", () => {
  const command = ["gunicorn", "app:app", "--workers", "1", "--threads", "24"];
  expect(problems({ command, variables: { WEB_CONCURRENCY: "1" }, publish: 8000 })).toEqual([]);
});
