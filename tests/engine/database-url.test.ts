import { django, postgres } from "@quaywright/presets";
import { onEngine } from "./engine";
import { TestStack } from "./stack";
import { lay } from "./variant";

jest.setTimeout(300_000);

/** Everything that a URL could misread. */
const password = `p@ss:w/ö rd%41#?&=+'"$HOME\\\`[🚢]-${"x".repeat(8)}`;

onEngine("a database's URL", () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "production",
      env: { DJANGO_ALLOWED_HOSTS: "x", POSTGRES_USER: "us er:@/%" },
    });
    lay(stack, {
      name: "timetracker",
      files: { compose: { production: stack.file } },
      services: {
        db: postgres({ version: "17", name: "time tracker" }),
        backend: django({
          source: "backend",
          project: "config",
          database: "db",
          databaseUrl: "DATABASE_URL",
          names: { ALLOWED_HOSTS: "DJANGO_ALLOWED_HOSTS" },
        }),
      },
    });
    stack.writeSecrets({ postgres_password: password });
    await stack.succeed(["build"]);
    await stack.succeed(["up", "--wait", "db"]);
  });

  afterAll(() => stack.remove());

  const ask = `import os, psycopg; print(psycopg.connect(os.environ["DATABASE_URL"]).execute("select current_user").fetchone()[0])`;

  test.each([
    ["through the entrypoint", ["backend", "python", "-c", ask]],
    ["past it", ["--entrypoint", "/opt/venv/bin/python", "backend", "-c", ask]],
  ])("connects with whatever user and password, %s", async (_, command) => {
    expect(await stack.succeed(["run", "--rm", "--no-deps", ...command])).toBe("us er:@/%\n");
  });

  test("a variable under another name is set, read and asked for under that name", async () => {
    const start = (value: string) =>
      stack.compose(["run", "--rm", "--no-deps", "backend", "true"], { env: { DJANGO_ALLOWED_HOSTS: value } });
    const missing = await start("");
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(/required variable DJANGO_ALLOWED_HOSTS is missing a value: Host names/);
    const { code, stderr } = await start("*");
    expect(code).toBe(78);
    expect(stderr).toMatch(/- DJANGO_ALLOWED_HOSTS holds \*\[\*\]\*/);
  });
});
