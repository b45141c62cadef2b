import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { type Answer, ask, json, type Question } from "../ask";
import { processesOf, serviceOf } from "../container";
import { onEngine } from "../engine";
import { install } from "../installed";
import { followPage, printed } from "../printed";
import { run, succeed } from "../run";
import { eventually, TestStack } from "../stack";
import { greetingOf } from "./debugger";
import { listen } from "./web-socket";

jest.setTimeout(900_000);

const template = "fastapi-dash";
const sources = resolve(__dirname, "../../../templates", template);

interface Item {
  readonly id: number;
  readonly name: string;
}

interface Status {
  readonly version: string;
  readonly environment: string;
  readonly hostname: string;
}

/** What people do with the stockroom, at one of its addresses. */
class Stockroom {
  constructor(
    readonly stack: TestStack,
    readonly service: string,
    readonly dashboard = service,
  ) {}

  ask = (path: string, question: Question = {}): Promise<Answer> => ask(this.stack.url(this.service, path), question);
  status = async (): Promise<Status> => json(await this.ask("/api/status"));

  async add(name: string = randomUUID(), category = "metal"): Promise<Item> {
    const answer = await this.ask("/api/items", { body: { name, category, quantity: 7, price: "0.25" } });
    expect(answer.status).toBe(201);
    return json(answer);
  }

  /** An item is written, read and counted; what is wrong with one is told. */
  async works(): Promise<void> {
    const { id, name } = await this.add(`Żółw ${randomUUID()}`);
    expect(json(await this.ask(`/api/items/${id}`))).toMatchObject({ name, price: "0.25" });
    const { count } = json<{ count: number }>(await this.ask("/api/items/count"));
    expect(json(await this.ask("/api/items/count"))).toEqual({ count, cached: true });
    expect((await this.ask("/api/items", { body: { name: "x" } })).status).toBe(422);
    expect(json(await this.ask("/ready"))).toEqual({ database: "ok", redis: "ok" });
  }

  /** A listener hears of an item, whichever process it came in by. */
  async tells(): Promise<void> {
    const ears = await Promise.all(Array.from({ length: 4 }, () => listen(this.stack.url(this.service, "/ws"))));
    const { id } = await this.add();
    for (const { close, texts } of ears) {
      await eventually(
        async () => texts,
        (all) => all.some((text) => text.includes(`"id": ${id}`)),
        15,
      );
      close();
    }
  }

