import { type Problem, resolve, type Stack, type UncheckedDeclaration } from "./index";

const database = {
  image: "postgres:17",
  port: 5432,
  facts: { engine: "postgresql", password: { variable: "PASSWORD" } },
  variables: { PASSWORD: { kind: "secret", default: { development: "weak" } } },
  volumes: { data: "/data" },
  probe: { kind: "command", command: ["true"] },
};
const application = { image: "app:1", port: 8000, needs: ["db"], publish: { development: 8000 } };

const stacksOf = (declaration: UncheckedDeclaration): Stack[] => {
  const result = resolve(declaration);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.stacks;
};
const problemsOf = (declaration: UncheckedDeclaration): Problem[] => {
  const result = resolve(declaration);
  return "problems" in result ? result.problems : [];
};
const stack = (services: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  name: "shop",
  ...more,
  services,
});
const serviceIn = (stacks: readonly Stack[], environment: string, name: string) =>
  stacks.find((each) => each.environment === environment)?.services.find((service) => service.name === name);

describe("environments", () => {
  test("a leaf takes the value of its environment, and is absent where it has none", () => {
    const stacks = stacksOf(stack({ db: database, app: { ...application, replicas: { production: 3 } } }));
    expect(serviceIn(stacks, "development", "app")).toMatchObject({ replicas: 1, published: [{ port: 8000 }] });
    expect(serviceIn(stacks, "production", "app")).toMatchObject({ replicas: 3 });
    expect(serviceIn(stacks, "production", "app")?.published).toEqual([]);
  });

  test("an environment that is not named takes what production has", () => {
    const environments = ["development", "production", "staging"];
    const stacks = stacksOf(
      stack(
        {
          app: { image: "app:1", replicas: { development: 1, production: 3 } },
          edge: { image: "e:1", environments: ["production"] },
        },
        { environments },
      ),
    );
    expect(serviceIn(stacks, "staging", "app")?.replicas).toBe(3);
    expect(serviceIn(stacks, "staging", "edge")).toBeDefined();
    expect(serviceIn(stacks, "development", "edge")).toBeUndefined();
  });

  test("one that is like production can do without a service that production has", () => {
    const environments = ["development", "production", "board"];
    const only = { development: false, production: true, board: false };
    const stacks = stacksOf(
      stack({ app: { image: "a:1" }, edge: { image: "e:1", environments: only } }, { environments }),
    );
    expect(stacks.filter(({ services }) => services.some(({ name }) => name === "edge"))).toMatchObject([
      { environment: "production" },
    ]);
  });

  test("a secret is a file in production and a variable in development", () => {
    const stacks = stacksOf(stack({ db: database }));
    const [development, production] = stacks.map(({ inputs }) => inputs.find(({ name }) => name === "PASSWORD"));
    expect(development).toMatchObject({ default: "weak", required: false });
    expect(development?.file).toBeUndefined();
    expect(production).toMatchObject({ file: "secrets/password", required: true });
  });
});

