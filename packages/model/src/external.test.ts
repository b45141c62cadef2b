import { resolve, type Stack } from "./index";

const stacksOf = (services: object, environments = ["development", "production"]): readonly Stack[] => {
  const found = resolve({ name: "shop", environments, services });
  if ("problems" in found) throw new Error(JSON.stringify(found.problems));
  return found.stacks;
};
const inputsOf = (stack: Stack | undefined) => stack?.inputs.map(({ name }) => name);
const sourceOf = (stack: Stack | undefined, service: string, variable: string) =>
  stack?.services.find(({ name }) => name === service)?.variables.find(({ name }) => name === variable)?.source;

const api = { image: "api:1", port: 8000 };
const web = (variables: Record<string, unknown>) => ({ image: "web:1", variables });

test("what is asked of whoever runs the stack is what is read of a service elsewhere: its URL, or host and port", () => {
  const byUrl = stacksOf({ api: { external: true, port: 8000 }, web: web({ API: { from: "api:url" } }) });
  expect(byUrl.map(inputsOf)).toEqual([["API_URL"], ["API_URL"]]);
  const parts = { HOST: { from: "api:host" }, PORT: { from: "api:port" } };
  expect(stacksOf({ api: { external: true, port: 8000 }, web: web(parts) }).map(inputsOf)).toEqual([
    ["API_HOST", "API_PORT"],
    ["API_HOST", "API_PORT"],
  ]);
});

test("a service has a container here, runs on the machine itself or elsewhere, as its environment says", () => {
  const external = { development: "host", staging: false, production: true };
  const stacks = stacksOf({ api: { ...api, external }, web: web({ API: { from: "api:url" } }) }, [
    "development",
    "staging",
    "production",
  ]);
  expect(stacks.map(({ services }) => services.map(({ name, machine }) => [name, machine]))).toEqual([
    [["web", "host.docker.internal"]],
    [
      ["api", undefined],
      ["web", undefined],
    ],
    [["web", undefined]],
  ]);
  expect(stacks.map((stack) => sourceOf(stack, "web", "API"))).toEqual([
    { kind: "linked", value: "http://host.docker.internal:8000" },
    { kind: "linked", value: "http://api:8000" },
    { kind: "input", input: expect.objectContaining({ name: "API_URL", required: true }) },
  ]);
  expect(stacks.map(({ elsewhere }) => elsewhere.map(({ place }) => place))).toEqual([
    [{ machine: "host.docker.internal", port: 8000 }],
    [],
    [{ inputs: ["API_URL"] }],
  ]);
});

test("a service that is known by its URL alone gives it whole: in its reader's scheme, without parts, waited for by what it names", () => {
  const db = {
    image: "db:1",
    port: 5432,
    facts: { engine: "postgresql", password: { variable: "PASSWORD" } },
    variables: { PASSWORD: { kind: "secret" } },
  };
  const reader = {
    build: {
      sources: [],
      stages: [{ name: "production", purpose: "is it.", from: "a:1", entrypoint: "production", client: "python" }],
    },
    named: [{ at: ["database"], service: "db" }],
    needs: ["db"],
    waits: [{ host: "HOST", port: "PORT" }],
    variables: {
      HOST: { from: "db:host" },
      PORT: { from: "db:port" },
      KEY: { kind: "secret", from: "db:password" },
      DSN: {
        kind: "secret",
        from: "db:engine",
        map: { postgresql: "pg+driver" },
        url: { password: "KEY", host: "HOST", port: "PORT" },
      },
    },
  };
  const [here, there] = stacksOf({ db: { ...db, external: { development: false, production: "url" } }, web: reader });
  expect(inputsOf(here)).toEqual(["PASSWORD"]);
  expect(inputsOf(there)).toEqual(["DB_URL"]);
  const web = there?.services.find(({ name }) => name === "web");
  expect(web?.variables).toMatchObject([
    {
      name: "DSN",
      kind: "secret",
      path: "DSN_FILE",
      spelled: { scheme: "pg+driver" },
      source: { input: { file: "secrets/db_url" } },
    },
  ]);
  expect(there?.builds[0]?.entrypoints.production?.waits).toEqual([{ url: "DSN", otherwise: 5432 }]);
  const { DSN: _, ...parts } = reader.variables;
  const apart = resolve({
    name: "shop",
    environments: ["production"],
    services: { db: { ...db, external: "url" }, web: { ...reader, waits: [], variables: parts } },
  });
  expect("problems" in apart && apart.problems).toMatchObject([
    {
      at: ["services", "web", "database"],
      found: "`HOST`, `PORT`, `KEY`, parts of `db`, which is known by its URL alone",
    },
  ]);
});

test("who reaches the machine has a way out, and so have those who run its code, such as jobs", () => {
  const job = { migrate: { command: ["migrate"] } };
  const [stack] = stacksOf({
    db: { external: "host", port: 5432 },
    web: { image: "web:1", needs: ["db"], jobs: job },
    worker: { of: "web" },
    alone: { image: "alone:1" },
  });
  const reaching = stack?.services.flatMap(({ machine, name, needs, networks }) =>
    machine === undefined ? [] : [[name, needs.map(({ service }) => service), networks]],
  );
  expect(reaching).toEqual([
    ["web-migrate", [], ["web_outside"]],
    ["web", ["web-migrate"], ["web_outside"]],
    ["worker", ["web-migrate"], ["worker_outside"]],
  ]);
});
