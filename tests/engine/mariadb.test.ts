import { django, mariadb } from "@quaywright/presets";
import { ask, json } from "./ask";
import { onEngine } from "./engine";
import { TestStack } from "./stack";
import { lay } from "./variant";

jest.setTimeout(600_000);

/** Everything that a shell, a URL or SQL could misread; no more than ASCII, since PyMySQL sends Latin-1. */
const password = `p@ss "w/o rd%41#?&=+'$HOME\\x41\\\`[]-*`;

onEngine("a site that named PostgreSQL names MariaDB", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "production",
      env: { ALLOWED_HOSTS: "127.0.0.1" },
      publishes: ["backend"],
    });
    lay(stack, {
      name: "timetracker",
      files: { compose: { production: stack.file } },
      services: {
        db: mariadb({ version: "11.8", name: "timetracker", root: "secret" }),
        backend: {
          ...django({ source: "backend", project: "config", database: "db", variables: { USE_SQLITE: "False" } }),
          publish: 8000,
          tls: "none",
        },
      },
    });
    // the driver, which is the application's own matter
    stack.save(
      "backend/requirements.txt",
      stack.read("backend/requirements.txt").replace(/psycopg\[binary\].*/, "PyMySQL==1.1.2"),
    );
    stack.save("backend/config/__init__.py", "import pymysql\n\npymysql.install_as_MySQLdb()\n");
    stack.writeSecrets({ mariadb_password: password, mariadb_root_password: "a root password of its own" });
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack.remove());

  const sql = (query: string) =>
    stack.succeed([
      "exec",
      "-T",
      "db",
      "sh",
      "-c",
      'MYSQL_PWD=$(cat "$MARIADB_PASSWORD_FILE") mariadb -BN -h 127.0.0.1 -u "$MARIADB_USER" "$MARIADB_DATABASE" -e "$0"',
      query,
    ]);

  test("it keeps what it is given, in any script, over a new container", async () => {
    const title = "Grüße 🚢 漢字";
    const written = await ask(stack.url("backend", "/api/entries/"), {
      body: { day: "2025-03-18", title, minutes: 5 },
    });
    expect(written.status).toBe(201);
    await stack.succeed(["up", "--wait", "--force-recreate", "db", "backend"]);
    const read = await ask(stack.url("backend", "/api/entries/?day=2025-03-18"));
    expect(json<{ entries: object[] }>(read).entries).toMatchObject([{ title }]);
  });

  test("text is four-byte UTF-8, and what is sorted or made anew goes to a disk", async () => {
    const query = "select @@character_set_database, @@collation_server, @@tmpdir";
    expect(await sql(query)).toBe("utf8mb4\tutf8mb4_unicode_ci\t/var/tmp\n");
  });

  test("no password stands in the container's description, root is not written, nothing is published", async () => {
    const [container] = await stack.inspect("db");
    expect(container?.HostConfig).toMatchObject({ ReadonlyRootfs: true, PortBindings: {} });
    expect(container?.Config.User).toBe("999:999");
    expect(JSON.stringify(container)).not.toMatch(/p@ss|a root password/);
  });
});
