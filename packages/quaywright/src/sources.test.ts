import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { django, fastapi, flask, node, postgres, StackProject, service, vite, worker } from "./index";

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

/** What a synth that writes nothing says. */
function message(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

/** What a synth says. */
function lines(services: object, more: object = {}): readonly string[] {
  const found: string[] = [];
  const spy = jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    found.push(...String(text).trimEnd().split("\n"));
    return true;
  });
  try {
    new StackProject({ name: "shop", services, ...more } as never).synth();
  } finally {
    spy.mockRestore();
  }
  return found;
}

/** Of that, what stands at a place in the declaration. */
const said = (services: object, more: object = {}): readonly string[] =>
  lines(services, more).filter((line) => line.startsWith("At "));

const site = {
  "app.py": 'import os\nimport flask\n\napp = flask.Flask("a")\napp.secret_key = os.environ["SECRET_KEY"]\n',
  "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
};
const app = (more: object = {}) => flask({ source: ".", app: "app:app", ...more });
const at = (place: string, lines: readonly string[]) =>
  lines.filter((line) => line.startsWith(`At services.${place}:`));

const group = "[dependency-groups]\ndev = []\n";

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

  test("of several applications in one folder each is told of its own code, and once of what nobody declares", () => {
    write({
      "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
      "shop/__init__.py": "",
      "shop/web.py": 'import os\nimport flask\n\napp = flask.Flask("a")\nA = os.environ["WEB_ONLY"]\n',
      "shop/mail/__init__.py": "",
      "shop/mail/main.py": 'import os\nimport flask\n\napp = flask.Flask("b")\n',
      "shop/mail/sender.py": 'import os\n\nA, B = os.environ["MAIL_ONLY"], os.environ["SECRET_KEY"]\n',
      "shop/common.py": 'import os\n\nA, B = os.environ["REGION"], os.environ["NOBODY"]\n',
    });
    const variables = { REGION: "eu" };
    const services = {
      web: flask({ source: ".", app: "shop.web:app", variables }),
      mail: { ...flask({ source: ".", app: "shop.mail.main:app" }), publish: { development: 8001 } },
    };
    expect(said(services)).toEqual([
      expect.stringMatching(/^At services\.web\.variables\.NOBODY: .*shop\/common\.py:3 reads it/),
      expect.stringMatching(/^At services\.web\.variables\.WEB_ONLY: .*shop\/web\.py:5 reads it/),
      expect.stringMatching(/^At services\.mail\.variables\.MAIL_ONLY: .*shop\/mail\/sender\.py:3 reads it/),
    ]);
  });

  test("what is wrong with a file of several applications is told once", () => {
    write({
      "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
      "shop/web.py": 'import os\nimport flask\n\napp = flask.Flask("a")\nA = os.environ["SECRET_KEY"]\n',
      "shop/mail.py": 'import os\nimport flask\n\nA = os.environ["SECRET_KEY"]\n\napp = flask.Flask("b")\n',
      "shop/common.py": "",
      "shop/common/__init__.py": "",
    });
    const services = {
      web: flask({ source: ".", app: "shop.web:app" }),
      mail: { ...flask({ source: ".", app: "shop.mail:app" }), publish: { development: 8001 } },
    };
    expect(said(services)).toEqual([expect.stringMatching(/^At services\.web\.code\.shop\/common\.py: /)]);
  });

  test("what a package of its workspace reads, it reads", () => {
    write({
      "package.json": "{}",
      "package-lock.json": "{}",
      "apps/api/package.json": '{ "scripts": { "dev": "node server.js" } }',
      "apps/api/server.js": "import 'mail';\n",
      "packages/mail/package.json": "{}",
      "packages/mail/index.js": "export const mail = [process.env.MAIL_HOST, process.env.MAIL_PORT];\n",
      "packages/other/index.js": "export const other = process.env.OTHER;\n",
    });
    const api = node({
      source: "apps/api",
      start: ["node", "server.js"],
      node: { workspace: { packages: ["packages/mail"] } },
      variables: { MAIL_HOST: "mail" },
    });
    expect(said({ api })).toEqual([
      expect.stringMatching(/^At services\.api\.variables\.MAIL_PORT: .*packages\/mail\/index\.js:1 reads it/),
    ]);
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
    expect(said(stack)).toEqual([
      expect.stringMatching(
        /^At services\.app\.database: variables `DATABASE_URL`, `DB_HOST`.* which tell of `db`, and of which no file of `\.` reads any; expected .*`databaseUrl`.*`accepted: \{ "services\.app\.database": /,
      ),
    ]);
    const accepted = { "services.app.database": "A package that is installed reads it." };
    expect(said(stack, { accepted })).toEqual([]);
    write({ "db.py": 'import os\n\nURL = os.environ["DATABASE_URL"]\n' });
    expect(said(stack)).toEqual([]);
  });

  test("what tests, generated files and workers read is known", () => {
    write({
      ...site,
      "tests/test_a.py": 'import os\n\nos.environ["ONLY_HERE"]\n',
      "beat.py": 'FILE = "HEARTBEAT_FILE"\n',
    });
    const beat = worker({ of: "app", command: ["python", "beat.py"], heartbeat: 60 });
    expect(said({ app: app(), beat })).toEqual([]);
    expect(said({ app: app(), beat })).toEqual([]);
  });

  test("what a remark, documentation, a test or a setting's own name says is no reading", () => {
    write({
      ...site,
      "doc.py":
        '"""Reads os.environ["OLD"]."""\n\n\ndef f():\n    "COLOUR and os.getenv(\'OLD\')"\n    return "see os.environ[\'OLD\'] there"  # COLOUR\n',
      "settings.py": "COLOUR = 1\n",
      "tests/test_a.py": 'COLOUR = "COLOUR"\n',
      "README.md": "COLOUR",
      "run.sh": '#!/bin/sh\necho "it\'s # here" # ${OLD:?} COLOUR\n',
      "pyproject.toml": "# COLOUR\n",
    });
    expect(said({ app: app({ variables: { COLOUR: "red" } }) })).toEqual([
      expect.stringMatching(/^At services\.app\.variables\.COLOUR: /),
    ]);
    write({ "tests/test_a.py": 'import os\n\nCOLOUR = os.environ["COLOUR"]\n' });
    expect(said({ app: app({ variables: { COLOUR: "red" } }) })).toEqual([]);
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

  test("a file of variables that the application reads by itself, where it disagrees", () => {
    write({
      ...site,
      "boot.py": 'from dotenv import load_dotenv\n\nload_dotenv()\nC = "COLOUR"\n',
      ".env": "COLOUR=blue\nOTHER=1\n",
    });
    const services = (colour: string) => ({ app: app({ variables: { COLOUR: colour } }) });
    expect(said(services("red"))).toEqual([expect.stringMatching(/code\.\.env: `COLOUR`, which/)]);
    write({ ".env": "COLOUR=blue\n" });
    expect(said(services("blue"))).toEqual([]);
    write({ "boot.py": '# load_dotenv()\nC = "COLOUR"\n' });
    expect(said(services("red"))).toEqual([]);
  });

  test("settings that read nothing are told once, with what would read", () => {
    write({
      "manage.py": "",
      "requirements.txt": "django==5.2\ngunicorn==23.0.0\n",
      "config/settings.py": 'SECRET_KEY = "django-insecure"\nDEBUG = True\n',
      "config/wsgi.py": "application = 1\n",
    });
    const lines = said({ site: django({ source: ".", project: "config", database: "sqlite" }) });
    expect(lines).toEqual([
      expect.stringMatching(
        /^At services\.site\.variables: variables `ALLOWED_HOSTS`.*`DEBUG`.*`STATIC_ROOT`, and no file of `\.` that reads any variable; .*`djangoOverlay`/,
      ),
    ]);
  });
});

describe("secrets of an image that a person describes", () => {
  const legacy = (more: object = {}) =>
    service({
      build: { dockerfile: "docker/Dockerfile", context: "legacy" },
      variables: { KEY: { kind: "secret" }, LEVEL: "1" },
      port: 8000,
      ...more,
    });
  const dockerfile = (start: string) =>
    `FROM python:3.13-slim AS base\nWORKDIR /srv\nCOPY server.py lib ./\nUSER 1000:1000\n${start}\n`;
  const files = {
    "docker/Dockerfile": dockerfile('CMD ["python", "server.py"]'),
    "legacy/server.py": 'import os\n\nKEY = os.environ["KEY"]\n',
    "legacy/other.py": 'FILE = os.environ["KEY_FILE"]\n',
  };
  const told = (more: object = {}) => at("legacy.variables.KEY", said({ legacy: legacy(more) }));

  test("whose file nothing reads are told, with the lines that let a shell read it", () => {
    write(files);
    expect(told()).toEqual([
      expect.stringMatching(
        /`KEY`, which legacy\/server\.py:3 reads as a variable.*`KEY_FILE`.*: `entrypoint: \{ production: \["python"\] \}, command: \{ production: \["server\.py"\] \}`\.$/,
      ),
    ]);
    const fix = { entrypoint: { production: ["python"] }, command: { production: ["server.py"] } };
    expect(told(fix)).toEqual([]);
  });

  test.each([
    ['ENTRYPOINT ["/start"]\nCMD ["serve", "--all"]', '["/start"]', '["serve","--all"]'],
    ['CMD ["/start"]', '["env"]', '["/start"]'],
    ["CMD python server.py", '["/bin/sh"]', '["-c","python server.py"]'],
  ])("with what `%s` starts", (start, entrypoint, command) => {
    write({ ...files, "docker/Dockerfile": dockerfile(start) });
    expect(told().join("")).toContain(`entrypoint: { production: ${entrypoint} }, command: { production: ${command} }`);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    [
      "the code reads it",
      { "legacy/server.py": 'KEY = os.environ.get("KEY") or open(os.environ["KEY_FILE"]).read()\n' },
    ],
    ["a script reads all of them", { "legacy/lib/start": '#!/bin/sh\neval "path=\\${${1}_FILE}"\n' }],
    ["the Dockerfile does", { "docker/Dockerfile": dockerfile("CMD KEY=$(cat /run/secrets/key) python server.py") }],
    ["nothing that is known asks for it", { "legacy/server.py": "import shop\n" }],
  ])("where %s, nothing is said", (_, more) => {
    write({ ...files, ...more });
    expect(told()).toEqual([]);
  });
});

const lock = (packages: Readonly<Record<string, string>>) =>
  Object.entries(packages)
    .map(([name, version]) => `[[package]]\nname = "${name}"\nversion = "${version}"\n\n`)
    .join("");

describe("files, modules and commands", () => {
  const django_ = (more: object = {}) =>
    django({ source: "site", project: "config", database: "sqlite", ...more } as never) as object;
  const files = {
    "site/manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n',
    "site/requirements.txt": "django==5.2\ngunicorn==23.0.0\n",
    "site/config/__init__.py": "",
    "site/config/settings.py":
      'import os\n\nREAD = "SECRET_KEY_FALLBACKS DEBUG ALLOWED_HOSTS CSRF_TRUSTED_ORIGINS COOKIE_SECURE MEDIA_ROOT STATIC_ROOT"\n' +
      'MORE = "DATABASE_PATH SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS"\n' +
      'SECRET_KEY = os.environ["SECRET_KEY"]\n',
    "site/config/wsgi.py": "application = 1\n",
  };

  test("all that is declared is there: nothing is said", () => {
    write(files);
    expect(said({ site: django_() })).toEqual([]);
  });

  test("a file that is not there stops a synth, in another case too, and the nearest one is named", () => {
    write({ ...files, "site/Requirements.txt": "django==5.2\ngunicorn==23.0.0\n" });
    rmSync(join(folder, "site/requirements.txt"));
    rmSync(join(folder, "site/manage.py"));
    const text = message(() => said({ site: django_() }));
    expect(text).toContain("no file `site/manage.py`");
    expect(text).toMatch(/no file `site\/requirements\.txt`[\s\S]*Did you mean `site\/Requirements\.txt`/);
  });

  test("a module that the code has not is told with the nearest one", () => {
    write(files);
    const lines = said({ site: django_({ project: "confg" }) });
    expect(at("site.project", lines)).toEqual([expect.stringMatching(/`confg\.wsgi`.*`config\.wsgi`/)]);
  });

  test("an application that its module has not stops a synth, with the nearest name", () => {
    const made = "import flask\n\n\ndef create_app():\n    inner = flask.Flask('a')\n    return inner\n# SECRET_KEY\n";
    const key = { "key.py": 'KEY = "SECRET_KEY"\n', "requirements.txt": site["requirements.txt"] };
    write({ ...key, "app.py": made });
    const wrong = { app: app({ app: "app:create_ap()" }) };
    expect(message(() => said(wrong))).toMatch(
      /at services\.app\.app\n.*no `create_ap` in `app\.py`[\s\S]*Did you mean `create_app`/,
    );
    expect(message(() => said({ app: app({ app: "app:inner" }) }))).toMatch(/no `inner` in `app\.py`/);
    expect(said({ app: app({ app: "app:create_app()" }) })).toEqual([]);
    for (const open of ["from flask import *", "def __getattr__(name): ...", "globals()['create_ap'] = 1"]) {
      write({ "app.py": `${made}\n${open}\n` });
      expect(said(wrong)).toEqual([]);
    }
    for (const way of [
      "from x import y as create_ap",
      "try:\n    create_ap = 1\nexcept E:\n    pass",
      "a, create_ap = 1, 2",
    ]) {
      write({ "app.py": `${made}\n${way}\n` });
      expect(said(wrong)).toEqual([]);
    }
  });

  test("an application that a command of one's own names, and the site that gunicorn serves", () => {
    write(files);
    const command = ["gunicorn", "config.wsgi:aplication", "--bind", "0.0.0.0:8000"];
    expect(message(() => said({ site: { ...django_(), command: { production: command } } }))).toMatch(
      /at services\.site\.command\n.*no `aplication` in `site\/config\/wsgi\.py`[\s\S]*Did you mean `application`/,
    );
    write({ "site/config/wsgi.py": "app = 1\n" });
    expect(message(() => said({ site: django_() }))).toMatch(/at services\.site\.project\n.*no `application`/);
  });

  test("a module in a folder `src` is one", () => {
    write({
      "src/shop/__init__.py": "",
      "src/shop/web.py": 'app = KEY = "SECRET_KEY"\n',
      "requirements.txt": site["requirements.txt"],
    });
    expect(said({ app: app({ app: "shop.web:app" }) })).toEqual([]);
  });

  test("commands of workers and jobs", () => {
    write({ ...files, "site/clock/management/commands/send_mail.py": "", "site/bin/Import.sh": "" });
    const lines = said({
      site: { ...django_(), jobs: { fill: { command: ["sh", "bin/import.sh"], when: "asked" } } },
      mail: worker({ of: "site", command: ["python", "manage.py", "send_mails"] } as never),
      clock: worker({ of: "site", command: ["python", "-m", "config.clock"] } as never),
    });
    expect(at("site.jobs.fill", lines).join("")).toMatch(/no `bin\/import\.sh`.*`site\/bin\/Import\.sh`/);
    expect(at("mail.command", lines).join("")).toMatch(/no command `send_mails`.*`send_mail`/);
    expect(at("clock.command", lines).join("")).toMatch(/no module `config\.clock`/);
  });

  test.each([
    ["poetry", '[tool.poetry.group.dew.dependencies]\npytest = "*"\n'],
    ["uv", '[dependency-groups]\ndew = [\n  "dev==1",\n]\n'],
  ] as const)("a group that `pyproject.toml` has not, of %s", (manager, groups) => {
    const manifests = { "pyproject.toml": groups, "poetry.lock": "", "uv.lock": "" };
    write({ ...site, ...manifests });
    const text = message(() => said({ app: app({ python: { manager } }) }));
    expect(text).toMatch(/no group `dev` in `pyproject\.toml`[\s\S]*Did you mean `dew`/);
    const other = (development: string | false) =>
      message(() => said({ app: app({ python: { manager, development } }) }));
    expect([other("dew"), other(false)]).toEqual([
      expect.not.stringContaining("no group"),
      expect.not.stringContaining("no group"),
    ]);
  });

  test("a script that `package.json` has not", () => {
    write({
      "web/package.json": '{ "scripts": { "biuld": "vite build" } }',
      "web/package-lock.json": "{}",
      "web/src/a.ts": "",
    });
    const text = message(() => said({ web: vite({ source: "web" }) }));
    expect(text).toMatch(/no script `build` in `web\/package\.json`[\s\S]*Did you mean `biuld`/);
  });

  describe("a script of another package of the workspace", () => {
    const run = (command: string) => {
      write({
        "package.json": '{ "workspaces": ["apps/*", "packages/*"] }',
        "package-lock.json": "{}",
        "apps/api/package.json": '{ "name": "api", "scripts": { "dev": "node server.js" } }',
        "apps/api/server.js": "",
        "packages/jobs/package.json": '{ "name": "@shop/jobs", "scripts": { "sync": "node a.js" } }',
      });
      const api = node({ source: "apps/api", start: ["node", "server.js"], node: { workspace: {} } });
      return said({
        api: { ...api, jobs: { sync: { when: "asked", summary: "Syncs.", command: command.split(" ") } } },
      });
    };

    test.each([
      "npm run sync -w @shop/jobs",
      "npm run sync --workspace=packages/jobs",
      "npm --workspace @shop/jobs run sync -- --all",
      "npm --prefix ../../packages/jobs run sync",
      "npm run --prefix ../../packages/jobs sync",
      "npm run sync --workspaces --if-present",
      "npm --loglevel silent run sync",
      "pnpm --filter @shop/jobs run sync",
      "pnpm --filter ./packages/* run sync",
      "pnpm -C ../../packages/jobs run sync",
      "yarn workspace @shop/jobs run sync",
      "yarn --cwd ../../packages/jobs run sync",
      "yarn run esbuild",
    ])("is there: %s", (command) => expect(run(command)).toEqual([]));

    test.each([
      ["npm run synk -w @shop/jobs", "packages/jobs/package.json", "sync"],
      ["npm --prefix ../../packages/jobs run synk", "packages/jobs/package.json", "sync"],
      ["pnpm --filter @shop/jobs run synk -w", "packages/jobs/package.json", "sync"],
      ["yarn workspace @shop/jobs run synk", "packages/jobs/package.json", "sync"],
      ["npm run -s dve", "apps/api/package.json", "dev"],
    ])("is not, and the nearest one is named: %s", (command, file, near) => {
      const [line, ...others] = run(command);
      expect(others).toEqual([]);
      expect(line).toContain(`in \`${file}\``);
      expect(line).toContain(`\`${near}\``);
    });

    test("is no mistake of what develops", () => {
      run("npm run sync -w @shop/jobs");
      const develop = ["npm", "run", "dev", "-w", "api"];
      const api = node({ source: "apps/api", start: ["node", "server.js"], develop, node: { workspace: {} } });
      expect(said({ api })).toEqual([]);
      const wrong = node({
        source: "apps/api",
        start: ["node", "server.js"],
        develop: ["npm", "-w", "api", "run", "deb"],
        node: { workspace: {} },
      });
      expect(message(() => said({ api: wrong }))).toMatch(/no script `deb` in `apps\/api\/package\.json`/);
    });
  });

  test("two modules of settings of one name, and programs that choose different ones", () => {
    write({
      ...files,
      "site/config/settings/__init__.py": "",
      "site/config/asgi.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")\n',
    });
    const lines = said({ site: django_() });
    expect(lines.join("\n")).toMatch(
      /module `site\/config\/settings\.py` beside the package `site\/config\/settings\/`/,
    );
    expect(at("site.variables.DJANGO_SETTINGS_MODULE", lines).join("")).toMatch(
      /`config\.settings\.prod` in site\/config\/asgi\.py, `config\.settings` in site\/manage\.py/,
    );
    const declared = said({ site: django_({ variables: { DJANGO_SETTINGS_MODULE: "config.setings" } }) });
    expect(at("site.variables.DJANGO_SETTINGS_MODULE", declared)).toEqual([
      expect.stringMatching(/no module `config\.setings`/),
    ]);
  });
});