  /** The dashboard's page, its style sheet, and a callback that reads the API. */
  async shows(): Promise<void> {
    const { name } = await this.add(randomUUID(), "wood");
    const get = (path: string) => ask(this.stack.url(this.dashboard, path));
    const page = await get("/dashboard/");
    expect({ status: page.status, body: page.body.toString() }).toEqual({
      status: 200,
      body: expect.stringMatching("stockroom"),
    });
    const [, sheet = ""] = /href="([^"]+style\.css[^"]*)"/.exec(page.body.toString()) ?? [];
    expect(sheet).toMatch(/^\/dashboard\/assets\//);
    expect((await get(sheet)).headers["content-type"]).toMatch("text/css");
    const [{ output }] = json<[{ output: string }]>(await get("/dashboard/_dash-dependencies"));
    const answer = await ask(this.stack.url(this.dashboard, "/dashboard/_dash-update-component"), {
      body: {
        output,
        outputs: ["category.options", "chart.figure", "items.children", "problem.children"].map((each) => {
          const [id, property] = each.split(".");
          return { id, property };
        }),
        inputs: [
          { id: "category", property: "value", value: "wood" },
          { id: "refresh", property: "n_intervals", value: 0 },
        ],
        changedPropIds: ["category.value"],
      },
    });
    expect({ status: answer.status, body: answer.body.toString() }).toEqual({
      status: 200,
      body: expect.stringContaining(name),
    });
  }
}

/** A person's own migration, and the version that brings it. */
function upgrade(stack: TestStack): void {
  stack.save(
    "migrations/versions/0002_place.py",
    `import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("item", sa.Column("place", sa.String(80)))
`,
  );
  stack.save("app/__init__.py", 'VERSION = "2.0.0"\n');
}

const lines = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

onEngine("stockroom in production", () => {
  let stack: TestStack;
  let room: Stockroom;
  let secrets: Readonly<Record<string, string>>;

  beforeAll(async () => {
    stack = await TestStack.create({ template, environment: "production" });
    secrets = stack.writeSecrets({ redis_password: `r@ss:w/ö rd%41#?&=+'"[🚢]-żółw-and-more` });
    room = new Stockroom(stack, "nginx");
    const start = Date.now();
    await stack.succeed(["up", "--build", "--wait"]);
    process.stdout.write(`stockroom: built and healthy in ${Math.round((Date.now() - start) / 1000)} s\n`);
  });

  afterAll(() => stack.remove());

  test("takes items, counts them from the cache, and tells who listens", async () => {
    await room.works();
    await room.tells();
    expect(await room.status()).toMatchObject({ environment: "production", debug: false });
  });

  test("has its dashboard under a path, with its assets and callbacks", () => room.shows());

  test("keeps its metrics to itself", async () => {
    expect((await room.ask("/metrics")).status).toBe(404);
  });

  test("answers from two replicas, and goes on when one is killed", async () => {
    const seen = new Set<string>();
    await eventually(
      async () => seen.add((await room.status()).hostname),
      ({ size }) => size === 2,
      15,
    );
    const [one = ""] = await stack.containers("api");
    await succeed("docker", ["kill", one]);
    const answers = [];
    for (let count = 0; count < 50; count += 1) answers.push((await room.ask("/api/items")).status);
    expect(answers).toEqual(Array(50).fill(200));
    await stack.succeed(["up", "--wait"]);
  });

  test("writes every line of its log as JSON, with a level", async () => {
    await room.works();
    const said = async (service: string) => lines(await stack.succeed(["logs", "--no-log-prefix", service]));
    for (const service of ["api", "api-migrate", "dashboard"]) {
      const all = await said(service);
      expect({ service, count: all.length }).not.toEqual({ service, count: 0 });
      for (const line of all) expect({ service, line, read: reading(line) }).toMatchObject({ read: { level: /./ } });
    }
    // what nginx says of faults is a line that it has one form for
    const requests = (await said("nginx")).filter((line) => line.startsWith("{") && line.includes("/api/items"));
    expect(requests.length).toBeGreaterThan(2);
    for (const line of requests) expect(reading(line)).toMatchObject({ status: expect.anything() });
  });

  test("refuses a value that its rule does not allow, all at once, before anything starts", async () => {
    const wrong = ["run", "--rm", "--no-deps", "-e", "LOG_LEVEL=LOUD", "-e", "WEB_CONCURRENCY=none", "api", "true"];
    const { code, stderr } = await stack.compose(wrong);
    expect(code).toBe(78);
    expect(stderr).toMatch(/- LOG_LEVEL [\s\S]*- WEB_CONCURRENCY /);
  });

  test("runs uvicorn and gunicorn, as many processes as its quota of CPUs asks for", async () => {
    const [dashboard] = await stack.inspect("dashboard");
    const gunicorn = (await processesOf(dashboard!)).filter(({ Name }) => Name === "gunicorn");
    expect(gunicorn).toHaveLength(1 + 3); // the arbiter, and 2 × 1 CPU + 1
    const [api] = await stack.inspect("api");
    expect((await processesOf(api!)).map(({ Name }) => Name)).toContain("uvicorn");
  });

  test("has nothing of development in it", async () => {
    const config = await stack.succeed(["config"]);
    expect(config).not.toMatch(/debugpy|5678|--reload|type: bind|development|develop:/);
    const containers = await stack.inspect();
    for (const { Mounts } of containers) {
      const own = Mounts.filter(({ Destination }) => !Destination.startsWith("/run/secrets/"));
      expect(own.filter(({ Type }) => Type === "bind")).toEqual([]);
    }
    const published = containers.filter(({ HostConfig }) => Object.keys(HostConfig.PortBindings ?? {}).length > 0);
    expect(published.map(serviceOf)).toEqual(["nginx"]);
    const image = `stockroom-api:${stack.env.IMAGE_TAG}`;
    const tools = "for tool in cc gcc node npm poetry pytest; do command -v $tool; done; python -c 'import debugpy'";
    const { code, stdout } = await run("docker", ["run", "--rm", "--entrypoint", "sh", image, "-c", tools]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    const size = Number(await succeed("docker", ["image", "inspect", "--format", "{{.Size}}", image]));
    process.stdout.write(`stockroom: image of ${Math.round(size / 1e6)} MB\n`);
  });

  test("is shut in, limited, and keeps its secrets in files", async () => {
    const containers = await stack.inspect();
    for (const container of containers) {
      expect({ service: serviceOf(container), ...container.HostConfig }).toMatchObject({
        CapDrop: ["ALL"],
        ReadonlyRootfs: true,
        SecurityOpt: ["no-new-privileges:true"],
      });
      expect(container.HostConfig.Memory * container.HostConfig.NanoCpus).toBeGreaterThan(0);
      expect(container.Config.User).toMatch(/^[1-9]\d*:/);
    }
    const said = JSON.stringify(containers) + (await stack.succeed(["config"])) + (await stack.succeed(["logs"]));
    for (const value of Object.values(secrets)) expect(said.includes(value)).toBe(false);
  });

  test("comes back from its backup, as its page says", async () => {
    const env = { ...stack.env, COMPOSE_PROJECT_NAME: stack.project };
    const page = printed(readFileSync(join(sources, "docs/deployment.md"), "utf8"));
    const typed = (heading: string) => followPage(page, ["Backup and restore", heading], { cwd: stack.folder, env });
    const kept = await room.add();
    await typed("Dump the database");
    const lost = await room.add();
    await typed("Restore the database");
    await eventually(
      () => room.ask(`/api/items/${lost.id}`),
      ({ status }) => status === 404,
    );
    expect(json(await room.ask(`/api/items/${kept.id}`))).toMatchObject({ name: kept.name });
  });

  test("a new version migrates once and keeps what is there", async () => {
    const { id, name } = await room.add();
    upgrade(stack);
    await stack.succeed(["up", "--build", "--wait"]);
    await eventually(
      () => room.status(),
      ({ version }) => version === "2.0.0",
    );
    expect(json(await room.ask(`/api/items/${id}`))).toMatchObject({ name });
    expect(await stack.succeed(["logs", "api-migrate"])).toMatch("Running upgrade 0001 -> 0002");
    const ids = async () =>
      (await stack.inspect("api", "dashboard", "db", "nginx", "redis")).map(({ Id }) => Id).sort();
    const before = await ids();
    await stack.succeed(["up", "--wait"]);
    expect(await ids()).toEqual(before);
  });

  test("is watched, where that is asked for: each replica and nginx", async () => {
    // Grafana has no image here: see docs/coverage.md
    const watched = ["up", "--wait", "--no-deps", "nginx-exporter", "prometheus"];
    await stack.succeed(["--profile", "monitoring", ...watched]);
    const query = async (text: string) =>
      json<{ data: { result: { metric: Record<string, string>; value: [number, string] }[] } }>(
        await ask(stack.url("prometheus", `/api/v1/query?query=${encodeURIComponent(text)}`)),
      ).data.result;
    await room.works();
    const up = await eventually(
      () => query("up == 1"),
      (found) => found.length === 3,
      90,
    );
    expect(up.map(({ metric }) => metric.job).sort()).toEqual(["api:8000", "api:8000", "nginx-exporter:9113"]);
    await eventually(
      () => query('sum(http_requests_total{path="/api/items"})'),
      ([found]) => Number(found?.value[1]) > 0,
      60,
    );
  });
});

function reading(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

onEngine("stockroom in staging", () => {
  let stack: TestStack;

  afterAll(() => stack.remove());

  test("is what production is, under its own name", async () => {
    stack = await TestStack.create({ template, environment: "staging" });
    stack.writeSecrets();
    await stack.succeed(["up", "--build", "--wait"]);
    const room = new Stockroom(stack, "nginx");
    await room.works();
    await room.shows();
    expect(await room.status()).toMatchObject({ environment: "staging", debug: false });
  });
});

onEngine("stockroom in development", () => {
  let stack: TestStack;
  let room: Stockroom;

  beforeAll(async () => {
    stack = await TestStack.create({ template, environment: "development", owner: 1234 });
    room = new Stockroom(stack, "api", "dashboard");
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack.remove());

  test("starts with one command, and takes items", async () => {
    await room.works();
    await room.tells();
    await room.shows();
    expect(await room.status()).toMatchObject({ environment: "dev", debug: true });
    expect((await room.ask("/api/docs")).status).toBe(200);
  });

  test("a saved file counts at once, of the API and of the dashboard", async () => {
    stack.save("app/__init__.py", 'VERSION = "1.0.1"\n');
    await eventually(
      () => room.status(),
      ({ version }) => version === "1.0.1",
    );
    const dashboard = stack.read("dashboard/app.py");
    stack.save("dashboard/app.py", dashboard.replace('title="stockroom"', 'title="changed"'));
    await eventually(
      () => ask(stack.url("dashboard", "/dashboard/")),
      ({ body }) => body.toString().includes("<title>changed</title>"),
    );
    stack.save("dashboard/app.py", dashboard);
    await eventually(
      () => ask(stack.url("dashboard", "/dashboard/")),
      ({ body }) => body.toString().includes("<title>stockroom</title>"),
    );
  });

  test("a debugger attaches on this machine, where everything is published", async () => {
    expect(await greetingOf(stack.ports["api-debug"]!)).toMatch('"event": "output"');
    const bindings = (await stack.inspect()).flatMap(({ HostConfig }) =>
      Object.values(HostConfig.PortBindings ?? {}).flat(),
    );
    expect(bindings.length).toBeGreaterThan(3);
    for (const binding of bindings) expect(binding).toMatchObject({ HostIp: "127.0.0.1" });
  });

  test("a fault shows its traceback, and more is logged than in production", async () => {
    const file = "app/health.py";
    const text = stack.read(file);
    stack.save(file, text.replace('return {"status": "ok"}', "return 1 // 0"));
    await eventually(
      () => room.ask("/health"),
      ({ status, body }) => status === 500 && body.toString().includes("ZeroDivisionError"),
    );
    stack.save(file, text);
    await eventually(
      () => room.ask("/health"),
      ({ status }) => status === 200,
    );
    expect(await stack.succeed(["logs", "--no-log-prefix", "api"])).toMatch(/"level": "DEBUG"/);
  });

  test("the application's own checks pass in the container, beside the generated files", async () => {
    for (const check of [["pytest"], ["ruff", "check"], ["ruff", "format", "--check"]]) {
      const { code, stderr, stdout } = await stack.compose(["exec", "-T", "api", ...check], { timeout: 600 });
      expect({ check, code, said: code === 0 ? "" : stdout + stderr }).toEqual({ check, code: 0, said: "" });
    }
  });
});

onEngine("stockroom's layered files", () => {
  const folders: string[] = [];

  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  /** The files of another declaration of the same stack, in a folder of their own. */
  async function synth(change: (text: string) => string): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "stockroom-"));
    folders.push(folder);
    const text = change(readFileSync(join(sources, ".projenrc.ts"), "utf8"));
    cpSync(sources, folder, { recursive: true, filter: (path) => path === sources || /\.(py|lock|toml)$/.test(path) });
    await succeed("sh", ["-c", 'printf %s "$1" > .projenrc.ts', "sh", text], { cwd: folder });
    await succeed("node", [".projenrc.ts"], { cwd: folder, env: install(folder) });
    return folder;
  }

  /** What Compose makes of files, without the folder that they lie in. */
  async function config(folder: string, ...files: readonly string[]): Promise<unknown> {
    const given = files.flatMap((file) => ["--file", file]);
    const text = await succeed("docker", ["compose", ...given, "--profile", "*", "config"], { cwd: folder });
    return parse(text.replaceAll(folder, "/stockroom"));
  }

  const environments = { development: "dev", staging: "staging", production: "prod" };

  test("make what files make that stand by themselves, in every environment", async () => {
    const alone = await synth((text) => text.replace(/^ *base: .*\n/m, ""));
    const layered = await synth((text) => text);
    for (const name of Object.values(environments)) {
      const own = `docker-compose.${name}.yml`;
      const merged = await config(layered, "docker-compose.yml", own);
      expect({ name, merged }).toEqual({ name, merged: await config(alone, own) });
    }
  });

  test("are found by a plain `docker compose` under the names that it looks for", async () => {
    const plain = await synth((text) => text.replace("docker-compose.dev.yml", "docker-compose.override.yml"));
    const layered = await synth((text) => text);
    expect(await config(plain)).toEqual(await config(layered, "docker-compose.yml", "docker-compose.dev.yml"));
    expect(readFileSync(join(plain, "README.md"), "utf8")).toMatch(/^ *docker compose up --build --wait$/m);
  });
});