describe("links", () => {
  test("a misspelt fact is told of a variable that may stay unset as well, one that the service does not have is not", () => {
    const problems = (from: string, more: object = {}) =>
      problemsOf(
        stack({ db: database, app: { ...application, variables: { KEY: { from, optional: true, ...more } } } }),
      );
    expect(problems("db:pasword")).toMatchObject([
      {
        at: ["services", "app", "variables", "KEY", "from"],
        found: "fact `pasword` of `db`",
        suggestion: "db:password",
      },
    ]);
    expect(problems("db:authority")).toEqual([]);
    const url = { host: "KEY", port: "KEY", query: { from: "db:pasword", text: "?x=*" } };
    expect(problems("db:engine", { url, optional: false })).toMatchObject([
      { at: ["services", "app", "variables", "KEY", "url", "query", "from"], suggestion: "db:password" },
    ]);
  });

  test.each([
    ["value", { value: "a", default: "b" }, "default", "`default` beside `value`"],
    ["from", { from: "db:host", value: "b" }, "from", "`from` beside `value`"],
    ["map", { value: "a", map: { a: "b" } }, "map", "`map` without `from`"],
    ["url", { url: { host: "A", port: "A" } }, "url", "`url` without `from`"],
    ["minimum", { rule: { minimum: 3 } }, "rule", "`minimum` of a text"],
    ["maximum", { kind: "number", rule: { minimum: 3, maximum: 2 } }, "rule", "`minimum` 3 above `maximum` 2"],
    ["issued", { issued: "Stripe" }, "issued", "`issued` of a text"],
    ["file", { file: "A_FILE" }, "file", "`file` of a text"],
    ["example", { kind: "number", example: "many" }, "example", "`many`, which is not a whole number"],
    ["secret", { kind: "secret", example: "x" }, "example", "an example of a secret"],
  ])("what a variable says of itself for nothing is told: %s", (_, said, key, found) => {
    const variables = { A: "1", KEY: said };
    expect(problemsOf(stack({ db: database, app: { ...application, variables } }))).toMatchObject([
      { at: ["services", "app", "variables", "KEY", key], found },
    ]);
  });

  test("a variable takes a fact of another service, a secret with its input", () => {
    const variables = { HOST: { from: "db:host" }, PORT: { from: "db:port" }, KEY: { from: "db:password" } };
    const stacks = stacksOf(stack({ db: database, app: { ...application, variables } }));
    const found = Object.fromEntries(
      serviceIn(stacks, "production", "app")!.variables.map((each) => [each.name, each]),
    );
    expect(found.HOST?.source).toEqual({ kind: "linked", value: "db" });
    expect(found.PORT?.source).toEqual({ kind: "linked", value: "5432" });
    expect(found.KEY).toMatchObject({ kind: "secret", source: { kind: "input", input: { name: "PASSWORD" } } });
  });

  test("only those who declared it share a network with a service", () => {
    const stacks = stacksOf(stack({ db: database, app: application, other: { image: "o:1", reaches: ["app"] } }));
    const networks = (name: string) => serviceIn(stacks, "production", name)?.networks;
    expect(networks("db")).toEqual(["db"]);
    expect(networks("app")).toEqual(["app", "db"]);
    expect(networks("other")).toEqual(["app"]);
    expect(stacks[1]?.networks.every(({ internal }) => internal)).toBe(true);
  });

  test("those who share nothing but whom they reach do not reach each other", () => {
    const quiet = { image: "q:1", needs: ["db"] };
    const jobs = { migrate: { command: ["migrate"] } };
    const app = { ...application, jobs };
    const admin = { ...application, publish: undefined };
    const stacks = stacksOf(stack({ db: database, app, admin, quiet, silent: quiet }));
    const networks = (name: string) => serviceIn(stacks, "production", name)?.networks;
    expect(networks("db")).toEqual(["db", "db_admin", "db_app"]);
    expect(networks("app")).toEqual(["db_app"]);
    expect(networks("app-migrate")).toEqual(["db_app"]);
    expect(networks("admin")).toEqual(["db_admin"]);
    expect([networks("quiet"), networks("silent")]).toEqual([["db"], ["db"]]);
  });

  test("those who call each other share the network of whom they both reach", () => {
    const page = { ...application, publish: undefined, reaches: ["app"] };
    const watcher = { image: "w:1", port: 9090, reaches: ["app", "page"] };
    const stacks = stacksOf(
      stack({ db: database, app: application, page, cache: { ...watcher, reaches: ["page"] }, watcher }),
    );
    const networks = (name: string) => serviceIn(stacks, "production", name)?.networks;
    expect(networks("db")).toEqual(["db"]);
    expect(networks("page")).toEqual(["app", "db", "page"]);
    expect(networks("app")).toEqual(["app", "db"]);
    expect(networks("watcher")).toEqual(["app"]);
    expect(networks("cache")).toEqual(["page"]);
  });

  test("what runs the code of another service shares its image, variables and needs, not its port", () => {
    const worker = { of: "app", command: ["work"], variables: { B: "2" } };
    const stacks = stacksOf(stack({ db: database, app: { ...application, variables: { A: "1" } }, worker }));
    const found = serviceIn(stacks, "development", "worker");
    expect(found?.image).toEqual(serviceIn(stacks, "development", "app")?.image);
    expect(found?.variables.map(({ name }) => name)).toEqual(["A", "B"]);
    expect(found?.needs).toEqual([{ service: "db", condition: "healthy" }]);
    expect(found?.port).toBeUndefined();
    expect(found?.published).toEqual([]);
  });

  test("what one process reads is given to that one alone, and looked at before anything starts", () => {
    const built = {
      build: { sources: [], stages: [{ name: "production", purpose: "x", from: "x", entrypoint: "production" }] },
    };
    const variables = {
      THREADS: { optional: true, readers: "self" },
      QUEUE: { optional: true, readers: ["worker", "app-migrate"] },
      KEY: { optional: true },
    };
    const stacks = stacksOf(
      stack({
        db: database,
        app: { ...built, needs: ["db"], variables, jobs: { migrate: { command: ["migrate"] } } },
        worker: { of: "app", command: ["work"] },
      }),
    );
    const [, production] = stacks;
    const namesOf = (service: string) => serviceIn(stacks, "production", service)?.variables.map(({ name }) => name);
    expect(namesOf("app")).toEqual(["KEY", "THREADS"]);
    expect(namesOf("worker")).toEqual(["KEY", "QUEUE"]);
    expect(namesOf("app-migrate")).toEqual(["KEY", "QUEUE"]);
    expect(namesOf("app-check")).toEqual(["KEY", "QUEUE", "THREADS"]);
    expect(production?.inputs.map(({ name, readers }) => [name, readers])).toEqual([
      ["KEY", ["app", "worker"]],
      ["PASSWORD", ["db"]],
      ["QUEUE", ["app-migrate", "worker"]],
      ["THREADS", ["app"]],
    ]);
    const { variables: everywhere = [], others = [] } = production?.builds[0]?.entrypoints.production ?? {};
    expect([everywhere, others].map((list) => list.map(({ name }) => name))).toEqual([["KEY"], ["QUEUE", "THREADS"]]);
  });

  test("a job of a rollout runs once, before its service and whatever shares that code", () => {
    const jobs = { migrate: { command: ["migrate"] } };
    const stacks = stacksOf(
      stack({
        db: database,
        app: { ...application, jobs, replicas: { production: 3 } },
        worker: { of: "app", command: ["work"] },
      }),
    );
    const names = stacks[1]?.services.map(({ name }) => name);
    expect(names).toEqual(["db", "app-migrate", "app", "worker"]);
    expect(serviceIn(stacks, "production", "app-migrate")).toMatchObject({
      oneShot: true,
      replicas: 1,
      restarts: false,
    });
    for (const name of ["app", "worker"]) {
      expect(serviceIn(stacks, "production", name)?.needs).toContainEqual({
        service: "app-migrate",
        condition: "completed",
      });
    }
  });
});

