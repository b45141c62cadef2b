import { createHash, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "../ask";
import { processesOf, serviceOf } from "../container";
import { onEngine } from "../engine";
import { succeed } from "../run";
import { eventually, TestStack } from "../stack";
import { greetingOf } from "./debugger";
import { Eventboard } from "./eventboard";
import { redeclare } from "./redeclare";

jest.setTimeout(900_000);

const template = "flask-sse";
const folder = mkdtempSync(join(tmpdir(), "eventboard-"));
/** What the board on a single computer holds, when it has outgrown SQLite. */
const old = join(folder, "old.sqlite3");

const administrator = randomUUID();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A person's own migration, and the version that brings it. */
const migration = `import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    op.add_column("post", sa.Column("place", sa.String(80)))


def downgrade():
    op.drop_column("post", "place")
`;

function upgrade(stack: TestStack): void {
  stack.save("migrations/versions/0002_place.py", migration);
  stack.save("eventboard/__init__.py", stack.read("eventboard/__init__.py").replace('"1.0.0"', '"2.0.0"'));
}

/** Kills what the container's init has started. */
const killFirst = `
import os
for pid in filter(str.isdigit, os.listdir("/proc")):
    if open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[1] == "1":
        os.kill(int(pid), 9)
`;

/** Every row of every table as Python has it, on both sides. */
const compare = `
import shutil, sqlalchemy as sa
from eventboard import create_app
from eventboard.models import db

shutil.copy("/srv/old.sqlite3", "/tmp/old.sqlite3")
total = 0
with create_app().app_context():
    old = sa.create_engine("sqlite:////tmp/old.sqlite3")
    for table in db.metadata.sorted_tables:
        query = sa.select(table).order_by(*table.primary_key)
        with old.connect() as one, db.engine.connect() as other:
            rows, copies = [list(map(repr, each.execute(query))) for each in (one, other)]
        assert rows == copies, (table.name, [pair for pair in zip(rows, copies) if pair[0] != pair[1]][:2])
        total += len(rows)
print(total, "rows are alike")
`;

/** Commands as docs/deployment.rst prints them below a heading. */
function printed(stack: TestStack, heading: string): string[] {
  const text = stack.read("docs/deployment.rst");
  const start = text.indexOf(`\n${heading}\n`);
  expect({ heading, start }).not.toEqual({ heading, start: -1 });
  const rest = text.slice(start + heading.length + 2).replace(/^.*\n/, "");
  const section = rest.split(/\n(?=.+\n([-~^])\1{3,}\n)/)[0]!;
  return [...section.matchAll(/^\.\. code-block:: sh\n\n((?: {3}.*\n|\n)+)/gm)].flatMap(([, block = ""]) =>
    block.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.slice(3)])),
  );
}

async function type(stack: TestStack, lines: readonly string[], env: Readonly<Record<string, string>> = {}) {
  let said = "";
  for (const line of lines) {
    const all = { ...stack.env, COMPOSE_PROJECT_NAME: stack.project, ...env };
    said += await succeed("sh", ["-c", line], { cwd: stack.folder, env: all });
  }
  return said;
}

