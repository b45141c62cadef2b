import { randomBytes } from "node:crypto";
import { flask, mariadb, postgres, redis } from "@quaywright/presets";
import { onEngine } from "./engine";
import { freePort } from "./port";
import { run, succeed } from "./run";
import { eventually, TestStack } from "./stack";

jest.setTimeout(300_000);

const site = {
  "site/requirements.txt": ["flask==3.1.2", "gunicorn==23.0.0", "psycopg[binary]==3.3.9", "redis==5.3.1"].join("\n"),
  "site/app.py": `import os
import psycopg
from flask import Flask
from redis import Redis

app = Flask(__name__)


def connect():
    return psycopg.connect(os.environ["DATABASE_URL"].replace("+psycopg", ""), autocommit=True)


@app.get("/healthz")
def health():
    return "ok"


@app.get("/told")
def told():
    cache = Redis.from_url(os.environ["REDIS_URL"])
    return {"migrations": connect().execute("select count(*) from migrations").fetchone()[0], "visits": cache.incr("visits")}
`,
  "site/migrate.py": `from app import connect

with connect() as connection:
    connection.execute("create table if not exists migrations (at timestamptz default now())")
    connection.execute("insert into migrations default values")
`,
};

const password = "a password / of: sixteen@";

onEngine("a database elsewhere, and a cache on the machine itself", () => {
  let stack: TestStack;
  const elsewhere: string[] = [];
  const machine = "host.docker.internal";

  const start = async (port: number, ...words: readonly string[]): Promise<string> => {
    const name = `qw-elsewhere-${randomBytes(4).toString("hex")}`;
    elsewhere.push(name);
    await succeed("docker", ["run", "--detach", "--name", name, "--publish", String(port), ...words]);
    const [, given = ""] = /:(\d+)\n/.exec(await succeed("docker", ["port", name, String(port)])) ?? [];
    return given;
  };

  beforeAll(async () => {
    const app = {
      ...flask({
        source: "site",
        app: "app:app",
        // SQLite here, MariaDB there, a server elsewhere
        database: { development: "sqlite", staging: "maria", production: "db" },
        cache: "cache",
        rollout: { migrate: ["python", "migrate.py"] },
      }),
      publish: 8000,
      tls: "none",
    };
    const dbPort = await start(
      5432,
      ...["-e", `POSTGRES_PASSWORD=${password}`, "-e", "POSTGRES_USER=app", "postgres:17"],
    );
    const cachePort = await start(6379, "redis:8", "redis-server", "--requirepass", password);
    stack = await TestStack.declare(
      {
        name: "elsewhere",
        environments: ["development", "staging", "production"],
        files: { compose: { development: "development.yaml", staging: "staging.yaml", production: "production.yaml" } },
        services: {
          maria: {
            ...mariadb({ version: "11.8" }),
            environments: { development: false, staging: true, production: false },
          },
          db: {
            ...postgres({ version: "17" }),
            external: true,
            environments: { development: false, staging: false, production: true },
          },
          cache: {
            ...redis({ version: "8" }),
            port: Number(cachePort),
            external: { development: false, production: "host" },
          },
          app,
        },
      },
      "production",
    );
    for (const [path, text] of Object.entries(site)) stack.save(path, text);
    stack.writeSecrets({ postgres_password: password, redis_password: password });
    Object.assign(stack.env, { DB_HOST: machine, DB_PORT: dbPort });
    await eventually(
      () => run("docker", ["exec", elsewhere[0]!, "pg_isready", "-h", "127.0.0.1"]),
      ({ code }) => code === 0,
    );
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(async () => {
    await stack?.remove();
    for (const name of elsewhere) await run("docker", ["rm", "--force", "--volumes", name]);
  });

  test("are reached from the stack, and migrated once for each rollout", async () => {
    const told = async (): Promise<{ migrations: number; visits: number }> =>
      (await (await fetch(stack.url("app", "/told"))).json()) as { migrations: number; visits: number };
    expect(await told()).toEqual({ migrations: 1, visits: 1 });
    await stack.succeed(["restart", "app"]);
    await eventually(told, ({ migrations, visits }) => migrations === 1 && visits === 2);
  });

  test("nothing of them is started in the stack, and each environment has its own", async () => {
    const started = async (environment: string) => {
      const config = ["compose", "--file", `${environment}.yaml`, "config", "--services", "--no-interpolate"];
      const all = (await succeed("docker", config, { cwd: stack.folder })).split("\n");
      return all.filter((name) => ["cache", "db", "maria"].includes(name));
    };
    expect(await started("production")).toEqual([]);
    expect(await started("staging")).toEqual(["maria"]);
    expect(await started("development")).toEqual(["cache"]);
  });
});

onEngine("a database that is one URL of its provider", () => {
  let stack: TestStack;
  const name = `qw-provided-${randomBytes(4).toString("hex")}`;

  beforeAll(async () => {
    const port = await freePort();
    const server = ["-e", `POSTGRES_PASSWORD=${password}`, "-e", "POSTGRES_USER=app", "postgres:17"];
    await succeed("docker", ["run", "--detach", "--name", name, "--publish", `${port}:5432`, ...server]);
    const gateway = ["network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}"];
    const host = (await succeed("docker", gateway)).trim();
    const app = flask({
      source: "site",
      app: "app:app",
      database: "db",
      rollout: { migrate: ["python", "migrate.py"] },
    });
    stack = await TestStack.declare(
      {
        name: "provided",
        files: { compose: { development: "development.yaml", production: "production.yaml" } },
        services: {
          db: { ...postgres({ version: "17" }), external: { development: false, production: "url" } },
          app: { ...app, publish: 8000, tls: "none" },
        },
      },
      "production",
    );
    for (const [path, text] of Object.entries(site)) stack.save(path, text);
    stack.writeSecrets({
      db_url: `postgres://app:${encodeURIComponent(password)}@${host}:${port}/app?application_name=shop`,
    });
    await eventually(
      () => run("docker", ["exec", name, "pg_isready", "-h", "127.0.0.1"]),
      ({ code }) => code === 0,
    );
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(async () => {
    await stack?.remove();
    await run("docker", ["rm", "--force", "--volumes", name]);
  });

  const ask = `import os, psycopg; url = os.environ["DATABASE_URL"]; print(url.split("@")[0].split(":")[0], psycopg.connect(url.replace("+psycopg", "")).execute("select current_setting('application_name'), count(*) from migrations").fetchone())`;

  test.each([
    ["through the entrypoint", ["app", "python", "-c", ask]],
    ["past it", ["--entrypoint", "/opt/venv/bin/python", "app", "-c", ask]],
  ])("is reached with all that the URL says, %s", async (_, command) => {
    expect(await stack.succeed(["run", "--rm", "--no-deps", ...command])).toBe("postgresql+psycopg ('shop', 1)\n");
  });

  test("nothing of it is printed, nor what is no URL", async () => {
    const { stderr, stdout } = await stack.compose(["logs"]);
    expect(stdout + stderr).not.toContain(encodeURIComponent(password));
    stack.writeSecrets({ db_url: "app:secret-of-sixteen@elsewhere" });
    const { code, stderr: told } = await stack.compose(["run", "--rm", "--no-deps", "app", "true"]);
    expect(code).toBe(78);
    expect(told).toContain("DATABASE_URL is not a URL, expected scheme://user:password@host");
    expect(told).not.toContain("secret-of-sixteen");
  });
});