describe("mistakes", () => {
  test.each<[string, Record<string, unknown>, Partial<Problem>]>([
    [
      "an unknown service",
      { db: database, app: { ...application, needs: ["bd"] } },
      { at: ["services", "app", "needs", 0], found: "service `bd`", expected: "one of `app`, `db`", suggestion: "db" },
    ],
    [
      "an unknown fact",
      { db: database, app: { ...application, variables: { X: { from: "db:pasword" } } } },
      { at: ["services", "app", "variables", "X", "from"], found: "fact `pasword` of `db`", suggestion: "db:password" },
    ],
    [
      "an unknown key",
      { app: { ...application, needs: [], replica: 3 } },
      { at: ["services", "app", "replica"], found: "key `replica`", suggestion: "replicas" },
    ],
    [
      "a key inside an object",
      { app: { image: "a:1", resources: { production: { memroy: "1g" } } } },
      { at: ["services", "app", "resources", "memroy"], suggestion: "memory" },
    ],
    [
      "a wrong type",
      { app: { image: "a:1", port: "8000" } },
      { at: ["services", "app", "port"], found: '`"8000"`', expected: "a number" },
    ],
    [
      "files that nobody has",
      { app: { image: "a:1", port: 1 }, edge: { image: "n:1", site: { routes: { "/": "app:static" } } } },
      { at: ["services", "edge", "site", "routes", "/"], found: "files `static` of `app`" },
    ],
    [
      "a service without code",
      { app: { port: 1 } },
      { at: ["services", "app"], expected: "one of `build`, `image`, `of`" },
    ],
    [
      "a circle",
      { a: { image: "a:1", needs: ["b"] }, b: { image: "b:1", needs: ["a"] } },
      { found: "circle `a` → `b` → `a`" },
    ],
    ["a name that is no host name", { "my app": { image: "a:1" } }, { at: ["services", "my app"], found: "`my app`" }],
    [
      "a service named like an environment",
      { production: { image: "a:1" } },
      { at: ["services", "production"], expected: "another name" },
    ],
    [
      "a value that its rule refuses",
      { app: { image: "a:1", variables: { MODE: { value: "fast", rule: { oneOf: ["slow"] } } } } },
      { at: ["services", "app", "variables", "MODE", "value"], found: "`fast`, which is none of slow" },
    ],
    [
      "a default that its kind refuses",
      { app: { image: "a:1", variables: { FAST: { kind: "boolean", default: "maybe" } } } },
      { at: ["services", "app", "variables", "FAST", "default"] },
    ],
    [
      "two of what there can be but one",
      { db: { image: "a:1", replicas: { production: 2 }, singleBecause: "It has one volume." } },
      { at: ["services", "db", "replicas"], expected: "one", why: "It has one volume." },
    ],
    [
      "a secret that is read at build",
      { app: { image: "a:1", variables: { TOKEN: { kind: "secret", phase: "build" } } } },
      {
        at: ["services", "app", "variables", "TOKEN"],
        expected: "phase `run`, or a step of its build that `takesSecrets`",
      },
    ],
    [
      "a secret that is read at build and stands in the declaration",
      {
        app: {
          build: {
            sources: [],
            stages: [
              { name: "all", purpose: "x", from: "x", steps: [{ kind: "run", commands: [["x"]], takesSecrets: true }] },
            ],
          },
          variables: { TOKEN: { kind: "secret", phase: "build", default: { development: "x" } } },
        },
      },
      { at: ["services", "app", "variables", "TOKEN", "default"], expected: "none" },
    ],
    [
      "a secret that a page is compiled with",
      { app: { image: "a:1", variables: { VITE_TOKEN: { kind: "secret" } } } },
      { at: ["services", "app", "variables", "VITE_TOKEN"], expected: "a value that everybody may read" },
    ],
    [
      "a secret that a page loads",
      {
        db: database,
        app: {
          image: "a:1",
          variables: { TOKEN: { from: "db:password" } },
          page: { source: "app", compiled: [], loaded: ["TOKEN"] },
        },
      },
      { at: ["services", "app", "variables", "TOKEN"], found: "a secret" },
    ],
    [
      "a reader that does not run the code",
      { app: { image: "a:1", variables: { A: { value: "1", readers: ["app", "wroker"] } } }, worker: { of: "app" } },
      { at: ["services", "app", "variables", "A", "readers", 1], found: "reader `wroker`", suggestion: "worker" },
    ],
    [
      "two inputs of one name that differ",
      {
        a: { image: "a:1", variables: { X: { default: "1" } } },
        b: { image: "b:1", variables: { X: { default: "2" } } },
      },
      { at: ["services", "b", "variables", "X"] },
    ],
    [
      "a step of a build",
      { app: { build: { sources: [], stages: [{ name: "a", purpose: "p", from: "x", steps: [{ kind: "cpoy" }] }] } } },
      { at: ["services", "app", "build", "stages", 0, "steps", 0, "kind"] },
    ],
    [
      "sources outside of the project's folder",
      { app: { build: { sources: ["app", "../shared"], stages: [{ name: "a", purpose: "p", from: "x" }] } } },
      {
        at: ["services", "app", "build", "sources", 1],
        expected: "a path inside of the project's folder, such as `docker`",
      },
    ],
    [
      "a key passed through for which there is a word",
      { app: { image: "a:1", compose: { ports: ["80:80"] } } },
      { at: ["services", "app", "compose", "ports"], expected: "`publish` of the service itself" },
    ],
    [
      "what must stay on the host itself published to all",
      { app: { image: "a:1", port: 1, publish: 1, publishOn: "0.0.0.0", loopbackBecause: "It is open." } },
      { at: ["services", "app", "publishOn"], why: "It is open." },
    ],
    [
      "a port of the host for two services",
      { a: { image: "a:1", port: 1, publish: 80 }, b: { image: "b:1", port: 1, publish: 80 } },
      {
        at: ["services", "b", "publish"],
        found: "`80`, which `a` publishes too",
        expected: "another port of the host, such as `b: { ...preset({ … }), publish: 81 }`",
      },
    ],
    [
      "a port of the host for two services in one environment, with the next one that is free",
      {
        a: { image: "a:1", port: 1, publish: { development: 8000 } },
        b: { image: "b:1", port: 1, publish: { development: 8001 } },
        "c-2": { image: "c:1", port: 1, publish: { development: 8000, production: 80 } },
      },
      {
        at: ["services", "c-2", "publish"],
        expected:
          'another port of the host, such as `"c-2": { ...preset({ … }), publish: { development: 8002, production: 80 } }`',
      },
    ],
    [
      "a port of the host for two replicas",
      { a: { image: "a:1", port: 1, publish: 80, replicas: 2 } },
      { at: ["services", "a", "publish"], expected: "one replica where it is published" },
    ],
    [
      "an address that the host cannot have",
      { a: { image: "a:1", port: 1, publish: 80, publishOn: "localhost" } },
      { at: ["services", "a", "publishOn"], expected: "an address such as `127.0.0.1`" },
    ],
    [
      "a port of the host for none",
      { a: { image: "a:1", publish: 80 } },
      { at: ["services", "a", "publish"], expected: "a `port` on which it listens" },
    ],
    [
      "an image that no registry can have",
      { a: { image: "postgres:" } },
      { at: ["services", "a", "image"], expected: "an image such as `redis:8`" },
    ],
    [
      "a mount the wrong way round",
      { a: { image: "a:1", mounts: { "./web": "/app" } } },
      { at: ["services", "a", "mounts", "./web"], expected: "a text that starts with `/`" },
    ],
    [
      "a stage that the build does not have",
      { a: { build: { sources: [], stages: [{ name: "app", purpose: "p", from: "x" }] }, target: "ap" } },
      { at: ["services", "a", "target"], found: "stage `ap`", suggestion: "app" },
    ],
    [
      "the code of one who took it over",
      {
        a: { image: "a:1" },
        b: { of: "a", command: ["b"] },
        c: { of: "b", command: ["c"] },
      },
      { at: ["services", "c", "of"], expected: "`a`" },
    ],
    [
      "a circle by routes",
      {
        a: { image: "a:1", port: 1, site: { routes: { "/": "b" } } },
        b: { image: "b:1", port: 1, site: { routes: { "/": "a" } } },
      },
      { found: "circle `a` → `b` → `a`" },
    ],
    [
      "facts that lead back to themselves",
      {
        a: { image: "a:1", facts: { x: { variable: "X" } }, variables: { X: { from: "b:x" } } },
        b: { image: "b:1", facts: { x: { variable: "X" } }, variables: { X: { from: "a:x" } } },
      },
      { at: ["services", "a", "variables", "X", "from"], found: "`b:x`, which leads back to itself" },
    ],
    [
      "a fact of a fact",
      { db: database, app: { ...application, variables: { X: { from: "db:host:port" } } } },
      { at: ["services", "app", "variables", "X", "from"], found: "fact `host:port` of `db`" },
    ],
    [
      "a build of another tool, and nothing that follows from it",
      { a: { build: { pack: "." }, needs: ["b"], variables: { X: {} } }, b: { image: "b:1" } },
      { at: ["services", "a", "build", "pack"] },
    ],
    [
      "a build as Compose has it, without its Dockerfile",
      { a: { build: { context: "." } } },
      { at: ["services", "a", "build", "dockerfile"] },
    ],
    [
      "a name that every object has",
      { a: { image: "a:1", needs: ["constructor"] } },
      { at: ["services", "a", "needs", 0], found: "service `constructor`" },
    ],
    [
      "a function passed through",
      { a: { image: "a:1", compose: { labels: { on: () => "x" } } } },
      { at: ["services", "a", "compose", "labels", "on"], found: "a function" },
    ],
    [
      "a date passed through",
      { a: { image: "a:1", compose: { labels: [new Date(0)] } } },
      { at: ["services", "a", "compose", "labels", 0] },
    ],
    ["a function", { a: { image: () => "a:1" } }, { at: ["services", "a", "image"], found: "a function" }],
    ["a service that is a function", { a: () => ({ image: "a:1" }) }, { at: ["services", "a"], found: "a function" }],
    ["what JSON does not know", { a: { image: "a:1", port: 5n } }, { at: ["services", "a", "port"], found: "`5`" }],
    [
      "a job with the name of the check of variables",
      {
        db: database,
        a: {
          build: { sources: [], stages: [{ name: "app", purpose: "p", from: "x", entrypoint: "production" }] },
          needs: ["db"],
          variables: { X: {} },
          jobs: { check: { command: ["check"] } },
        },
      },
      { at: ["services", "a-check"], expected: "another name" },
    ],
  ])("%s is told with its place", (_, services, problem) => {
    expect(problemsOf(stack(services))).toContainEqual(expect.objectContaining(problem));
  });

  test.each<[string, unknown, Partial<Problem>]>([
    ["no list", "production", { at: ["environments"], found: '`"production"`', expected: "a list" }],
    ["null", null, { at: ["environments"], expected: "a list" }],
    ["none at all", [], { at: ["environments"], expected: "at least one" }],
    ["a path", ["../up"], { at: ["environments", 0] }],
    ["what no project can be named", ["QA"], { at: ["environments", 0], found: '`"QA"`' }],
    ["one twice", ["production", "production"], { at: ["environments", 1], expected: "each name once" }],
  ])("environments that are %s", (_, environments, problem) => {
    const declaration = stack({ a: { image: "a:1" } }, { environments }) as UncheckedDeclaration;
    expect(problemsOf(declaration)).toEqual([expect.objectContaining(problem)]);
  });

  test("a path of a generated file has one spelling", () => {
    const files = { compose: { development: "./dev.yml" }, images: "docker/", secrets: "./a//secrets" };
    const [development] = stacksOf(stack({ db: database }, { files }));
    expect(development?.files).toMatchObject({ compose: "dev.yml", secrets: "a/secrets" });
  });

  test("a service with a wrong build is told once", () => {
    expect(problemsOf(stack({ a: { build: "./a" } })).map(({ at }) => at.join("."))).toEqual(["services.a.build"]);
  });

  test("what is found late is told with what is found early", () => {
    const problems = problemsOf(
      stack({
        a: { image: 5 },
        b: { image: "b:1", variables: { TOKEN: { kind: "secret", phase: "build" } } },
        c: { image: "c:1", port: 1, probe: { kind: "http", path: "/" } },
        d: { of: "a", command: ["d"] },
      }),
    );
    expect(problems.map(({ at }) => at.join("."))).toEqual([
      "services.a.image",
      "services.b.variables.TOKEN",
      "services.c.probe",
    ]);
  });

  test("all are told at once, each once though every environment has it", () => {
    const problems = problemsOf(
      stack({ a: { image: 1 }, b: { image: "b:1", prot: 1 }, c: { image: "c:1", replicas: -1, needs: ["a", "d"] } }),
    );
    expect(problems.map(({ at }) => at.join("."))).toEqual([
      "services.a.image",
      "services.b.prot",
      "services.c.replicas",
      "services.c.needs.1",
    ]);
  });

  test("a wrong name hides no other", () => {
    const problems = problemsOf({ ...stack({ c: { image: "c:1", needs: ["d"] } }), name: "my shop" });
    expect(problems.map(({ at }) => at.join("."))).toEqual(["name", "services.c.needs.0"]);
  });
});

