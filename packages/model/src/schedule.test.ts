import { resolve, type UncheckedDeclaration } from "./resolve";
import { readSchedule } from "./schedule";

const scheduled = (expression: string) => {
  const read = readSchedule(expression);
  if ("expected" in read) throw new Error(read.expected);
  return read.schedule;
};
const faultOf = (expression: string): string => {
  const read = readSchedule(expression);
  return "expected" in read ? read.expected : "";
};

const hours = Array.from({ length: 24 }, (_, hour) => hour);

test.each([
  ["0 3 * * *", { minutes: [0], hours: [3], eitherDay: false, loose: false }],
  ["*/20 9-17/4 * * mon-fri", { minutes: [0, 20, 40], hours: [9, 13, 17], weekdays: [1, 2, 3, 4, 5] }],
  ["5,1,5 * * JAN,jul *", { minutes: [1, 5], hours, months: [1, 7] }],
  ["0 0 * * 0,7", { weekdays: [0] }],
  ["0 0 * * fri-sun", { weekdays: [0, 5, 6] }],
  ["0 0 13 * 5", { days: [13], weekdays: [5], eitherDay: true }],
  ["  0\t3 * *  * ", { cron: "0 3 * * *" }],
  ["@hourly", { cron: "0 * * * *", minutes: [0], hours, loose: true }],
  ["@weekly", { cron: "0 0 * * 0", weekdays: [0] }],
])("%s is understood as cron does", (expression, meaning) => {
  expect(scheduled(expression)).toMatchObject(meaning);
});

test.each([
  ["0 3 * *", "five fields in UTC"],
  ["0 0 3 * * *", "five fields in UTC"],
  ["", "five fields in UTC"],
  ["nightly", "five fields in UTC"],
  ["constructor", "five fields in UTC"],
  ["@reboot", "or one of `@hourly`, `@daily`"],
  ["61 24 * * *", "a minute from 0 to 59 in place of `61`, an hour from 0 to 23 in place of `24`"],
  ["0 3 L * *", "a day of the month from 1 to 31 in place of `L`"],
  ["0 3 ? * mon", "in place of `?`"],
  ["0 3 * * 8", "a weekday from 0 to 7, or its name such as `mon` in place of `8`"],
  ["*/90 * * * *", "a step from 1 to 59 in place of `*/90`"],
  ["0 22-4 * * *", "a range that goes up in place of `22-4`"],
  ["5/15 * * * *", "a step of `*` or of a range in place of `5/15`"],
  ["0 0 */2 * mon", "`*` as day of the month or as weekday"],
  ["0 0 31 2,4 *", "a day that one of its months has"],
  ["-1 * * * *", "in place of `-1`"],
])("%j is not understood, and it is told why", (expression, expected) => {
  expect(faultOf(expression)).toContain(expected);
});

const build = { sources: ["app"], stages: [{ name: "production", purpose: "is it.", from: "debian", client: "wget" }] };
const shop = (app: object, more: object = {}) => ({ name: "shop", services: { app: { build, ...app } }, ...more });
const problemsOf = (declaration: UncheckedDeclaration) => {
  const result = resolve(declaration);
  return "problems" in result ? result.problems : [];
};
const schedule = "0 3 * * *";

test("a wrong expression is told at its place", () => {
  expect(problemsOf(shop({ tasks: { tidy: { command: ["tidy"], schedule: "0 25 * * *" } } }))).toEqual([
    {
      at: ["services", "app", "tasks", "tidy", "schedule"],
      found: '`"0 25 * * *"`',
      expected: "an hour from 0 to 23 in place of `25`",
    },
  ]);
});

test("what a rollout or a container runs has no schedule", () => {
  const jobs = { tidy: { command: ["tidy"], schedule }, scan: { command: ["scan"], schedule, when: "start" } };
  expect(problemsOf(shop({ jobs })).map(({ at, found }) => [at[3], found])).toEqual([
    ["tidy", 'the schedule of a job with `when: "rollout"`'],
    ["scan", 'the schedule of a job with `when: "start"`'],
  ]);
});

test("two commands of one name are told, and nothing is lost", () => {
  const two = { tasks: { tidy: ["tidy"] }, jobs: { tidy: { command: ["tidy", "all"], when: "asked" } } };
  expect(problemsOf(shop(two))).toMatchObject([
    { at: ["services", "app", "tasks", "tidy"], found: "task `tidy`, the name of a job" },
  ]);
});

test("a swarm that builds nothing has no script to run it by", () => {
  const services = { db: { image: "postgres:17", tasks: { dump: { command: ["dump"], schedule } } } };
  expect(problemsOf({ name: "shop", swarm: { production: true }, services })).toMatchObject([
    { at: ["services", "db", "jobs", "dump", "schedule"], found: "a schedule on a swarm" },
  ]);
});

test("development has none, and each environment may have its own", () => {
  const tasks = { tidy: { command: ["tidy"], schedule: { production: schedule, board: "@weekly" } } };
  const result = resolve({ ...shop({ tasks }), environments: ["development", "production", "board"] });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  const found = result.stacks.map(({ files, services }) => [
    services.find(({ name }) => name === "app-tidy")?.schedule?.cron,
    files.schedule,
  ]);
  expect(found).toEqual([
    [undefined, undefined],
    [schedule, "docker/schedule.production.sh"],
    ["0 0 * * 0", "docker/schedule.board.sh"],
  ]);
});
