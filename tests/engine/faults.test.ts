import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { django, postgres } from "@quaywright/presets";
import { type Answer, ask, json } from "./ask";
import { addressesOf, serviceOf } from "./container";
import { onEngine } from "./engine";
import { run, succeed } from "./run";
import { eventually, TestStack } from "./stack";
import { lay } from "./variant";

jest.setTimeout(300_000);

const env = { ALLOWED_HOSTS: "127.0.0.1" };
const create = (more: Readonly<Record<string, string>> = env) =>
  TestStack.create({ template: "django-react", environment: "production", env: more });

onEngine("django-react under faults", () => {
  /** More than nginx has room for. */
  const large = Buffer.alloc(100e6, "A line of a large file.\n");
  let stack: TestStack;

  beforeAll(async () => {
    stack = await create();
    stack.writeSecrets();
    writeFileSync(join(stack.folder, "frontend/public/large.bin"), large);
  });

  afterAll(() => stack.remove());

  const get = (path: string): Promise<Answer> => ask(stack.url("nginx", path));
  const status = async () =>
    json<{ entries: number; outbox: { pending: number; processed: number } }>(await get("/api/status/"));
  const answers = (path: string, seconds = 15): Promise<Answer> =>
    eventually(
      () => get(path),
      ({ status }) => status === 200,
      seconds,
    );

  test("nginx starts without the backend: it serves the page, and says that the API is away", async () => {
    await stack.succeed(["up", "--detach", "--build", "--no-deps", "nginx", "frontend"]);
    await answers("/healthz");
    expect((await answers("/")).headers["content-type"]).toMatch("text/html");
    expect((await get("/static/tracker/site.css")).status).toBe(200);
    expect([502, 504]).toContain((await get("/api/status/")).status);
    const [nginx] = await stack.inspect("nginx");
    expect(nginx).toMatchObject({ RestartCount: 0, State: { Running: true } });
  });

  test("a large file reaches a client that is slow", async () => {
    const answer = await fetch(stack.url("nginx", "/large.bin"));
    await sleep(3_000);
    expect(large.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
  });

  test("one job migrates before any of three backends starts", async () => {
    await stack.succeed(["up", "--build", "--wait"]);
    const [migration, ...others] = await stack.inspect("backend-migrate");
    expect(others).toEqual([]);
    expect(migration?.State.ExitCode).toBe(0);
    expect(await stack.succeed(["logs", "backend-migrate"])).toMatch(/Applying tracker\.0001_initial\.+ OK/);
    const backends = await stack.inspect("backend", "worker");
    expect(backends.map(serviceOf).sort()).toEqual(["backend", "backend", "backend", "worker"]);
    const first = Math.min(...backends.map(({ State }) => Date.parse(State.StartedAt)));
    expect(first).toBeGreaterThanOrEqual(Date.parse(migration!.State.FinishedAt));
    expect(await stack.succeed(["logs", "backend", "worker"])).not.toMatch("Applying");
  });

  test("backends that come back under other addresses are served, nginx untouched", async () => {
    const [nginx] = await stack.inspect("nginx");
    const addresses = async () => (await stack.inspect("backend")).flatMap(addressesOf);
    const before = await addresses();
    await stack.succeed(["kill", "backend"]);
    await stack.succeed(["rm", "--force", "backend"]);
    expect([502, 504]).toContain((await get("/api/status/")).status);
    const holders: string[] = [];
    try {
      // others take the addresses meanwhile
      for (const network of ["backend", "db_backend"]) {
        for (const _ of [1, 2, 3]) {
          const idle = ["--network", `${stack.project}_${network}`, "--entrypoint", "sleep", "postgres:17", "300"];
          holders.push((await succeed("docker", ["run", "--detach", "--rm", "--init", ...idle])).trim());
        }
      }
      await stack.succeed(["up", "--detach", "--no-deps", "--scale", "backend=3", "backend"]);
      await answers("/api/status/");
      const after = await addresses();
      expect(after).toHaveLength(before.length);
      expect(after.filter((address) => before.includes(address))).toEqual([]);
      const [same] = await stack.inspect("nginx");
      expect([same?.Id, same?.State.StartedAt]).toEqual([nginx?.Id, nginx?.State.StartedAt]);
      expect(await stack.succeed(["logs", "nginx"])).not.toMatch("reconfiguring");
    } finally {
      await run("docker", ["rm", "--force", ...holders]);
    }
  });

  test("a restart of the database loses nothing that was promised", async () => {
    const until = Date.now() + 40_000;
    const day = "2025-03-18";
    const write = async (writer: number) => {
      const promised: number[] = [];
      let refused = 0;
      let last = 0;
      while (Date.now() < until) {
        const body = { day, title: `of writer ${writer}`, minutes: 1 };
        const answer = await ask(stack.url("nginx", "/api/entries/"), { body }).catch(() => undefined);
        last = answer?.status ?? 0;
        if (answer !== undefined && last < 300) promised.push(json<{ id: number }>(answer).id);
        else refused += 1;
        await sleep(400);
      }
      return { promised, refused, last };
    };
    const writers = Promise.all(Array.from({ length: 10 }, (_, writer) => write(writer)));
    await sleep(12_000);
    await stack.succeed(["restart", "db"]);
    const results = await writers;
    expect(results.map(({ last }) => last)).toEqual(Array(10).fill(201));

    const promised = results.flatMap(({ promised }) => promised);
    const refused = results.reduce((sum, { refused }) => sum + refused, 0);
    process.stdout.write(`Restart of the database: ${promised.length} rows written, ${refused} requests refused\n`);
    expect(promised.length).toBeGreaterThan(300);
    const { entries } = json<{ entries: { id: number }[] }>(await get(`/api/entries/?day=${day}`));
    const kept = new Set(entries.map(({ id }) => id));
    expect(promised.filter((id) => !kept.has(id))).toEqual([]);

    const { outbox } = await eventually(status, ({ outbox }) => outbox.pending === 0, 30);
    expect(outbox.processed).toBe(entries.length);
    const states = (await stack.inspect("backend", "worker")).map(({ RestartCount }) => RestartCount);
    expect(states).toEqual([0, 0, 0, 0]);
  });

  describe("a migration that fails", () => {
    const file = "backend/tracker/migrations/0002_fails.py";
    const message = "RuntimeError: this migration fails on purpose";
    const running = async () => (await stack.inspect("backend")).filter(({ State }) => State.Running).length;

    beforeAll(() => {
      const text = [
        "from django.db import migrations",
        "def fail(apps, schema_editor):",
        '    raise RuntimeError("this migration fails on purpose")',
        "class Migration(migrations.Migration):",
        '    dependencies = [("tracker", "0001_initial")]',
        "    operations = [migrations.RunPython(fail)]",
      ];
      stack.save(file, `${text.join("\n")}\n`);
    });

    test("run before the rollout, says why and leaves the old version at work", async () => {
      await stack.succeed(["build"]);
      const { code, stdout, stderr } = await stack.compose(["run", "--rm", "backend-migrate"]);
      expect(code).toBe(1);
      expect(stdout + stderr).toMatch(message);
      expect((await get("/api/status/")).status).toBe(200);
      expect(await running()).toBe(3);
    });

    test("ends `up --wait` with its job's name, and its log says why", async () => {
      const { code, stderr } = await stack.compose(["up", "--build", "--wait"]);
      expect(code).toBe(1);
      expect(stderr).toMatch(`service "backend-migrate" didn't complete successfully: exit 1`);
      expect(await stack.succeed(["logs", "backend-migrate"])).toMatch(message);
      expect(await running()).toBe(0);
    });

    test("ends `up` and says why on the screen; no backend serves", async () => {
      const { code, stdout, stderr } = await stack.compose(["up", "--build"], { timeout: 60 });
      expect(code).toBe(1);
      expect(stdout + stderr).toMatch(message);
      expect(await running()).toBe(0);
      expect((await get("/")).status).toBe(200);
    });

    test("mended, is forgotten", async () => {
      rmSync(join(stack.folder, file));
      await stack.succeed(["up", "--build", "--wait"]);
      await answers("/api/status/");
    });
  });

  test("everything stops by itself, and finishes what it has begun", async () => {
    const slow = get("/api/slow/?seconds=8");
    await sleep(1_000);
    await stack.succeed(["stop"]);
    expect((await slow).status).toBe(200);
    const codes = (await stack.inspect()).map(({ Name, State }) => [
      Name,
      State.Status,
      [0, 143].includes(State.ExitCode),
    ]);
    expect(codes).toEqual(codes.map(([name]) => [name, "exited", true]));
    expect(await stack.succeed(["logs", "worker"])).toMatch(/worker stopped\s*$/);
  });
});

onEngine("django-react with variables that are wrong", () => {
  const weak = { postgres_password: "change-me-please-4711", secret_key: "of-few-letters" };
  let stack: TestStack;

  beforeAll(async () => {
    stack = await create({ ALLOWED_HOSTS: "*" });
    stack.writeSecrets(weak);
  });

  afterAll(() => stack.remove());

  test("is not touched by Compose while a value is blank, and Compose says what it is for and where it is set", async () => {
    const { code, stderr } = await stack.compose(["up"], { env: { ALLOWED_HOSTS: "" } });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      "required variable ALLOWED_HOSTS is missing a value: Host names that the site answers to, separated by commas. Set it in .env: npx quaywright env production --check tells all that is missing.",
    );
    expect(await stack.inspect()).toEqual([]);
  });

  test("does not start, and says all that is wrong once, without a secret", async () => {
    const { code, stdout, stderr } = await stack.compose(["up", "--build"], { timeout: 120 });
    const screen = stdout + stderr;
    expect(code).not.toBe(0);
    expect(screen.match(/This container cannot start/g)).toHaveLength(1);
    const faults = [...screen.matchAll(/\| {3}- (.*)/g)].map(([, fault]) => fault);
    expect(faults).toEqual([
      expect.stringMatching(/^ALLOWED_HOSTS holds \*\[\*\]\*/),
      expect.stringMatching(/^DB_PASSWORD holds \*change-me\*/),
      expect.stringMatching(/^SECRET_KEY has 14 characters, expected at least 50/),
    ]);
    for (const value of Object.values(weak)) expect(screen.includes(value)).toBe(false);
    const [check] = await stack.inspect("backend-check");
    expect(check?.State.ExitCode).toBe(78);
    const others = await stack.inspect("db", "backend-migrate", "backend", "worker", "nginx");
    expect(others.filter(({ State }) => State.Status !== "created")).toEqual([]);
  });

  test("starts once they are right: no volume has kept what was wrong", async () => {
    stack.writeSecrets();
    await stack.succeed(["up", "--wait"], { env: { ALLOWED_HOSTS: "127.0.0.1" } });
    await stack.succeed(["down"]);
  });

  test("names a secret's file that is missing, and starts nothing", async () => {
    await stack.succeed(["down", "--volumes"]);
    rmSync(join(stack.folder, "secrets/secret_key"));
    const { code, stderr } = await stack.compose(["up", "--wait"], { env });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(join(stack.folder, "secrets/secret_key"));
    expect((await stack.inspect()).filter(({ State }) => State.Status !== "created")).toEqual([]);
  });
});