test("the order of keys makes no difference", () => {
  const services = { db: database, app: application, worker: { of: "app", command: ["work"] } };
  const reversed = Object.fromEntries(Object.entries(services).reverse());
  expect(JSON.stringify(resolve(stack(reversed)))).toBe(JSON.stringify(resolve(stack(services))));
});

test.each([
  ["two paths with one name", { "/a/web.conf": "1", "/b/web.conf": "2" }],
  ["two environments with two texts", { "/a/web.conf": { development: "1", production: "2" } }],
])("a generated file has one text: %s", (_, configs) => {
  const result = resolve({ name: "shop", services: { web: { image: "nginx:1.30", configs } } });
  expect("problems" in result && result.problems).toMatchObject([
    { found: "another text than the one that `docker/web/web.conf` has already" },
  ]);
});

describe("connections at once", () => {
  const db = { image: "postgres:17", port: 5432, handbook: { accepts: { connections: 100, reserved: 3 } } };
  const web = (threads: number, replicas: number) => ({
    image: "web:1",
    needs: ["db"],
    replicas,
    handbook: { runs: { processes: 4, threads } },
  });
  const problemsOf = (services: object) => {
    const result = resolve({ name: "shop", environments: ["production"], services });
    return "problems" in result ? result.problems : [];
  };

  test("may be as many as a database accepts, beside those it keeps", () => {
    const worker = { image: "web:1", needs: ["db"] };
    expect(problemsOf({ db, web: web(8, 3), other: web(1, 0), worker })).toEqual([]);
  });

  test("are told as a sum where they are more", () => {
    const worker = { image: "web:1", needs: ["db"], handbook: { runs: { processes: 2, threads: 1 } } };
    expect(problemsOf({ db, web: web(8, 3), worker })).toEqual([
      {
        at: ["services", "db"],
        found: "98 connections at once: `web` 3 replicas × 4 processes × 8 threads = 96, `worker` 2",
        expected: "at most 97: 100 less 3 that are kept",
        why: expect.stringMatching(/PgBouncer/),
      },
    ]);
  });
});

