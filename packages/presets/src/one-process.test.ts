import { resolve, type Stack } from "@quaywright/model";
import { dash, django, fastapi, flask, postgres } from "./index";

const inMemory = "the scores of running matches";
const db = postgres({ version: "17", name: "league" });
const applications = {
  flask: (more: object) => ({ app: flask({ source: ".", app: "league:create_app()", ...more }) }),
  fastapi: (more: object) => ({ app: fastapi({ source: ".", app: "league:app", ...more }) }),
  django: (more: object) => ({ db, app: django({ source: ".", project: "league", database: "db", ...more }) }),
  dash: (more: object) => ({
    site: flask({ source: ".", app: "league:create_app()" }),
    app: dash({ of: "site", app: "board:server", ...more }),
  }),
};

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
    const stack = stackOf(declared({ inMemory }));
    expect(settings(stack)).toMatchObject({ WEB_CONCURRENCY: "1" });
    expect(stack.inputs.map((input) => input.name).filter((input) => /CONCURRENCY/.test(input))).toEqual(
      name === "dash" ? ["WEB_CONCURRENCY"] : [],
    );
    const again = resolve({ name: "league", services: declared({ inMemory, variables: { WEB_CONCURRENCY: "2" } }) });
    expect("problems" in again && again.problems).toMatchObject([
      { at: ["services", "app", "variables", "WEB_CONCURRENCY"] },
    ]);
  });

  if (name === "fastapi") return;
  test("is never replaced by itself, and has more threads in place of processes", () => {
    const [alone, usual] = [declared({ inMemory }), declared({})].map((services) => settings(stackOf(services)));
    expect(alone).toMatchObject({ GUNICORN_MAX_REQUESTS: "0" });
    expect(Number(alone!.GUNICORN_THREADS)).toBeGreaterThan(Number(usual!.GUNICORN_THREADS ?? 4));
  });
});
