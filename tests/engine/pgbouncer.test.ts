import { pgbouncer, postgres } from "@quaywright/presets";
import { onEngine } from "./engine";
import { TestStack } from "./stack";

jest.setTimeout(300_000);

/** Everything that a shell, a list of users or a URL could misread. */
const password = `p@ss "w/ö rd%41#?&=+'$HOME\\x41\\\`[🚢]-*`;

onEngine("PgBouncer in front of PostgreSQL", () => {
  let stack: TestStack;

  const psql = (...more: readonly string[]) =>
    stack.compose([
      "exec",
      "-T",
      "app",
      "sh",
      "-c",
      'PGPASSWORD=$(cat "$DB_PASSWORD_FILE") exec psql -XAtq "$@"',
      "-",
      ...more,
    ]);

  beforeAll(async () => {
    stack = await TestStack.declare(
      {
        name: "pool",
        services: {
          db: postgres({ version: "17", name: "shop" }),
          pool: pgbouncer({ database: "db", pool: 4, clients: 50 }),
          // an application that would name `db`
          app: {
            image: "postgres:17",
            needs: ["pool"],
            command: ["sleep", "infinity"],
            user: "999:999",
            variables: {
              PGHOST: { from: "pool:host" },
              PGPORT: { from: "pool:port" },
              PGUSER: { from: "pool:user" },
              PGDATABASE: { from: "pool:name" },
              DB_PASSWORD: { from: "pool:password", kind: "secret" },
            },
          },
        },
      },
      "production",
    );
    stack.writeSecrets({ postgres_password: password });
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack.remove());

  test("lets in who knows the database's password, and nobody else", async () => {
    expect(await psql("-c", "select current_user, current_database()")).toMatchObject({
      code: 0,
      stdout: "shop|shop\n",
    });
    const { code, stderr } = await stack.compose([
      "exec",
      "-T",
      "-e",
      "PGPASSWORD=wrong",
      "app",
      "psql",
      "-c",
      "select 1",
    ]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/SASL authentication failed/);
  });

  test("thirty who ask at once are served by four connections, and none is sent away", async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        psql("-c", "begin", "-c", "select pg_sleep(0.2)", "-c", "select pg_backend_pid()", "-c", "commit"),
      ),
    );
    expect(answers.map(({ code }) => code)).toEqual(Array(30).fill(0));
    const backends = new Set(answers.map(({ stdout }) => stdout.trim().split("\n").at(-1)));
    expect(backends.size).toBeLessThanOrEqual(4);
  });

  test("its user is not root, its root is not written, and its description holds no password", async () => {
    const [container] = await stack.inspect("pool");
    expect(container?.Config.User).toBe("10001:10001");
    expect(container?.HostConfig.ReadonlyRootfs).toBe(true);
    expect(JSON.stringify(container)).not.toMatch("p@ss");
  });
});
