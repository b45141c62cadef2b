import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { django, djangoOverlay, postgres, worker } from "@quaywright/presets";
import { ask } from "../ask";
import { onEngine } from "../engine";
import { type Declaration, eventually, TestStack } from "../stack";

jest.setTimeout(600_000);

/** A site whose settings are literals, whose manifest has neither server nor driver, and that parses values its own way. */
const written = { source: "site", settings: "config.settings", module: "config.container" };
const site = django({
  source: "site",
  project: "config",
  database: "db",
  python: { add: ["gunicorn==27.0.1", "psycopg[binary]==3.3.9"] },
  variables: {
    DJANGO_SETTINGS_MODULE: written.module,
    USE_CACHE: { kind: "boolean", optional: true, spelled: { true: "1", false: "0" } },
    FEATURE: { kind: "boolean", optional: true, spelled: { true: "enabled", false: "" } },
    CORS_ORIGINS: { kind: "list", spelled: { separator: "json" }, rule: { minimum: 1 } },
    MAIL_HOST: "mail",
    MAIL_PASSWORD: { kind: "secret" },
    SMTP_PASS: { kind: "secret", input: "MAIL_PASSWORD" },
    MAIL_DSN: { template: "smtp://app:{MAIL_PASSWORD}@{MAIL_HOST}:25" },
  },
});

const declaration: Declaration = {
  name: "literal",
  services: {
    db: postgres({ version: "17" }),
    site: { ...site, publish: 8000, tls: "none", probe: { kind: "tcp" } },
    work: worker({ of: "site", command: ["python", "-m", "config.work"] }),
  },
};

onEngine("an application that reads nothing, lacks packages and spells values its own way", () => {
  let stack: TestStack;
  let key: string | undefined;
  const password = "it's $5 & \\ so";
  const expected = () => ({
    module: "config.container",
    vendor: "postgresql",
    users: 0,
    debug: false,
    key,
    language: "en-gb",
    variables: {
      USE_CACHE: "1",
      FEATURE: null,
      CORS_ORIGINS: '["https://a.example","https://b.example"]',
      MAIL_PASSWORD: password,
      SMTP_PASS: password,
      MAIL_DSN: `smtp://app:${password}@mail:25`,
    },
  });

  beforeAll(async () => {
    stack = await TestStack.declare(declaration, "production");
    cpSync(join(__dirname, "literal"), stack.folder, { recursive: true });
    for (const [path, text] of Object.entries(djangoOverlay(written))) stack.save(path, text);
    Object.assign(stack.env, {
      ALLOWED_HOSTS: "127.0.0.1",
      USE_CACHE: "yes",
      FEATURE: "off",
      CORS_ORIGINS: "https://a.example, https://b.example",
    });
    key = stack.writeSecrets({ mail_password: password }).secret_key;
    await stack.succeed(["up", "--build", "--detach", "--wait"]);
  });
  afterAll(() => stack?.remove());

  test("its server, in an image with the packages that its manifest lacks, has what is declared", async () => {
    const { body, status } = await ask(stack.url("site"));
    expect(status).toBe(200);
    expect(JSON.parse(String(body))).toEqual(expected());
  });

  test("so have a worker, a command of the shell, and a process that no entrypoint started", async () => {
    const logs = () => stack.succeed(["logs", "--no-log-prefix", "work"]);
    const last = await eventually(logs, (text) => text.includes("{"));
    expect(JSON.parse(last.slice(last.indexOf("{")).split("\n")[0]!)).toEqual(expected());
    expect(JSON.parse(await stack.succeed(["exec", "-T", "site", "python", "-m", "config.told"]))).toEqual(expected());
    const cleared = ["exec", "-T", "site", "env", "-i", "/opt/venv/bin/python", "-m", "config.told"];
    expect(JSON.parse(await stack.succeed(cleared))).toEqual(expected());
  });

  test("no value that is composed stands in what the engine shows of a container", async () => {
    const shown = JSON.stringify((await stack.inspect("site"))[0]);
    expect(shown).not.toContain("smtp://");
    expect(shown).not.toContain(password.slice(0, 6));
  });

  test("a list that must not be empty is refused, with its name", async () => {
    const { code, stderr } = await stack.compose([
      "run",
      "--rm",
      "--no-deps",
      "-e",
      "CORS_ORIGINS= , ",
      "site",
      "true",
    ]);
    expect(code).toBe(78);
    expect(stderr).toContain("CORS_ORIGINS has 0 items, expected at least 1");
  });

  test("its own files are as they were", () => {
    for (const name of ["manage.py", "requirements.txt", "config/settings.py", "config/wsgi.py"]) {
      expect(stack.read(`site/${name}`)).toBe(readFileSync(join(__dirname, "literal/site", name), "utf8"));
    }
  });
});