onEngine("eventboard on a single-board computer", () => {
  let stack: TestStack;
  let board: Eventboard;

  beforeAll(async () => {
    stack = await TestStack.create({ template, environment: "board" });
    stack.writeSecrets({ admin_password: administrator });
    board = new Eventboard(stack, "app");
    const start = Date.now();
    await stack.succeed(["up", "--build", "--wait"]);
    process.stdout.write(`board: built and healthy in ${Math.round((Date.now() - start) / 1000)} s\n`);
  });

  afterAll(() => stack.remove());

  test("is one process that listens, within small limits, and comes back when it is killed", async () => {
    const [app] = await stack.inspect("app");
    expect(app?.HostConfig).toMatchObject({ Memory: 256 * 2 ** 20, NanoCpus: 1e9, PidsLimit: 150 });
    expect(app?.HostConfig.RestartPolicy.Name).toBe("unless-stopped");
    expect(app?.Config.User).toBe("10001:10001");
    expect(await stack.succeed(["config", "--services"])).not.toMatch(/^(db|nginx)$/m);
    const gunicorn = (await processesOf(app!)).filter(({ Name }) => Name === "gunicorn");
    expect(gunicorn).toHaveLength(2); // its arbiter and one worker
    await stack.compose(["exec", "-T", "app", "python", "-c", killFirst]);
    await eventually(
      () => stack.inspect("app"),
      ([now]) => now!.RestartCount === 1 && now!.State.Health?.Status === "healthy",
    );
  });

  test("shows its page, lets its first administrator in, and takes posts and files", async () => {
    await board.seesThePage();
    expect((await board.status()).database.engine).toBe("sqlite");
    await board.logsIn(administrator);
    await board.uploads(15 * 2 ** 20);
    await board.streams();
  });

  test("answers others while fifty follow, who come to an end when it is stopped", async () => {
    const all = await board.follow(50);
    expect((await board.status()).streams).toBeGreaterThanOrEqual(50);
    process.stdout.write(`board: p95 with 50 streams open ${await board.p95()} ms\n`);
    const start = Date.now();
    await stack.succeed(["stop", "app"]);
    expect(await Promise.all(all.map(({ ended }) => ended))).toEqual(Array(50).fill("ended"));
    process.stdout.write(`board: stopped with 50 streams open in ${Date.now() - start} ms\n`);
    expect(await stack.inspect("app")).toMatchObject([{ State: { ExitCode: 0 } }]);
    await stack.succeed(["up", "--wait"]);
  });

  test("a backup holds what was there when it began, and comes back", async () => {
    for (let count = 0; count < 40; count += 1) {
      const number = await board.post({
        title: `Ä🚢 ${count}`,
        body: "line 1\nline 2 'quoted' \\ back",
        price: count % 3 === 0 ? null : `${count}.05`,
        starts_at: `2025-03-30T02:${String(count % 60).padStart(2, "0")}:00.123456+01:00`,
      });
      if (count % 4 === 0) await board.post({ title: "an answer", reply_to: number });
    }
    const { posts } = await board.status();
    const writing = board.post({ title: "meanwhile" });
    const said = await stack.succeed(["run", "--rm", "app-backup"]);
    const number = await writing;
    const [path = ""] = /\/srv\/backups\/\S+\.sqlite3/.exec(said) ?? [];
    await board.post({ title: "after the backup" });
    const [container = ""] = await stack.containers("app");
    await succeed("docker", ["cp", `${container}:${path}`, old]);
    chmodSync(old, 0o644);
    await stack.succeed(["stop", "app"]);
    await stack.succeed(["run", "--rm", "app-restore"]);
    await stack.succeed(["up", "--wait"]);
    expect([posts, posts + 1]).toContain((await board.status()).posts);
    expect(number).toBe(posts + 1);
  });

  test("a new version migrates once and keeps posts and files", async () => {
    const url = await board.uploads(1000);
    const { posts } = await board.status();
    upgrade(stack);
    await stack.succeed(["up", "--build", "--wait"]);
    // the gateway looks up a recreated container's address within seconds
    await eventually(
      () => board.status(),
      (status) => status.posts === posts && status.version === "2.0.0",
    );
    expect((await board.ask(url)).status).toBe(200);
    expect(await stack.succeed(["logs", "app-migrate"])).toMatch("Running upgrade 0001 -> 0002");
    await stack.succeed(["down"]);
    await stack.succeed(["up", "--wait"]);
    expect(await board.status()).toMatchObject({ posts });
    expect(await stack.succeed(["logs", "app-migrate"])).not.toMatch("Running upgrade");
  });
});

