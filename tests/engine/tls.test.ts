import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { mariadb, postgres, redis } from "@quaywright/presets";
import { onEngine } from "./engine";
import { succeed } from "./run";
import { TestStack } from "./stack";

jest.setTimeout(300_000);

onEngine("TLS, a time zone and a log driver of the stack", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.declare(
      {
        name: "secured",
        timezone: "Asia/Kolkata",
        logging: { driver: "json-file", options: { tag: "{{.Name}} $1" } },
        services: {
          pg: postgres({ version: "17", tls: "secrets/tls", connections: 20 }),
          maria: mariadb({ version: "11.8", tls: "secrets/tls", connections: 20 }),
          broker: redis({ version: "7", tls: "secrets/tls" }),
        },
      },
      "production",
    );
    stack.writeSecrets({ mariadb_password: "a password of sixteen", redis_password: "a password of sixteen" });
    mkdirSync(join(stack.folder, "secrets/tls"));
    const names = "subjectAltName=DNS:pg,DNS:maria,DNS:broker,DNS:localhost,IP:127.0.0.1";
    const files = ["-keyout", "secrets/tls/tls.key", "-out", "secrets/tls/tls.crt"];
    const made = [
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=secured",
      "-addext",
      names,
    ];
    await succeed("openssl", [...made, ...files], { cwd: stack.folder });
    await succeed("chmod", ["644", "secrets/tls/tls.key"], { cwd: stack.folder });
    await stack.succeed(["up", "--wait"]);
  });

  afterAll(() => stack.remove());

  const sh = (service: string, command: string) => stack.compose(["exec", "-T", service, "sh", "-c", command]);

  test("PostgreSQL is who its certificate says, and takes so many connections", async () => {
    const psql = (host: string, query: string) =>
      sh(
        "pg",
        `PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE") PGSSLMODE=verify-full PGSSLROOTCERT=/etc/tls/tls.crt psql -XAtq "host=${host} hostaddr=127.0.0.1 user=app" -c '${query}'`,
      );
    const query = "select ssl from pg_stat_ssl where pid = pg_backend_pid(); show max_connections; show timezone";
    expect(await psql("localhost", query)).toMatchObject({ stdout: "t\n20\nAsia/Kolkata\n" });
    expect(await psql("another", query)).toMatchObject({
      stderr: expect.stringMatching(/does not match host name/),
    });
  });

  test("MariaDB lets nobody in without TLS", async () => {
    const client = (more: string) =>
      sh(
        "maria",
        `mariadb -BN -h localhost --protocol=tcp -u app -p"$(cat "$MARIADB_PASSWORD_FILE")" ${more} -e 'select variable_value <> "" from information_schema.session_status where variable_name = "ssl_cipher"; select @@max_connections, @@system_time_zone'`,
      );
    expect(await client("--ssl-ca=/etc/tls/tls.crt --ssl-verify-server-cert")).toMatchObject({
      stdout: "1\n20\tIST\n",
    });
    expect(await client("--skip-ssl")).toMatchObject({ code: 1, stderr: expect.stringMatching(/secure.transport/i) });
  });

  test("Redis speaks TLS alone", async () => {
    const ping = (more: string) =>
      sh("broker", `REDISCLI_AUTH="$(cat "$REDIS_PASSWORD_FILE")" timeout 5 redis-cli ${more} ping`);
    expect(await ping("-h localhost --tls --cacert /etc/tls/tls.crt")).toMatchObject({ stdout: "PONG\n" });
    expect((await ping("-h localhost")).stdout).not.toMatch("PONG");
  });

  test("every container logs where the stack says", async () => {
    for (const { HostConfig } of await stack.inspect()) {
      expect(HostConfig.LogConfig).toEqual({ Type: "json-file", Config: { tag: "{{.Name}} $1" } });
    }
  });
});
