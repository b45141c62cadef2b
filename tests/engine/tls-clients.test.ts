import { backup, flask, mariadb, pgbouncer, postgres, redis } from "@quaywright/presets";
import { type Authority, authority } from "./authority";
import { onEngine } from "./engine";
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

onEngine("TLS to databases and caches", () => {
  let stack: TestStack;
  let right: Authority;
  const authorities = ["postgres_ca", "mariadb_ca", "redis_ca"];

  beforeAll(async () => {
    stack = await TestStack.declare(
      {
        name: "tls-clients",
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
        },
      },
      "production",
    );
    for (const [path, text] of Object.entries(site)) stack.save(path, text);
    right = await authority();
    const { certificate, key } = await right.sign(["pg", "maria", "broker"]);
    stack.writeSecrets();
    trust(right);
    for (const folder of ["postgres-tls", "of-maria", "redis-tls"]) {
      stack.save(`secrets/${folder}/tls.crt`, certificate);
      stack.save(`secrets/${folder}/tls.key`, key);
    }
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack?.remove());

  const trust = ({ certificate }: Authority) => {
    for (const name of authorities) stack.save(`secrets/${name}`, certificate);
  };
  const ask = (service: string, ...words: readonly string[]) =>
    stack.compose(["run", "--rm", "--no-deps", service, "python", "ask.py", ...words]);
  const questions = [
    ["site", "database", "select ssl from pg_stat_ssl where pid = pg_backend_pid()"],
    [
      "shop",
      "database",
      "select variable_value <> '' from information_schema.session_status where variable_name = 'ssl_cipher'",
    ],
    ["site", "redis"],
    ["site", "celery"],
  ] as const;
  const answers = ["(True,)\n", "(1,)\n", "True\n", "b'by Celery'\n"];
  const pooled = () =>
    stack.compose([
      ...["exec", "-T", "pool", "sh", "-c"],
      'PGPASSWORD=$(cat "$DB_PASSWORD_FILE") exec psql -XAtq -h 127.0.0.1 -p 6432 -U "$DB_USER" "$DB_NAME" -c "select ssl from pg_stat_ssl where pid = pg_backend_pid()"',
    ]);

  test("applications, pools and backups ask over TLS", async () => {
    const said = [];
    for (const [service, ...words] of questions) {
      const { code, stderr, stdout } = await ask(service, ...words);
      said.push(code === 0 ? stdout : stderr);
    }
    expect(said).toEqual(answers);
    expect(await pooled()).toMatchObject({ code: 0, stdout: "t\n" });
    for (const job of ["pg-backup-now", "maria-backup-now"]) {
      expect(await stack.compose(["run", "--rm", job])).toMatchObject({ code: 0 });
    }
  });

  test("a server that another authority signed is refused by all of them", async () => {
    trust(await authority());
    for (const [service, ...words] of questions) {
      const { code, stderr } = await ask(service, ...words);
      expect([service, words[0], code]).toEqual([service, words[0], 1]);
      expect(stderr).toMatch(/certificate verify failed|CERTIFICATE_VERIFY_FAILED/i);
    }
    await stack.succeed(["up", "--detach", "--no-deps", "--force-recreate", "pool"]);
    const { code, stderr } = await stack.compose(["exec", "-T", "pool", "true"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect((await pooled()).stderr).toMatch(/certificate verify failed|server_login_retry|client_login_timeout/i);
    for (const job of ["pg-backup-now", "maria-backup-now"]) {
      const refused = await stack.compose(["run", "--rm", job]);
      expect(refused.code).not.toBe(0);
      expect(refused.stdout + refused.stderr).toMatch(/certificate/i);
    }
  });
});
