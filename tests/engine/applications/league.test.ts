import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { flask, gateway, worker } from "@quaywright/presets";
import { ask } from "../ask";
import { onEngine } from "../engine";
import { run, succeed } from "../run";
import { type Declaration, TestStack } from "../stack";

jest.setTimeout(600_000);

/** A folder that is no part of the project's. */
const config = mkdtempSync(join(tmpdir(), "quaywright-league-config-"));

const app = flask({
  source: "backend",
  app: `league:create_app("cup", title="The 'Cup' ($1)")`,
  python: {
    development: "requirements-dev.txt",
    tests: ["python", "-m", "unittest", "discover"],
    testCode: ["tests"],
  },
  steps: [
    { folder: config, at: "/etc/league" },
    { folder: "catalogue", at: "/srv/catalogue" },
    { bundle: "page", output: "web/dist", reads: ["backend/league/templates"], environment: { THEME: "dark red" } },
    {
      command: ["python", "-m", "league.build"],
      environment: { LICENCE: "no 'licence'", THEME: "light" },
      output: "built",
    },
    { command: ["python", "-m", "league.stamp"], stage: "production" },
  ],
  variables: { MEASURE: { purpose: "What measures it.", optional: true } },
});

const declaration: Declaration = {
  name: "league",
  services: {
    app: {
      ...app,
      prefix: "/league/",
      inMemory: "the scores of running matches",
      tasks: { report: { command: ["python", "-m", "league.report"], volumes: { reports: "/srv/reports" } } },
      jobs: { ...app.jobs, prepare: { when: "start", command: ["python", "-m", "league.prepare"] } },
      wrappers: { MEASURE: ["python", "-m", "league.measure"] },
    },
    worker: worker({ of: "app", command: ["python", "-m", "league.work"] }),
    edge: gateway({ tls: "none", routes: { "/league/": "app" }, deny: ["/league/metrics"] }),
  },
};

const declared = async (environment: string): Promise<TestStack> => {
  const stack = await TestStack.declare(declaration, environment, ["app"]);
  cpSync(join(__dirname, "league"), stack.folder, { recursive: true });
  return stack;
};

beforeAll(() => writeFileSync(join(config, "config.txt"), "of all stacks"));
afterAll(() => rmSync(config, { recursive: true }));

onEngine("an application that keeps its state in memory, in production", () => {
  let stack: TestStack;
  const about = async () => JSON.parse(String((await ask(stack.url("edge", "/league/about"))).body));

  beforeAll(async () => {
    stack = await declared("production");
    stack.writeSecrets();
    await stack.succeed(["build"]);
    await stack.succeed(["up", "--wait"]);
  });

  afterAll(() => stack.remove());

  test("has one process for as many requests as come at once", async () => {
    await Promise.all(Array.from({ length: 60 }, () => ask(stack.url("edge", "/league/goal"), { body: {} })));
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(stack.url("edge", "/league/score"))));
    const goals = answers.map(({ body }) => JSON.parse(String(body)).goals);
    expect(new Set(goals)).toEqual(new Set([60]));
  });

  test("is made by a factory with quotes and parentheses", async () => {
    const { body } = await ask(stack.url("edge", "/league/score"));
    expect(JSON.parse(String(body))).toMatchObject({ cup: "cup", title: "The 'Cup' ($1)" });
  });

  test("knows the prefix of its links, and what the operator reads stays inside", async () => {
    const { headers, status } = await ask(stack.url("edge", "/league/"));
    expect([status, headers.location]).toEqual([302, "/league/score"]);
    for (const path of ["/league/metrics", "/league/metrics/", "/league/x/../metrics"]) {
      expect((await ask(stack.url("edge", path))).status).toBe(404);
    }
  });

  test("holds what its steps made and what it reads, wherever that lies, and no code that tests", async () => {
    expect(await about()).toEqual({
      config: "of all stacks",
      teams: "reds\nblues\n",
      page: "goal in dark red",
      built: "2 teams, no 'licence', light",
      stamp: "stamped",
      tests: null,
      measured: null,
    });
    const find =
      'import importlib.util as u; print([u.find_spec(name) is not None for name in ("flask", "iniconfig")])';
    expect(await stack.succeed(["exec", "-T", "app", "python", "-c", find])).toBe("[True, False]\n");
  });

  test("prepares itself as the server starts, and for nothing else", async () => {
    expect(await stack.succeed(["logs", "--no-log-prefix", "app"])).toMatch(/^prepared$/m);
    expect(await stack.succeed(["logs", "--no-log-prefix", "worker"])).toBe("works\n");
    expect(await stack.succeed(["run", "--rm", "-T", "worker", "echo", "by hand"])).toBe("by hand\n");
  });

  test("has a worker that asks no port, and a task that nothing starts, with a volume for what it leaves", async () => {
    const [container] = await stack.inspect("worker");
    expect(container?.State.Health?.Status).toBe("healthy");
    expect(container?.Config.Healthcheck?.Test).toEqual(["CMD", "true"]);
    expect(await stack.inspect("app-report")).toEqual([]);
    expect(await stack.succeed(["run", "--rm", "-T", "app-report"])).toBe("first\n");
    expect(await stack.succeed(["run", "--rm", "-T", "app-report"])).toBe("first\nagain\n");
  });

  test("is measured while a variable is set", async () => {
    await stack.succeed(["up", "--wait", "app"], { env: { MEASURE: "every request" } });
    expect(await about()).toMatchObject({ measured: "every request" });
  });

  test("is tested by an image of the same context, with the packages of development", async () => {
    const bake = ["buildx", "bake", "--file", "docker-bake.hcl", `--allow=fs.read=${config}`, "test"];
    await succeed("docker", bake, { cwd: stack.folder, env: stack.env });
    const image = `league-app-test:${stack.env.IMAGE_TAG}`;
    const { stderr } = await run("docker", ["run", "--rm", image]);
    expect(stderr).toMatch(/^Ran 1 test /m);
    expect(stderr).toMatch(/^OK$/m);
  });
});

onEngine("the same in development", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await declared("development");
    await stack.succeed(["build"]);
  });

  afterAll(() => stack.remove());

  test("has the code that tests and its packages", async () => {
    const { code, stderr } = await stack.compose(["run", "--rm", "-T", "app", "python", "-m", "unittest", "discover"]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^OK$/m)]);
  });

  test("sees what it reads as it is, and cannot write it", async () => {
    writeFileSync(join(config, "config.txt"), "changed");
    expect(await stack.succeed(["run", "--rm", "-T", "app", "cat", "/etc/league/config.txt"])).toBe("changed");
    const { code, stderr } = await stack.compose([
      "run",
      "--rm",
      "-T",
      "app",
      "touch",
      "/etc/league/x",
      "/srv/catalogue/x",
    ]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/Read-only file system[\s\S]*Read-only file system/)]);
  });
});