test.each(["Europe/Nowhere", "CET-1", "europe/berlin", ""])(
  "a time zone is one that is known: %j is not",
  (timezone) => {
    const result = resolve({ name: "shop", timezone, services: { web: { image: "nginx:1.30" } } });
    expect("problems" in result && result.problems).toMatchObject([
      { at: ["timezone"], expected: "an IANA time zone, such as `Europe/Berlin`" },
    ]);
  },
);

test("what may stay unset is left out where the service that it is taken from does not have it", () => {
  const db = (facts: object) => ({ image: "db:1", port: 5432, facts: { scheme: "sql", ...facts } });
  const app = {
    image: "app:1",
    variables: {
      CA_FILE: { from: "db:authority", optional: true },
      HOST: { from: "db:host" },
      PORT: { from: "db:port" },
      URL: {
        from: "db:scheme",
        url: { host: "HOST", port: "PORT", query: { from: "db:authority", text: "?ca=*" } },
      },
    },
  };
  const read = (facts: object) =>
    serviceIn(stacksOf(stack({ db: db(facts), app })), "production", "app")?.variables.flatMap(({ name, source }) =>
      name === "CA_FILE" || name === "URL" ? [[name, source]] : [],
    );
  expect(read({})).toEqual([["URL", expect.not.objectContaining({ suffix: expect.anything() })]]);
  expect(read({ authority: "/run/ca" })).toEqual([
    ["CA_FILE", { kind: "linked", value: "/run/ca" }],
    ["URL", expect.objectContaining({ suffix: "?ca=/run/ca" })],
  ]);
  const demanded = { image: "app:1", variables: { CA_FILE: { from: "db:authority" } } };
  expect(problemsOf(stack({ db: db({}), app: demanded }))).toMatchObject([
    { at: ["services", "app", "variables", "CA_FILE", "from"], found: "fact `authority` of `db`" },
  ]);
});