describe("packages", () => {
  const stack = (more: object = {}) => ({
    db: postgres({ version: "17" }),
    app: app({ database: "db", ...more }) as object,
  });
  const code = { "app.py": 'import os\n\napp = KEYS = "SECRET_KEY DATABASE_URL"\n' };

  test("a server and a driver that requirements lack are told, with both ways out", () => {
    write({ ...code, "requirements.txt": "flask==3.1.2\n" });
    const lines = said(stack());
    expect(at("app.python", lines)).toEqual([
      expect.stringMatching(
        /no package `gunicorn` in `requirements\.txt`; expected a line .*; or `add: \["gunicorn==<version>"\]` in `python`.*server in production/,
      ),
    ]);
    expect(at("app.database", lines)).toEqual([expect.stringMatching(/no package `psycopg` or .*driver for `db`/)]);
    expect(said(stack({ python: { add: ["gunicorn==23.0.0", "psycopg[binary]==3.2.10"] } }))).toEqual([]);
  });

  test("a lock file knows all that is installed, so what it lacks stops a synth", () => {
    write({ ...code, "pyproject.toml": group, "poetry.lock": lock({ flask: "3.1.2" }) });
    expect(message(() => said(stack({ python: { manager: "poetry" } })))).toMatch(
      /no package `gunicorn` in `poetry\.lock`/,
    );
    write({ "poetry.lock": lock({ flask: "3.1.2", gunicorn: "23.0.0", Psycopg2_Binary: "2.9.10" }) });
    const databaseUrl = { schemes: { postgresql: "postgresql+psycopg2" } };
    expect(said(stack({ databaseUrl, python: { manager: "poetry" } }))).toEqual([]);
  });

  test("requirements that name others, extras and addresses count", () => {
    write({
      ...code,
      "requirements.txt": "-r requirements/base.txt\ngunicorn @ https://example.com/gunicorn.whl\n",
      "requirements/base.txt": "Flask[async]==3.1.2\nmy-db[psycopg]==1\n",
    });
    const python = { requirements: ["requirements.txt", "requirements/base.txt"] };
    expect(said(stack({ python }))).toEqual([]);
  });

  test("a driver that the database's URL does not name is told, until it does", () => {
    write({
      "app.py": 'import os\nfrom fastapi import FastAPI\n\napp = FastAPI()\nurl = os.environ["DATABASE_URL"]\n',
      "requirements.txt": "fastapi[standard]==0.121.0\nasyncpg==0.30.0\n",
    });
    const api = (more: object = {}) => ({
      db: postgres({ version: "17" }),
      app: fastapi({ source: ".", app: "app:app", database: "db", ...more }),
    });
    expect(said(api())).toEqual([
      expect.stringMatching(
        /^At services\.app\.databaseUrl: no package `psycopg` .* `postgresql\+psycopg` of .*schemes/,
      ),
    ]);
    expect(said(api({ databaseUrl: { schemes: { postgresql: "postgresql+asyncpg" } } }))).toEqual([]);
    expect(readFileSync(join(folder, "docker/app/entrypoint.sh"), "utf8")).toContain(
      "DATABASE_URL postgresql+asyncpg ",
    );
    expect(message(() => said(api({ databaseUrl: { schemes: { postgresql: "asyncpg://" } } })))).toContain(
      "a scheme such as `postgresql+asyncpg`",
    );
  });

  test("an addition that is not pinned is a mistake", () => {
    expect(message(() => said(stack({ python: { add: ["gunicorn"] } })))).toContain("a pinned package");
  });

  test("networks that are trusted need a server that knows networks", () => {
    write({ ...code, "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\npsycopg==3.2.10\n" });
    const services = stack();
    const trusting = { ...services, app: { ...services.app, publish: 8000, trust: ["172.16.0.0/12"] } };
    expect(message(() => said(trusting))).toMatch(/networks in `trust` with gunicorn 23\.0\.0[\s\S]*gunicorn 24\.1/);
    write({ "requirements.txt": "flask==3.1.2\ngunicorn==24.1.0\npsycopg==3.2.10\n" });
    expect(said(trusting)).toEqual([]);
  });

  test("a lock file that its manager in the image cannot read", () => {
    write({
      ...code,
      "pyproject.toml": group,
      "poetry.lock": `# This file is automatically @generated by Poetry 2.3.4 and should not be changed by hand.\n${lock({ flask: "3.1.2", gunicorn: "24.1.0", psycopg: "3.2.10" })}`,
    });
    expect(said(stack({ python: { manager: "poetry" } }))).toEqual([]);
    const lines = said(stack({ python: { manager: "poetry", managerVersion: "1.8.5" } }));
    expect(lines).toEqual([expect.stringMatching(/lock file of Poetry 2\.3\.4, and Poetry 1\.8\.5 in the image/)]);
  });
});

