import { randomBytes } from "node:crypto";
import { django, mariadb, postgres, redis } from "@quaywright/presets";
import { ask, json } from "./ask";
import { onEngine } from "./engine";
import { perform, rotationOf } from "./handbook";
import { TestStack } from "./stack";
import { lay } from "./variant";

jest.setTimeout(300_000);

onEngine("a secret is set anew as the handbook says", () => {
  let stack: TestStack;

  afterEach(() => stack.remove());

  test("Django's key, and PostgreSQL's password: nobody is signed out, nothing is lost", async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "production",
      env: { ALLOWED_HOSTS: "127.0.0.1" },
      publishes: ["backend"],
    });
    const declaration = {
      name: "timetracker",
      files: { compose: { production: stack.file } },
      services: {
        db: postgres({ version: "17", name: "timetracker" }),
        backend: { ...django({ source: "backend", project: "config", database: "db" }), publish: 8000, tls: "none" },
      },
    };
    lay(stack, declaration);
    const before = stack.writeSecrets();
    await stack.succeed(["up", "--build", "--wait"]);
    const python = (code: string) =>
      stack.compose(["exec", "-T", "backend", "python", "manage.py", "shell", "-c", code]);
    const sign = async () => {
      const { stdout } = await python("from django.core import signing; print('signed', signing.dumps('x'))");
      return /signed (\S+)/.exec(stdout)?.[1] ?? "";
    };
    const isGood = async (token: string) =>
      (await python(`from django.core import signing; signing.loads("${token}")`)).code === 0;
    const old = await sign();

    const key = rotationOf(declaration, "SECRET_KEY");
    const [copy, make, restart, ...later] = key.task.steps;
    for (const step of [copy!, make!, restart!]) await perform(stack, key.service, step);
    expect(stack.read("secrets/secret_key")).toMatch(/^[0-9a-f]{64}\n$/);
    const young = await sign();
    expect([await isGood(old), await isGood(young)]).toEqual([true, true]);
    for (const step of later) await perform(stack, key.service, step);
    expect([await isGood(old), await isGood(young)]).toEqual([false, true]);

    const body = { day: "2025-03-18", title: "kept", minutes: 5 };
    expect((await ask(stack.url("backend", "/api/entries/"), { body })).status).toBe(201);
    const password = rotationOf(declaration, "POSTGRES_PASSWORD");
    for (const step of password.task.steps) await perform(stack, password.service, step);
    const { entries } = json<{ entries: object[] }>(await ask(stack.url("backend", "/api/entries/?day=2025-03-18")));
    expect(entries).toMatchObject([{ title: "kept" }]);
    const login = (PGPASSWORD: string) =>
      stack.compose(["exec", "-T", "-e", "PGPASSWORD", "backend", "python", "-c", connect], { env: { PGPASSWORD } });
    expect((await login(before.postgres_password!)).stderr).toMatch("password authentication failed");
    expect((await login(stack.read("secrets/postgres_password").trim())).code).toBe(0);
  });

  test("MariaDB's password", async () => {
    const declaration = { name: "store", services: { db: mariadb({ version: "11.8" }) } };
    stack = await TestStack.declare(declaration, "production");
    const before = `o'ld "\\ ${randomBytes(16).toString("hex")}`;
    stack.writeSecrets({ mariadb_password: before });
    await stack.succeed(["up", "--wait"]);
    const login = (MYSQL_PWD: string) =>
      stack.compose(["exec", "-T", "-e", "MYSQL_PWD", "db", "mariadb", "--user=app", "-e", "select 1"], {
        env: { MYSQL_PWD },
      });
    expect((await login(before)).code).toBe(0);
    const { service, task } = rotationOf(declaration, "MARIADB_PASSWORD");
    for (const step of task.steps) await perform(stack, service, step);
    expect((await login(before)).stderr).toMatch("Access denied");
    expect((await login(stack.read("secrets/mariadb_password").trim())).code).toBe(0);

    const awkward = `n'ew "\\ $HOME \`id\` %s ; --`;
    stack.save("secrets/mariadb_password.new", awkward);
    for (const step of task.steps.slice(2)) await perform(stack, service, step);
    expect((await login(awkward)).code).toBe(0);
  });

  test("Redis's password, which it reads as it starts: another file, and its readers anew", async () => {
    stack = await TestStack.declare({ name: "store", services: { cache: redis({ version: "8" }) } }, "production");
    stack.writeSecrets({ redis_password: "the old password of redis" });
    await stack.succeed(["up", "--wait"]);
    const ping = (REDISCLI_AUTH: string) =>
      stack.succeed(["exec", "-T", "-e", "REDISCLI_AUTH", "cache", "redis-cli", "ping"], { env: { REDISCLI_AUTH } });
    expect(await ping("the old password of redis")).toMatch("PONG");
    stack.writeSecrets({ redis_password: "the new password of redis" });
    await stack.succeed(["up", "--wait", "--force-recreate", "cache"]);
    expect(await ping("the new password of redis")).toMatch("PONG");
    expect(await ping("the old password of redis")).toMatch("NOAUTH");
  });
});

const connect =
  'import os, psycopg; psycopg.connect(host="db", dbname="timetracker", user="timetracker", password=os.environ["PGPASSWORD"])';
