import { resolve, type Stack } from "@quaywright/model";
import { dash, django, fastapi, flask, postgres } from "./index";

const inMemory = "the scores of running matches";
const db = postgres({ version: "17", name: "league" });
const applications = {
  flask: (variables = {}) => ({ app: flask({ source: ".", app: "league:create_app()", variables }) }),
  fastapi: (variables = {}) => ({ app: fastapi({ source: ".", app: "league:app", variables }) }),
  django: (variables = {}) => ({ db, app: django({ source: ".", project: "league", database: "db", variables }) }),
  "django by uvicorn": (variables = {}) => ({
    db,
    app: django({ source: ".", project: { package: "league", server: "uvicorn" }, database: "db", variables }),
  }),
  dash: (variables = {}) => ({
    site: flask({ source: ".", app: "league:create_app()" }),
    app: dash({ of: "site", app: "board:server", variables }),
  }),
};
const alone = <T extends { readonly app: object }>(services: T) => ({
  ...services,
  app: { ...services.app, inMemory },
});

const stackOf = (services: object): Stack => {
  const result = resolve({ name: "league", environments: ["production"], services });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.stacks[0]!;
};
const settings = (stack: Stack): Record<string, unknown> => {
  const { variables } = stack.services.find(({ name }) => name === "app")!;
  return Object.fromEntries(
    variables.map(({ name, source }) => [
      name,
      source.kind === "input" ? source.input.default : "value" in source ? source.value : undefined,
    ]),
  );
};

describe.each(Object.entries(applications))("%s with state in memory", (name, declared) => {
  test("has one process, which nobody can make two", () => {
    const stack = stackOf(alone(declared()));
    expect(settings(stack)).toMatchObject({ WEB_CONCURRENCY: "1" });
    expect(stack.inputs.map((input) => input.name).filter((input) => /CONCURRENCY/.test(input))).toEqual(
      name === "dash" ? ["WEB_CONCURRENCY"] : [],
    );
    const again = resolve({ name: "league", services: alone(declared({ WEB_CONCURRENCY: "2" })) });
    expect("problems" in again && again.problems).toMatchObject([
      { at: ["services", "app", "variables", "WEB_CONCURRENCY"] },
    ]);
  });

  if (name === "fastapi" || name === "django by uvicorn") return;
  test("is never replaced by itself, and has more threads in place of processes", () => {
    const [one, usual] = [alone(declared()), declared()].map((services) => settings(stackOf(services)));
    expect(one).toMatchObject({ GUNICORN_MAX_REQUESTS: "0" });
    expect(Number(one!.GUNICORN_THREADS)).toBeGreaterThan(Number(usual!.GUNICORN_THREADS ?? 4));
  });
});