describe("files in git", () => {
  const git = (...args: readonly string[]) => execFileSync("git", ["-C", folder, ...args], { stdio: "ignore" });
  const style = "a { color: red }\n".repeat(600);

  test("that a run leaves behind, or that are there twice, are told; what git ignores is not", () => {
    write({
      ...site,
      "db.sqlite3": "rows",
      "logs/app.log": "lines",
      "other.sqlite3": "rows",
      "tests/fixture.db": "rows",
      ".gitignore": "other.sqlite3\n",
      "static/site.css": style,
      "staticfiles/site.css": style,
    });
    git("init", "--quiet");
    git("add", ".");
    const lines = said({ app: app() }).filter((line) => line.startsWith("At services.app.code."));
    expect(lines).toEqual([
      "At services.app.code.db.sqlite3: `db.sqlite3` in git, which a run leaves behind; expected a line in `.gitignore`, and `git rm --cached db.sqlite3`.",
      "At services.app.code.logs/app.log: `logs/app.log` in git, which a run leaves behind; expected a line in `.gitignore`, and `git rm --cached logs/app.log`.",
      "At services.app.code.staticfiles/site.css: `staticfiles/site.css`, the same as `static/site.css`; expected one of them: what is built or collected is made in the image.",
    ]);
    const accepted = { "services.app.code.db.sqlite3": "It is the catalogue, which nobody writes." };
    expect(said({ app: app() }, { accepted }).join("\n")).not.toContain("db.sqlite3");
  });
});

