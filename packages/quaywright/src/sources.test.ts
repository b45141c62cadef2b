import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { django, flask, postgres, StackProject, vite, worker } from "./index";

const home = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-sources-"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
  jest.restoreAllMocks();
});

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
};

/** What a synth says, each at its place in the declaration. */
function said(services: object, more: object = {}): readonly string[] {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    lines.push(...String(text).trimEnd().split("\n"));
    return true;
  });
  try {
    new StackProject({ name: "shop", services, ...more } as never).synth();
  } finally {
    spy.mockRestore();
  }
  return lines.filter((line) => line.startsWith("At "));
}

const site = {
  "app.py": 'import os\nimport flask\n\napp = flask.Flask("a")\napp.secret_key = os.environ["SECRET_KEY"]\n',
  "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
};
const app = (more: object = {}) => flask({ source: ".", app: "app:app", ...more });
const at = (place: string, lines: readonly string[]) =>
  lines.filter((line) => line.startsWith(`At services.${place}:`));

describe("variables", () => {
  test("one that nothing reads, one that is not declared, each with its place", () => {
    write({ ...site, "mail.py": 'import os\n\nKEY = os.environ["MAIL_KEY"]\n' });
    const lines = said({ app: app({ variables: { COLOUR: "red" } }) });
    expect(lines).toEqual([
      expect.stringMatching(/^At services\.app\.variables\.COLOUR: variable `COLOUR`, which no file of `\.` reads/),
      expect.stringMatching(/^At services\.app\.variables\.MAIL_KEY: no variable `MAIL_KEY`, and mail\.py:3 reads it;/),
    ]);
  });

  test("one of another name is told once, with the name that is read", () => {
    write({ ...site, "mail.py": 'import os\n\nKEY = os.environ["MAIL_SENDER"]\n' });
    const lines = said({ app: app({ variables: { MAIL_SENDR: "x" } }) });
    expect(lines).toEqual([expect.stringMatching(/`MAIL_SENDR`.* expected `MAIL_SENDER`: mail\.py:3 reads it\.$/)]);
  });

  test("a build argument of another name", () => {
    write({
      "web/package.json": '{ "scripts": { "build": "vite build" } }',
      "web/package-lock.json": "{}",
      "web/src/api.ts": "export const api = import.meta.env.VITE_API_BASE_URL;\n",
    });
    const lines = said({ web: vite({ source: "web", variables: { VITE_API_URL: "/api" } }) });
    expect(lines).toEqual([
      expect.stringMatching(/VITE_API_URL: .*expected `VITE_API_BASE_URL`: web\/src\/api\.ts:1 reads it\.$/),
    ]);
  });

  test("either a database's URL or its parts will do, but one of them must", () => {
    const stack = { db: postgres({ version: "17" }), app: app({ database: "db" }) };
    write({ ...site, "requirements.txt": `${site["requirements.txt"]}psycopg==3.2.10\n` });
    expect(said(stack).join("\n")).toMatch(/DATABASE_URL[\s\S]*DB_HOST/);
    write({ "db.py": 'import os\n\nURL = os.environ["DATABASE_URL"]\n' });
    expect(said(stack)).toEqual([]);
  });

  test("what tests, generated files and workers read is known", () => {
    write({
      ...site,
      "tests/test_a.py": 'import os\n\nos.environ["ONLY_HERE"]\n',
      "beat.py": '"""HEARTBEAT_FILE"""\n',
    });
    const beat = worker({ of: "app", command: ["python", "beat.py"], heartbeat: 60 });
    expect(said({ app: app(), beat })).toEqual([]);
    expect(said({ app: app(), beat })).toEqual([]);
  });

  test("what the declaration accepts in words is not said, until it is not there any more", () => {
    write(site);
    const services = { app: app({ variables: { COLOUR: "red" } }) };
    const accepted = { "services.app.variables.COLOUR": "A library that is compiled reads it." };
    expect(said(services, { accepted })).toEqual([]);
    expect(said({ app: app() }, { accepted })).toEqual([
      expect.stringMatching(/^At accepted: .*COLOUR.*the line can go/),
    ]);
    expect(() => said(services, { accepted: { "services.app.variables.COLOUR": "no" } })).toThrow(/at least 10/);
  });

  test("settings that read nothing are told of each variable that they leave alone", () => {
    write({
      "manage.py": "",
      "requirements.txt": "django==5.2\ngunicorn==23.0.0\n",
      "config/settings.py": 'SECRET_KEY = "django-insecure"\nDEBUG = True\n',
      "config/wsgi.py": "",
    });
    const lines = said({ site: django({ source: ".", project: "config", database: "sqlite" }) });
    expect(at("site.variables.CSRF_TRUSTED_ORIGINS", lines)).toHaveLength(1);
    expect(at("site.variables.MEDIA_ROOT", lines)).toHaveLength(1);
  });
});
