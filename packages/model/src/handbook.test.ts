import { resolve, type Stack, type UncheckedDeclaration } from "./index";

const database = {
  image: "postgres:17",
  variables: { PASSWORD: { kind: "secret", default: { development: "weak" } } },
  facts: { password: { variable: "PASSWORD" } },
  volumes: { data: "/data" },
};
const application = {
  image: "app:1",
  needs: ["db"],
  variables: { DB_PASSWORD: { kind: "secret", from: "db:password" } },
};

const resolved = (handbook: unknown, more: Record<string, unknown> = {}) =>
  resolve({
    name: "shop",
    services: { app: application, db: { ...database, handbook, ...more } },
  } as UncheckedDeclaration);

const inProduction = (handbook: unknown, more: Record<string, unknown> = {}) => {
  const result = resolved(handbook, more);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  const [, production] = result.stacks as [Stack, Stack];
  return production.services.find(({ name }) => name === "db")?.handbook;
};

const task = (...steps: readonly unknown[]) => ({ topic: "backup", title: "Dump", steps });

test("a command holds the names that only the whole stack knows", () => {
  const words = [
    ...["cp", { secret: "PASSWORD" }, [{ secret: "PASSWORD" }, ".new"], { named: "backups/*.dump" }],
    ...[[{ volume: "data" }, ":/from"], { image: true }, { readers: "PASSWORD" }, { dependents: true }],
  ];
  const handbook = inProduction({ production: { tasks: [task({ host: words, output: { named: "*.log" } })] } });
  expect(handbook?.tasks[0]?.steps).toEqual([
    {
      where: "host",
      words: [
        ...["cp", "secrets/password", "secrets/password.new", "backups/db.dump"],
        ...["shop-production_db_data:/from", "postgres:17", "app", "db", "app"],
      ],
      output: "db.log",
    },
  ]);
});

test("what is for another kind of environment is left out, and so is a secret that is no file", () => {
  const step = { exec: ["true"] };
  const tasks = [
    { ...task(step), mode: "development" },
    { ...task(step), rotates: "PASSWORD" },
  ];
  const result = resolved({ tasks });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  const counts = result.stacks.map(({ services }) => services.find(({ name }) => name === "db")?.handbook?.tasks);
  expect(counts.map((list) => list?.map(({ rotates }) => rotates))).toEqual([[undefined], ["PASSWORD"]]);
});

test("processes may come from the limit of CPUs", () => {
  const runs = { processes: { each: 2, more: 1, most: 8 }, threads: 4 };
  expect(inProduction({ runs }, { resources: { cpus: 1.5 } })?.runs).toEqual({ processes: 5, threads: 4 });
  expect(inProduction({ runs }, { resources: { cpus: 16 } })?.runs).toEqual({ processes: 8, threads: 4 });
  expect(inProduction({ runs })?.runs).toBeUndefined();
});

test("a name that is none is told at its place", () => {
  const result = resolved({ tasks: [task({ host: ["cp", { volume: "date" }] }, { host: [{ readers: "PASWORD" }] })] });
  const problems = "problems" in result ? result.problems : [];
  expect(problems.map(({ at, found }) => [at.join("."), found])).toEqual([
    ["services.db.handbook.tasks.0.steps.0.host.1", "volume `date`"],
    ["services.db.handbook.tasks.0.steps.1.host.0", "variable `PASWORD`"],
  ]);
});

test("a step says where it runs, once", () => {
  const result = resolved({ tasks: [task({ exec: ["a"], host: ["b"] }, {})] });
  expect("problems" in result && result.problems.map(({ expected }) => expected)).toEqual([
    "one of `exec`, `run`, `compose` and `host`",
    "one of `exec`, `run`, `compose` and `host`",
  ]);
});

test("a command for services of which there are none is left out", () => {
  const handbook = { tasks: [task({ compose: ["stop", { dependents: true }] }, { compose: ["ps"] })] };
  const result = resolve({ name: "shop", services: { db: { ...database, handbook } } } as UncheckedDeclaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  expect(result.stacks[0]?.services[0]?.handbook?.tasks[0]?.steps).toEqual([{ where: "compose", words: ["ps"] }]);
});