onEngine("a backend that migrates as it starts", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await create();
    stack.writeSecrets();
    const backend = django({ source: "backend", project: "config", database: "db", migrate: "start" });
    lay(stack, {
      name: "timetracker",
      files: { compose: { production: stack.file } },
      services: {
        db: postgres({ version: "17", name: "timetracker" }),
        backend: { ...backend, replicas: { production: 3 } },
      },
    });
  });

  afterAll(() => stack.remove());

  test("is started thrice at once on an empty database: one migrates, all serve", async () => {
    await stack.succeed(["up", "--build", "--wait"]);
    expect(new Set((await stack.inspect()).map(serviceOf))).toEqual(new Set(["backend", "backend-check", "db"]));
    const backends = await stack.inspect("backend");
    expect(backends.map(({ RestartCount }) => RestartCount)).toEqual([0, 0, 0]);
    const logs = await Promise.all(backends.map(({ Id }) => succeed("docker", ["logs", Id])));
    expect(logs.filter((log) => log.includes("Applying tracker.0001_initial... OK"))).toHaveLength(1);
    expect(logs.filter((log) => log.includes("No migrations to apply"))).toHaveLength(2);
    const read = 'import urllib.request as r; print(r.urlopen("http://127.0.0.1:8000/api/status/").status)';
    for (const { Id } of backends) expect(await succeed("docker", ["exec", Id, "python", "-c", read])).toBe("200\n");
  });
});