onEngine("eventboard in development", () => {
  let stack: TestStack;
  let board: Eventboard;

  beforeAll(async () => {
    stack = await TestStack.create({ template, environment: "development", owner: 1234 });
    board = new Eventboard(stack, "app");
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack.remove());

  test("starts with one command, on SQLite, and takes posts and files", async () => {
    await board.seesThePage();
    expect((await board.status()).database.engine).toBe("sqlite");
    await board.logsIn("development-only");
    await board.uploads(1000);
    await board.streams();
  });

  test("a saved file of Python counts at once, and a mistake in it shows its traceback", async () => {
    const file = "eventboard/__init__.py";
    const text = stack.read(file);
    stack.save(file, text.replace('"1.0.0"', '"1.0.1"'));
    await eventually(
      () => board.status(),
      ({ version }) => version === "1.0.1",
    );
    const health = stack.read("eventboard/health.py");
    stack.save("eventboard/health.py", health.replace('return answer("ok")', 'return answer(["o", "k"][2])'));
    await eventually(
      () => board.ask("/healthz"),
      ({ status, body }) => status === 500 && body.toString().includes("Werkzeug Debugger"),
    );
    stack.save("eventboard/health.py", health);
    stack.save(file, text);
    await eventually(
      () => board.ask("/healthz"),
      ({ status }) => status === 200,
    );
  });

  test("a saved file of the frontend is in the page after a build, and posts stay", async () => {
    const { posts } = await board.status();
    stack.save("frontend/src/style.css", `${stack.read("frontend/src/style.css")}\nmark{color:#123456}\n`);
    await stack.succeed(["up", "--build", "--wait"]);
    const page = (await board.ask("/")).body.toString();
    const [, sheet = ""] = /href="([^"]+\.css)"/.exec(page) ?? [];
    expect((await board.ask(sheet)).body.toString()).toMatch("#123456");
    expect((await board.status()).posts).toBe(posts);
  });

  test("a debugger attaches on this machine", async () => {
    expect(await greetingOf(stack.ports["app-debug"]!)).toMatch('"event": "output"');
  });

  test("the application's own checks pass in the container, beside the generated files", async () => {
    const { code, stderr, stdout } = await stack.compose(["exec", "-T", "app", "nox"], { timeout: 600 });
    expect({ code, said: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, said: "" });
  });
});

/** The database of production, one word of the declaration. */
const databases = [
  { engine: "mariadb", secret: "mariadb_password", change: undefined },
  {
    engine: "postgresql",
    secret: "postgres_password",
    change: (text: string) => text.replaceAll("mariadb", "postgres").replace("11.8", "17"),
  },
];

