import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeclarationError, django, gateway, postgres, StackProject, vite, worker } from "./index";

const home = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-declaration-"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const site = django({ source: "backend", project: "config", database: "db" });

const mistakesOf = (declare: () => unknown): readonly unknown[] => {
  try {
    declare();
  } catch (error) {
    if (error instanceof DeclarationError)
      return error.problems.map(({ at, suggestion }) => [at.join("."), suggestion]);
    throw error;
  }
  return [];
};

// Each `@ts-expect-error` is a test as well: the type check fails where there is no error.

test("a database that does not exist is an error of the compiler and of the run", () => {
  const declare = () =>
    new StackProject({
      name: "shop",
      // @ts-expect-error no service is named "bd"
      services: { db: postgres({ version: "17" }), backend: django({ source: "b", project: "c", database: "bd" }) },
    });
  expect(mistakesOf(declare)).toEqual([["services.backend.database", "db"]]);
});

test("a worker of nobody is one", () => {
  const declare = () =>
    new StackProject({
      name: "shop",
      services: {
        db: postgres({ version: "17" }),
        backend: site,
        // @ts-expect-error no service is named "backed"
        worker: worker({ of: "backed", command: ["x"] }),
      },
    });
  expect(mistakesOf(declare)).toEqual([["services.worker.of", "backend"]]);
});

test("a route to nobody is one, also to nobody's files", () => {
  const declare = () =>
    new StackProject({
      name: "shop",
      services: {
        db: postgres({ version: "17" }),
        backend: site,
        // @ts-expect-error no service is named "front" or "bakend"
        nginx: gateway({ tls: "none", routes: { "/": "front", "/static/": "bakend:static" } }),
      },
    });
  expect(mistakesOf(declare)).toEqual([
    ["services.nginx.routes./", undefined],
    ["services.nginx.routes./static/", "backend"],
  ]);
});

test("a proxy to nobody is one", () => {
  const declare = () =>
    // @ts-expect-error no service is named "api"
    new StackProject({ name: "shop", services: { page: vite({ source: "page", backend: "api" }) } });
  expect(mistakesOf(declare)).toEqual([["services.page.backend", undefined]]);
});

test("options of another kind than they should be are told with their place", () => {
  const declare = () =>
    new StackProject({
      name: "shop",
      services: {
        // @ts-expect-error no version
        db: postgres({}),
        backend: site,
        // @ts-expect-error a text
        worker: worker({ of: "backend", command: "python manage.py work" }),
        // @ts-expect-error no routes
        edge: gateway({ tls: "none", environments: "production" }),
        // @ts-expect-error a number
        nginx: gateway({ tls: "none", routes: { "/": 8000 }, publish: 81 }),
      },
    });
  expect(mistakesOf(declare)).toEqual([
    ["services.db.version", undefined],
    ["services.worker.command", undefined],
    ["services.edge.routes", undefined],
    ["services.edge.environments", undefined],
    ["services.nginx.routes./", undefined],
  ]);
});

test("spreading keeps the check", () => {
  const declare = () =>
    new StackProject({
      name: "shop",
      // @ts-expect-error no service is named "db"
      services: { backend: { ...site, replicas: { production: 2 } } },
    });
  expect(mistakesOf(declare)).toEqual([["services.backend.database", undefined]]);
});

test("a key that does not exist is an error of the compiler and of the run", () => {
  // @ts-expect-error `replica` is not a key
  const services = { db: { ...postgres({ version: "17" }), replica: 2 } } satisfies Record<
    string,
    ReturnType<typeof postgres>
  >;
  expect(mistakesOf(() => new StackProject({ name: "shop", services: services as never }))).toEqual([
    ["services.db.replica", "replicas"],
  ]);
});

test("options of presets are told where they stand, all of them, also those that are missing", () => {
  const declare = () =>
    new StackProject({
      name: "shop",
      services: {
        // @ts-expect-error `naem` is no option
        db: postgres({ version: "17", naem: "shop" }),
        // @ts-expect-error `project` is missing
        site: django({ source: "site", database: "db", migrate: "rollout" }),
        // @ts-expect-error no options at all
        page: vite(),
        // @ts-expect-error a text is no list of words
        work: worker({ of: "site", command: "run it" }),
        edge: gateway({ tls: "none", routes: { "/": "page" }, publish: 80 }),
      },
    });
  expect(mistakesOf(declare)).toEqual([
    ["services.db.naem", "name"],
    ["services.site.project", undefined],
    ["services.page.source", undefined],
    ["services.work.command", undefined],
  ]);
});

test("two sites with two databases share no value, once one has a prefix", () => {
  const project = new StackProject({
    name: "shop",
    services: {
      db: postgres({ version: "17", name: "shop" }),
      shop: django({ source: "shop", project: "shop", database: "db" }),
      "office-db": postgres({ version: "17", name: "office", publish: 5433, prefix: "OFFICE_" }),
      office: {
        ...django({ source: "office", project: "office", database: "office-db", prefix: "OFFICE_" }),
        publish: { development: 8001 },
      },
    },
  });
  const shared = project.containers.stacks.flatMap(({ inputs }) => inputs.filter(({ readers }) => readers.length > 1));
  const pairs = new Set(shared.map(({ readers }) => readers.join(" ")));
  expect(pairs).toEqual(new Set(["db shop", "office office-db"]));
  const files = project.containers.stacks[1]?.inputs.flatMap(({ file }) => file ?? []);
  expect(files).toEqual([
    "secrets/office_postgres_password",
    "secrets/office_secret_key",
    "secrets/office_secret_key_fallbacks",
    "secrets/postgres_password",
    "secrets/secret_key",
    "secrets/secret_key_fallbacks",
  ]);
});

test("no declaration at all is told in words", () => {
  // @ts-expect-error there is none
  expect(() => new StackProject()).toThrow(DeclarationError);
});

test("nothing is written for a declaration with a mistake", () => {
  expect(() => new StackProject({ name: "shop", services: { a: { of: "b" } } as never }).synth()).toThrow(
    DeclarationError,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("a value that a file cannot hold is refused in words, before anything is written", () => {
  const declare = () =>
    new StackProject({
      name: "shop",
      services: { db: { image: "x:1", variables: { VALUE: "a\0b" } } },
    }).synth();
  expect(declare).toThrow(/NUL(.|\n)*Nothing was written/);
  expect(readdirSync(folder)).toEqual([]);
});

test("PostgreSQL that trusts everyone stays on the host itself", () => {
  const declare = (more: object) => () =>
    new StackProject({ name: "shop", services: { db: { ...postgres({ version: "17", trust: true }), ...more } } });
  expect(mistakesOf(declare({}))).toEqual([]);
  expect(mistakesOf(declare({ publishOn: "0.0.0.0" }))).toEqual([["services.db.publishOn", undefined]]);
  expect(mistakesOf(declare({ publish: 5432 }))).toEqual([["services.db.publish", undefined]]);
});
