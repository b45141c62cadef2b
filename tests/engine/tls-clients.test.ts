import { readFileSync } from "node:fs";
import { join } from "node:path";
import { backup, flask, mariadb, node, pgbouncer, postgres, redis } from "@quaywright/presets";
import { onEngine } from "./engine";
import { perform, rotationOf, taskOf } from "./handbook";
import { TestStack } from "./stack";

jest.setTimeout(300_000);

const site = {
  "site/requirements.txt": [
    ...["flask==3.1.2", "gunicorn==23.0.0", "sqlalchemy==2.0.44", "psycopg[binary]==3.3.9"],
    ...["pymysql==1.1.2", "redis==5.3.1", "celery==5.5.3"],
  ].join("\n"),
  "site/app.py": `from flask import Flask

app = Flask(__name__)


@app.get("/healthz")
def health():
    return "ok"
`,
  "site/ask.py": `import os
import sys
from sqlalchemy import create_engine, text

asked = sys.argv[1]
if asked == "database":
    with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
        print(connection.execute(text(sys.argv[2])).fetchone())
elif asked == "redis":
    from redis import Redis
    print(Redis.from_url(os.environ["REDIS_URL"]).ping())
elif asked == "celery":
    from celery import Celery
    app = Celery(broker=os.environ["REDIS_URL"], backend=os.environ["REDIS_URL"])
    app.conf.result_backend_transport_options = {"retry_policy": {"max_retries": 0}}
    app.connection().ensure_connection(max_retries=1, interval_start=0)
    app.backend.client.set("kept", "by Celery")
    print(app.backend.client.get("kept"))
`,
};

const api = {
  ...Object.fromEntries(
    ["package.json", "package-lock.json"].map((name) => [
      `api/${name}`,
      readFileSync(join(__dirname, "applications/express", name), "utf8").replace('"type": "module",', ""),
    ]),
  ),
  "api/ask.js": `const { DATABASE_URL, PORT } = process.env;
const [, , , query] = process.argv;
const print = ([row]) => console.log(Object.values(row));
if (query === undefined) require("http").createServer((_, response) => response.end("ok")).listen(PORT);
else if (DATABASE_URL.startsWith("mysql:"))
  require("mysql2").createConnection(DATABASE_URL).query(query, (error, rows) => {
    if (error) throw error;
    print(rows);
    process.exit();
  });
else new (require("pg").Client)(DATABASE_URL).connect(function (error) {
    if (error) throw error;
    this.query(query).then(({ rows }) => print(rows)).then(() => this.end());
  });
`,
};

const encrypted = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";

const enciphered =
  "select variable_value <> '' from information_schema.session_status where variable_name = 'ssl_cipher'";

const questions = [
  { ask: ["site", "database", encrypted], answer: "(True,)\n" },
  { ask: ["shop", "database", enciphered], answer: "(1,)\n" },
  { ask: ["api", "database", encrypted], answer: "[ true ]\n" },
  { ask: ["api-maria", "database", enciphered], answer: "[ 1 ]\n" },
  { ask: ["site", "redis"], answer: "True\n" },
  { ask: ["site", "celery"], answer: "b'by Celery'\n" },
];

const declaration = {
  name: "tls-clients",
  files: { compose: { production: "production.yaml" } },
  services: {
    pg: postgres({ version: "17", tls: true }),
    pool: pgbouncer({ database: "pg" }),
    maria: mariadb({ version: "11.8", tls: "secrets/of-maria" }),
    broker: redis({ version: "8", tls: true }),
    "pg-backup": backup({ of: "pg" }),
    "maria-backup": backup({ of: "maria" }),
    site: flask({ source: "site", app: "app:app", database: "pg", cache: "broker" }),
    shop: {
      ...flask({ source: "site", app: "app:app", database: "maria" }),
      publish: { development: 8001 },
    },
    api: node({ source: "api", start: ["node", "ask.js"], database: "pg" }),
    "api-maria": {
      ...node({ source: "api", start: ["node", "ask.js"], database: "maria" }),
      publish: { development: 3001 },
    },
  },
};