onEngine.each(databases)("eventboard in production with $engine", ({ engine, secret, change }) => {
  let stack: TestStack;
  let board: Eventboard;

  beforeAll(async () => {
    stack = await TestStack.create({ template, environment: "production" });
    if (change !== undefined) await redeclare(stack, template, change);
    stack.writeSecrets({ [secret]: `p@ss:w/ö rd%41#?&=+'"$HOME\\\`[🚢]-żółw` });
    board = new Eventboard(stack, "nginx");
    const start = Date.now();
    await stack.succeed(["up", "--build", "--wait"]);
    process.stdout.write(`${engine}: built and healthy in ${Math.round((Date.now() - start) / 1000)} s\n`);
  });

  afterAll(() => stack.remove());

  test("takes over every row of SQLite once, and leaves the file as it is", async () => {
    const digest = () => createHash("sha256").update(readFileSync(old)).digest("hex");
    const before = digest();
    await succeed("cp", [old, join(stack.folder, "old.sqlite3")]);
    const [line = ""] = printed(stack, "Move the data of SQLite into the database");
    const refused = await type(stack, [`${line} 2>&1 || true`]);
    expect(refused).toMatch(/nothing was copied, .*REPLACE=(account,board|board,account)/);
    const copied = await type(stack, [line.replace(" --volume", " --env REPLACE=account,board --volume")]);
    process.stdout.write(copied);
    expect(copied).toMatch(/^post: (4\d|5\d|6\d) rows$/m);
    const mount = ["--volume", `${old}:/srv/old.sqlite3:ro`];
    const alike = await stack.succeed(["run", "--rm", "--no-deps", ...mount, "app", "python", "-c", compare]);
    expect(alike).toMatch(/^\d+ rows are alike$/m);
    expect(await type(stack, [`${line} 2>&1 || true`])).toMatch(/nothing was copied, .*in use already/);
    expect(digest()).toBe(before);
    const { posts } = await board.status();
    expect(await board.post({ title: "the next one" })).toBe(posts + 1);
  });

  test("shows its page, lets its administrator in, and takes posts and files", async () => {
    const { database } = await board.status();
    expect(database).toEqual({ engine, version: expect.stringMatching(engine === "mariadb" ? /^11\.8/ : /^17/) });
    await board.seesThePage();
    // the administrator of the database that came
    await board.logsIn(administrator);
    await board.uploads(15 * 2 ** 20);
    await board.streams();
  });

  test("starts everything, its jobs once, and nginx alone is published", async () => {
    const containers = await stack.inspect();
    const states = containers.map((each) => [
      serviceOf(each),
      each.State.Running ? each.State.Health?.Status : each.State.ExitCode,
    ]);
    expect(Object.fromEntries(states)).toEqual({
      app: "healthy",
      "app-check": 0,
      "app-create-admin": 0,
      "app-migrate": 0,
      db: "healthy",
      nginx: "healthy",
    });
    const published = containers.filter(({ HostConfig }) => Object.keys(HostConfig.PortBindings ?? {}).length > 0);
    expect(published.map(serviceOf)).toEqual(["nginx"]);
    for (const { HostConfig } of containers) {
      expect(HostConfig.Memory * HostConfig.NanoCpus * (HostConfig.PidsLimit ?? 0)).toBeGreaterThan(0);
    }
    const running = containers.filter(({ State }) => State.Running);
    expect(running.map(({ HostConfig }) => HostConfig.RestartPolicy.Name)).toEqual(Array(3).fill("unless-stopped"));
    const ids = async () => (await stack.inspect("app", "db", "nginx")).map(({ Id }) => Id).sort();
    const before = await ids();
    await stack.succeed(["up", "--build", "--wait"]);
    expect(await ids()).toEqual(before);
    expect(await stack.succeed(["logs", "app-create-admin"])).toMatch(/There is an admin already|Created the admin/);
  });

  test("answers others while fifty follow through nginx, who come to an end when it is stopped", async () => {
    const all = await board.follow(50);
    process.stdout.write(`${engine}: p95 through nginx with 50 streams open ${await board.p95()} ms\n`);
    const start = Date.now();
    await stack.succeed(["stop", "app"]);
    expect(await Promise.all(all.map(({ ended }) => ended))).toEqual(Array(50).fill("ended"));
    process.stdout.write(`${engine}: stopped with 50 streams open in ${Date.now() - start} ms\n`);
    await stack.succeed(["up", "--wait"]);
    // nginx asks for the addresses of a name every two seconds
    await eventually(
      () => board.status(),
      () => true,
    );
  });

  test("comes back from its backup, as its page says", async () => {
    const kept = await board.post({ title: "kept" });
    await type(stack, printed(stack, "Dump the database"));
    const lost = await board.post({ title: "lost" });
    await type(stack, printed(stack, "Restore the database"));
    // the gateway looks up a recreated container's address within seconds
    await eventually(
      () => board.title(kept),
      (title) => title === "kept",
    );
    expect((await board.ask(`/api/posts/${lost}`)).status).toBe(404);
  });

  test("a new version migrates once and keeps posts and files", async () => {
    const url = await board.uploads(1000);
    const { posts } = await board.status();
    upgrade(stack);
    await stack.succeed(["up", "--build", "--wait"]);
    // the gateway looks up a recreated container's address within seconds
    await eventually(
      () => board.status(),
      (status) => status.posts === posts && status.version === "2.0.0",
    );
    expect((await board.ask(url)).status).toBe(200);
    expect(await stack.succeed(["logs", "app-migrate"])).toMatch("Running upgrade 0001 -> 0002");
  });

  test("its image has neither Node.js nor compilers, and its size is told", async () => {
    const image = `eventboard-app:${stack.env.IMAGE_TAG}`;
    const tools = "for tool in cc gcc node npm poetry; do command -v $tool; done; true";
    expect(await succeed("docker", ["run", "--rm", "--entrypoint", "sh", image, "-c", tools])).toBe("");
    const size = Number(await succeed("docker", ["image", "inspect", "--format", "{{.Size}}", image]));
    process.stdout.write(`${engine}: image of ${Math.round(size / 1e6)} MB\n`);
  });

  test("its image starts without Compose, with what it must be told and nothing else", async () => {
    const told = ["SECRET_KEY=0123456789abcdef0123456789abcdef", "DATABASE_URL=sqlite:////srv/data/db.sqlite3"];
    const given = [...told.flatMap((each) => ["--env", each]), "--publish", "127.0.0.1::8000"];
    const image = `eventboard-app:${stack.env.IMAGE_TAG}`;
    const id = (await succeed("docker", ["run", "--detach", ...given, image])).trim();
    try {
      const address = (await succeed("docker", ["port", id, "8000"])).trim();
      await eventually(
        () => ask(`http://${address}/healthz`),
        ({ status }) => status === 200,
      );
    } finally {
      await succeed("docker", ["rm", "--force", "--volumes", id]);
    }
  });
});