test("a folder outside of the repository, which CI does not have, is told where there is CI", () => {
  write(site);
  const services = { app: app({ steps: [{ folder: "../config", at: "/etc/shop" }] }) };
  expect(said(services)).toEqual([]);
  expect(said(services, { ci: "github" })).toEqual([
    expect.stringMatching(
      /^At services\.app\.build\.outside\.read-config: `\.\.\/config`, which lies outside of the repository/,
    ),
  ]);
  const accepted = { "services.app.build.outside.read-config": "Runners of our own have it." };
  expect(said(services, { ci: "github", accepted })).toEqual([]);
});

test("container files that were there before are told by the first synth, ours never", () => {
  write({ ...site, Dockerfile: "FROM python:3.11\n" });
  const first = lines({ app: app() });
  const told = first.slice(first.findIndex((line) => line.startsWith("Container files")) + 1);
  expect(told).toEqual(["  Dockerfile: `docker/app/Dockerfile` in its place"]);
  expect(lines({ app: app() }).join("\n")).not.toContain("Container files");
});

test("what requirements name and the image does not have stops a synth, with the way out", () => {
  const named =
    "-r requirements/base.txt\n-c https://example.com/all.txt\n-e ../lib\n-e .\n./vendored # ours\nflask @ file:../x\n";
  write({
    ...site,
    "requirements.txt": `${site["requirements.txt"]}${named}`,
    "requirements/base.txt": "redis==6.4.0\r\n",
  });
  const services = { app: app() };
  const text = message(() => new StackProject({ name: "shop", services } as never).synth());
  expect(text).toContain("`-r requirements/base.txt` in requirements.txt:3, a file of which the image is not told");
  expect(text).toContain('`requirements: ["requirements.txt", "requirements/base.txt"]`');
  for (const line of [
    "-e ../lib` in requirements.txt:5",
    "./vendored # ours` in requirements.txt:7",
    "flask @ file:../x` in",
  ])
    expect(text).toContain(`\`${line}`);
  expect(text).toMatch(/`-e \.` in requirements\.txt:6, .*expected `package: true`/);
  expect(text).not.toContain("example.com");
});

test("requirements that name one another are installed where each is declared", () => {
  write({
    ...site,
    "requirements.txt": `-r requirements/base.txt\r\n${site["requirements.txt"]}`,
    "requirements/base.txt": "redis==6.4.0\n",
  });
  const services = { app: app({ python: { requirements: ["requirements.txt", "requirements/base.txt"] } }) };
  expect(said(services)).toEqual([]);
  expect(readFileSync(join(folder, "docker/app/Dockerfile"), "utf8")).toContain(
    "source=requirements/base.txt,target=/tmp/requirements/base.txt",
  );
});