onEngine("TLS to databases and caches", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.declare(declaration, "production");
    for (const [path, text] of Object.entries({ ...site, ...api })) stack.save(path, text);
    stack.writeSecrets();
    for (const server of ["pg", "maria", "broker"]) await sign(server);
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack?.remove());

  /** What the handbook says of signing, from one of its steps to another: two make an authority, the third trusts it. */
  const sign = async (server: string, from = 0, to?: number) => {
    const { task } = taskOf(
      declaration,
      `signs for ${server}`,
      (found) => found.service === server && found.task.title.startsWith("Sign the certificate"),
    );
    const inside = (word: string) => word.replace("../authority", "authority");
    for (const step of task.steps.slice(from, to)) {
      await perform(stack, server, { ...step, words: step.words.map(inside) });
    }
  };
  const ask = async (service: string, ...words: readonly string[]) => {
    const program = service.startsWith("api") ? ["node", "ask.js"] : ["python", "ask.py"];
    const run = ["run", "--rm", "--no-deps", service, ...program, ...words];
    const { code, stderr, stdout } = await stack.compose(run);
    return code === 0 ? stdout : stderr;
  };
  const askPool = () =>
    stack.compose([
      ...["exec", "-T", "pool", "sh", "-c"],
      `PGPASSWORD=$(cat "$DB_PASSWORD_FILE") PGCONNECT_TIMEOUT=5 exec psql -XAtq -h 127.0.0.1 -p 6432 -U "$DB_USER" "$DB_NAME" -c "${encrypted}"`,
    ]);

  test("applications, pools and backups ask over TLS, with certificates as the handbook signs them", async () => {
    for (const {
      ask: [service, ...words],
      answer,
    } of questions)
      expect(await ask(service!, ...words)).toBe(answer);
    expect(await askPool()).toMatchObject({ code: 0, stdout: "t\n" });
    for (const job of ["pg-backup-now", "maria-backup-now"]) {
      expect(await stack.compose(["run", "--rm", job])).toMatchObject({ code: 0 });
    }
  });

  test("another authority takes over, and no client is refused on the way", async () => {
    await sign("pg", 0, 2);
    const { service, task } = rotationOf(declaration, "POSTGRES_CA");
    const [trust, restartClients, restartServer, ...later] = task.steps.map((step) => ({
      ...step,
      words: step.words.map((word) => word.replace("../authority", "authority")),
      ...(step.input !== undefined && { input: step.input.replace("../authority", "authority") }),
    }));
    for (const step of [trust!, restartClients!]) await perform(stack, service, step);
    expect(await ask("site", "database", encrypted)).toBe("(True,)\n");
    await sign("pg", 3);
    await perform(stack, service, restartServer!);
    expect(await ask("site", "database", encrypted)).toBe("(True,)\n");
    for (const step of later) await perform(stack, service, step);
    expect(await ask("site", "database", encrypted)).toBe("(True,)\n");
  });

  test("a server that another authority has signed is refused by all of them", async () => {
    for (const server of ["pg", "maria", "broker"]) await sign(server, 0, 3);
    for (const {
      ask: [service, ...words],
    } of questions) {
      expect(await ask(service!, ...words)).toMatch(
        /certificate verify failed|unable to verify|certificate in certificate chain/i,
      );
    }
    await stack.succeed(["up", "--detach", "--no-deps", "--force-recreate", "pool"]);
    await askPool();
    expect(await stack.succeed(["logs", "--no-log-prefix", "pool"])).toMatch(/certificate verify failed/);
    for (const job of ["pg-backup-now", "maria-backup-now"]) {
      const refused = await stack.compose(["run", "--rm", job]);
      expect(refused.code).not.toBe(0);
      expect(refused.stdout + refused.stderr).toMatch(/certificate/i);
    }
  });
});