test("a job reaches a database that runs elsewhere, as its service does", () => {
  const db = { external: true, image: "postgres:17", port: 5432 };
  const web = { image: "web:1", needs: ["db"], port: 80, publish: 80, jobs: { migrate: { command: ["migrate"] } } };
  const result = resolve({ name: "shop", services: { db, web } });
  const networksOf = (name: string) =>
    "stacks" in result && result.stacks[1]?.services.find((service) => service.name === name)?.networks;
  expect([networksOf("web"), networksOf("web-migrate")]).toEqual([["web_outside"], ["web_outside"]]);
});

test("only what speaks HTTP says its URL by itself, for that of a database or a cache has a password in it", () => {
  const read = (url: object) =>
    resolve({ name: "shop", services: { app: { image: "app:1", variables: { X: url } }, ...others } });
  const others = {
    api: { image: "api:1", port: 80 },
    cache: { image: "cache:1", port: 6379, facts: { scheme: "redis" } },
    db: { image: "db:1", port: 5432, facts: { engine: "postgresql" } },
    edge: { image: "edge:1", port: 8080, facts: { scheme: "https" } },
  };
  for (const name of ["api", "edge"]) expect(read({ from: `${name}:url` })).toHaveProperty("stacks");
  for (const name of ["cache", "db"])
    expect(read({ from: `${name}:url`, optional: true })).toMatchObject({
      problems: [
        {
          at: ["services", "app", "variables", "X", "from"],
          found: `fact \`url\` of \`${name}\`, which speaks no HTTP`,
        },
      ],
    });
});
