import * as fc from "fast-check";
import { onEngine } from "./engine";
import { redeclare } from "./journeys/redeclare";
import { TestStack } from "./stack";

jest.setTimeout(600_000);

/**
 * Gives the database's user each password, puts it where a secret is, and connects by the URL that the entrypoint makes
 * and by the one that Python finds without it.
 */
const program = `
import json, os, subprocess, sys
import sqlalchemy as sa

passwords = json.load(sys.stdin)
maria = os.environ["DATABASE_URL"].startswith("mysql")
own = sa.create_engine(os.environ["DATABASE_URL"]).raw_connection()
given = {name: value for name, value in os.environ.items() if name not in ("DB_PASSWORD", "DATABASE_URL")}
given["DB_PASSWORD_FILE"] = "/tmp/password"
show = ["with-variables", "printenv", "DATABASE_URL"], ["python", "-c", "import os; print(os.environ['DATABASE_URL'])"]
for password in passwords:
    cursor = own.cursor()
    if maria:
        cursor.execute("SET PASSWORD = PASSWORD(%s)", (password,))
    else:
        from psycopg import sql
        cursor.execute(sql.SQL("ALTER USER CURRENT_USER PASSWORD {}").format(sql.Literal(password)))
    own.commit()
    with open("/tmp/password", "w", encoding="utf-8") as file:
        file.write(password)
    urls = {subprocess.run(each, env=given, text=True, capture_output=True, check=True).stdout.strip() for each in show}
    assert len(urls) == 1, (password, urls)
    for url in urls:
        try:
            sa.create_engine(url, poolclass=sa.NullPool).connect().close()
        except Exception as error:
            sys.exit(f"{password!r}: {error!r}")
print(len(passwords), "passwords connect")
`;

const databases = [
  { engine: "MariaDB", change: undefined },
  {
    engine: "PostgreSQL",
    change: (text: string) => text.replaceAll("mariadb", "postgres").replace("11.8", "17"),
  },
];

onEngine.each(databases)("any password of printable Unicode connects to $engine", ({ change }) => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.create({ template: "flask-sse", environment: "production" });
    if (change !== undefined) await redeclare(stack, "flask-sse", change);
    stack.writeSecrets();
    await stack.succeed(["build", "app"]);
    await stack.succeed(["up", "--wait", "db"]);
  });

  afterAll(() => stack.remove());

  test("through the entrypoint and past it", async () => {
    const one = fc.string({ unit: "grapheme", minLength: 16, maxLength: 40 });
    const passwords = fc.sample(one, 200).map((each) => each.replace(/\p{C}/gu, "?"));
    const run = ["run", "--rm", "--no-deps", "-T", "app", "python", "-c", program];
    const { code, stderr, stdout } = await stack.compose(run, { input: JSON.stringify(passwords), timeout: 500 });
    expect({ code, said: code === 0 ? "" : stderr }).toEqual({ code: 0, said: "" });
    expect(stdout).toMatch("200 passwords connect");
  });
});
