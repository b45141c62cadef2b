import { createHash } from "node:crypto";
import { chmodSync, chownSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { django, postgres } from "@quaywright/presets";
import { type Answer, ask } from "../ask";
import { onEngine } from "../engine";
import { freePort } from "../port";
import { type Running, run, start, succeed } from "../run";
import { eventually, TestStack } from "../stack";
import { lay } from "../variant";
import { figure, medians, timed } from "./figures";

jest.setTimeout(600_000);

const root = process.getuid?.() === 0;
const template = "django-sqlite";

const page = async (url: string): Promise<string> => (await ask(url)).body.toString();

/** Posts the form of the page as a browser does: with the token that the page came with. */
async function addNote(url: string, title: string, file?: { name: string; text: string }): Promise<Answer> {
  const { body, headers } = await ask(url);
  const [, token = ""] = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(body.toString()) ?? [];
  const form = new FormData();
  form.set("csrfmiddlewaretoken", token);
  form.set("title", title);
  if (file !== undefined) form.set("attachment", new Blob([file.text]), file.name);
  const cookie = (headers["set-cookie"] ?? []).map((each) => each.split(";")[0]).join("; ");
  return ask(url, { headers: { cookie }, body: form });
}

/** The style sheet that the page links. */
async function sheetOf(stack: TestStack): Promise<Answer> {
  const [, sheet = ""] = /href="(\/static\/css\/[^"]+\.css)"/.exec(await page(stack.url("app"))) ?? [];
  return ask(stack.url("app", sheet));
}

const exec = (stack: TestStack, ...command: readonly string[]): Promise<string> =>
  stack.succeed(["exec", "-T", "app", ...command]);

const manage = (stack: TestStack, ...words: readonly string[]) => exec(stack, "python", "manage.py", ...words);

const integrity = (stack: TestStack, place = "/srv/data/db.sqlite3") =>
  exec(
    stack,
    "python",
    "-c",
    `import sqlite3; print(sqlite3.connect("${place}").execute("PRAGMA integrity_check").fetchone()[0])`,
  );

/** Writes a row every few milliseconds, and prints its number once it is committed. */
const writer = `
import sqlite3, time
db = sqlite3.connect("/srv/data/db.sqlite3", timeout=60, isolation_level=None)
db.execute("CREATE TABLE IF NOT EXISTS tick (id INTEGER PRIMARY KEY)")
while True:
    print(db.execute("INSERT INTO tick DEFAULT VALUES RETURNING id").fetchone()[0], flush=True)
    time.sleep(0.002)
`;

const committed = (writing: Running): number => Number(writing.said().trim().split("\n").at(-1));

const ticks = (stack: TestStack) =>
  exec(
    stack,
    "python",
    "-c",
    `import sqlite3; print(*sqlite3.connect("/srv/data/db.sqlite3").execute("SELECT count(*), max(id) FROM tick").fetchone())`,
  );

onEngine("django-sqlite in development", () => {
  let stack: TestStack;
  let seconds: number;

  beforeAll(async () => {
    stack = await TestStack.create({ template, environment: "development", ...(root && { owner: 1000 }) });
    await stack.succeed(["build"]);
    ({ seconds } = await timed(() => stack.succeed(["up", "--wait"])));
  });

  afterAll(() => stack.remove());

  const uid = () => exec(stack, "sh", "-c", "id -u");
  const owner = root ? 1000 : (process.getuid?.() ?? 0);
  const edit = (path: string, from: string, to: string) => {
    const text = stack.read(path);
    expect(text).toContain(from);
    stack.save(path, text.replace(from, to));
  };

  test("comes up by one command without a .env, as the sources' user", async () => {
    figure("django-sqlite, development: healthy after `up`", `${seconds.toFixed(1)} s`);
    expect(readdirSync(stack.folder)).not.toContain(".env");
    expect((await uid()).trim()).toBe(String(owner));
    const { body, status } = await ask(stack.url("app"));
    expect(status).toBe(200);
    expect(body.toString()).toContain("No notes yet.");
  });

  test("has every version that the Dockerfile names, a schema without changes, and tests that pass", async () => {
    expect(stack.read("Dockerfile")).toMatch(/^ARG PYTHON_VERSION=3\.12$/m);
    expect(await exec(stack, "python", "--version")).toMatch(/^Python 3\.1[23]\./);
    expect(await manage(stack, "makemigrations", "--check", "--dry-run")).toMatch("No changes detected");
    await manage(stack, "test");
  });

  test("compiles a changed style sheet, says what is wrong with a broken one, and goes on", async () => {
    const css = () => sheetOf(stack).then(({ body }) => body.toString());
    await eventually(css, (text) => text.includes("background:#b4532a"));
    edit("scss/_colors.scss", "#b4532a", "#123456");
    await eventually(css, (text) => text.includes("background:#123456"), 30);
    const colors = stack.read("scss/_colors.scss");
    stack.save("scss/_colors.scss", `${colors}body {`);
    await eventually(
      () => stack.succeed(["logs", "app-watch"]),
      (log) => /Error.*_colors\.scss/s.test(log),
      30,
    );
    expect(await css()).toContain("background:#123456");
    stack.save("scss/_colors.scss", colors.replace("#123456", "#654321"));
    await eventually(css, (text) => text.includes("background:#654321"), 30);
  });

  test("takes a saved source into use without another image", async () => {
    const images = async () => (await stack.inspect("app")).map(({ Image }) => Image);
    const before = await images();
    edit(
      "notes/health.py",
      'case "/readyz":',
      'case "/edited":\n                return text("edited")\n            case "/readyz":',
    );
    const saved = performance.now();
    await eventually(
      () => page(stack.url("app", "/edited")),
      (text) => text === "edited",
      30,
    );
    figure(
      "django-sqlite, development: a saved source in use",
      `${((performance.now() - saved) / 1000).toFixed(1)} s`,
      "5 s",
    );
    expect(await images()).toEqual(before);
  });

  test("what a command writes into the sources belongs to their user", async () => {
    await manage(stack, "makemigrations", "--empty", "--name", "made", "notes");
    const [made] = readdirSync(join(stack.folder, "notes/migrations")).filter((name) => name.includes("made"));
    const path = join(stack.folder, "notes/migrations", made ?? "none");
    expect(statSync(path).uid).toBe(owner);
    rmSync(path);
  });

  test("a .env beside it is read: debug pages, hosts, key", async () => {
    expect(await page(stack.url("app", "/nowhere"))).toContain("DEBUG = True");
    stack.save(".env", "DJANGO_DEBUG=False\nDJANGO_ALLOWED_HOSTS=notes.example\nDJANGO_SECRET_KEY=of-my-own-choice\n");
    await stack.succeed(["up", "--wait"]);
    const asked = (host: string) => ask(stack.url("app", "/nowhere"), { headers: { host } });
    const listed = await asked("notes.example");
    expect(listed.status).toBe(404);
    expect(listed.body.toString()).not.toContain("DEBUG");
    expect((await asked("other.example")).status).toBe(400);
    const said = "from django.conf import settings; print(settings.SECRET_KEY)";
    expect(await manage(stack, "shell", "--verbosity", "0", "--command", said)).toBe("of-my-own-choice\n");
    rmSync(join(stack.folder, ".env"));
    await stack.succeed(["up", "--wait"]);
  });

  test("notes and uploads are kept over `down`, a new container, a new image, and for another user of the sources", async () => {
    expect((await addNote(stack.url("app"), "Shopping", { name: "list.txt", text: "Milk" })).status).toBe(302);
    const kept = async () => {
      const text = await page(stack.url("app"));
      expect(text).toContain("Shopping");
      const [, file = ""] = /href="(\/media\/[^"]+)"/.exec(text) ?? [];
      expect(await page(stack.url("app", file))).toBe("Milk");
    };
    await stack.succeed(["down"]);
    await stack.succeed(["up", "--wait"]);
    await kept();
    await stack.succeed(["up", "--force-recreate", "--wait"]);
    await kept();
    stack.save("requirements-dev.txt", `${stack.read("requirements-dev.txt")}# changed\n`);
    await stack.succeed(["up", "--build", "--wait"]);
    await kept();
    if (!root) return;
    await succeed("chown", ["--recursive", "1234:1234", stack.folder]);
    await stack.succeed(["up", "--force-recreate", "--wait"]);
    expect((await uid()).trim()).toBe("1234");
    await kept();
    await manage(stack, "add_note", "By another user");
    expect(await page(stack.url("app"))).toContain("By another user");
  });

  test("run.sh starts the same site on the host, without Docker", async () => {
    const folder = mkdtempSync(join(tmpdir(), "notes-"));
    cpSync(resolve(__dirname, "../../../templates/django-sqlite"), folder, {
      recursive: true,
      filter: (path) => !/node_modules|\.venv|db\.sqlite3|\/\.env$/.test(path),
    });
    chownSync(folder, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
    const port = await freePort();
    const site = start("setsid", ["sh", "-c", `exec ./run.sh ${port}`], { cwd: folder });
    const address = `http://127.0.0.1:${port}/`;
    try {
      await eventually(
        () => page(address),
        (text) => text.includes("No notes yet."),
        180,
      );
      const login = async (url: string) => (await page(`${url}admin/login/`)).replace(/value="[^"]{40,}"/, "");
      expect(await login(address)).toBe(await login(stack.url("app")));
      const [host, container] = await medians([`${address}healthz`, stack.url("app", "/healthz")]);
      figure(
        "django-sqlite, development: median response",
        `${container!.toFixed(1)} ms in the container, ${host!.toFixed(1)} ms on the host`,
      );
    } finally {
      await run("sh", [
        "-c",
        `for pid in /proc/[0-9]*; do [ "$(readlink $pid/cwd)" = "${folder}" ] && kill "\${pid#/proc/}"; done`,
      ]);
      await site.interrupt();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

onEngine("django-sqlite in production", () => {
  let stack: TestStack;
  let secrets: Readonly<Record<string, string>>;

  beforeAll(async () => {
    stack = await TestStack.create({ template, environment: "production", env: { DJANGO_ALLOWED_HOSTS: "127.0.0.1" } });
    secrets = stack.writeSecrets();
    await stack.succeed(["build"]);
    const { seconds } = await timed(() => stack.succeed(["up", "--wait"]));
    figure("django-sqlite, production: healthy after `up`", `${seconds.toFixed(1)} s`);
  });

  afterAll(() => stack.remove());

  const image = () => `notes-app:${stack.env.IMAGE_TAG}`;

  test("serves the page, its style sheet, an upload, and the files of Django's own package", async () => {
    const { body, status } = await sheetOf(stack);
    expect({ status, css: body.toString() }).toEqual({
      status: 200,
      css: expect.stringContaining("background:#b4532a"),
    });
    expect((await addNote(stack.url("app"), "First", { name: "a.txt", text: "upload" })).status).toBe(302);
    const [, file = ""] = /href="(\/media\/[^"]+)"/.exec(await page(stack.url("app"))) ?? [];
    expect(await page(stack.url("app", file))).toBe("upload");
    const own =
      "import django, pathlib; print(end=(pathlib.Path(django.__file__).parent / 'contrib/admin/static/admin/css/base.css').read_text())";
    expect(await page(stack.url("app", "/static/admin/css/base.css"))).toBe(await exec(stack, "python", "-c", own));
  });

  test("has no compiler of style sheets, and no debug page", async () => {
    const asked = await stack.compose(["exec", "-T", "app", "python", "-c", "import sass"]);
    expect(asked.stderr).toContain("No module named 'sass'");
    const { body, status } = await ask(stack.url("app", "/nowhere"));
    expect({ status, debug: body.includes("DEBUG") }).toEqual({ status: 404, debug: false });
    expect((await ask(stack.url("app"), { headers: { host: "other.example" } })).status).toBe(400);
  });

  test("does not start without its key, says so, and shows the key to nobody", async () => {
    const { code, stderr } = await run("docker", ["run", "--rm", image()]);
    expect(code).toBe(78);
    expect(stderr).toMatch(/- DJANGO_SECRET_KEY is not set/);
    const said = [
      await succeed("docker", ["history", "--no-trunc", image()]),
      JSON.stringify(await stack.inspect()),
      await stack.succeed(["logs"]),
    ];
    expect(said.filter((text) => text.includes(secrets.django_secret_key!))).toEqual([]);
  });

  test("a broken style sheet fails the build with its message", async () => {
    stack.save("scss/broken.scss", "body {");
    const { code, stdout, stderr } = await stack.compose(["build", "--progress", "plain"]);
    rmSync(join(stack.folder, "scss/broken.scss"));
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(/broken\.scss/);
  });

  test("a backup while a writer commits holds every row committed before it began, and comes back whole", async () => {
    const writing = stack.start(["exec", "-T", "app", "python", "-c", writer]);
    await eventually(
      async () => committed(writing),
      (count) => count > 200,
    );
    expect(await exec(stack, "ls", "/srv/data")).toBe("db.sqlite3\ndb.sqlite3-shm\ndb.sqlite3-wal\n");
    const before = committed(writing);
    const name = (await stack.succeed(["run", "--rm", "app-backup"])).trim();
    await eventually(
      async () => committed(writing),
      (count) => count > before + 50,
    );
    await stack.succeed(["restart", "app"]);
    await writing.interrupt();
    await exec(
      stack,
      "python",
      "-c",
      `import sqlite3; sqlite3.connect("/srv/data/db.sqlite3", isolation_level=None).execute("DROP TABLE tick")`,
    );
    await stack.succeed(["stop", "app"]);
    expect(await stack.succeed(["run", "--rm", "app-restore"])).toContain(name.split("/").at(-1));
    await stack.succeed(["up", "--wait"]);
    const [rows, last] = (await ticks(stack)).split(" ").map(Number);
    expect(rows).toBe(last);
    expect(rows).toBeGreaterThanOrEqual(before);
    expect(await integrity(stack)).toBe("ok\n");
    expect(await page(stack.url("app"))).toContain("First");
  });

  test("a database whose writer was killed is whole, with all that was committed", async () => {
    const writing = stack.start(["exec", "-T", "app", "python", "-c", writer]);
    await eventually(
      async () => committed(writing),
      (count) => count > 100,
    );
    await succeed("docker", ["kill", "--signal", "KILL", ...(await stack.containers("app"))]);
    await writing.interrupt();
    const last = committed(writing);
    await stack.succeed(["up", "--wait"]);
    expect(await integrity(stack)).toBe("ok\n");
    expect(Number((await ticks(stack)).split(" ")[1])).toBeGreaterThanOrEqual(last);
  });

  test("a restart and an upgrade keep the notes; the new image brings its own style sheet", async () => {
    const { seconds } = await timed(() =>
      stack.succeed(["restart", "app"]).then(() => stack.succeed(["up", "--wait"])),
    );
    figure("django-sqlite, production: healthy after a restart", `${seconds.toFixed(1)} s`);
    const [old] = await stack.inspect("app");
    stack.save("scss/_colors.scss", stack.read("scss/_colors.scss").replace("#b4532a", "#0a0b0c"));
    await stack.succeed(["up", "--build", "--wait"]);
    const [upgraded] = await stack.inspect("app");
    expect(upgraded?.Image).not.toBe(old?.Image);
    expect((await sheetOf(stack)).body.toString()).toContain("background:#0a0b0c");
    expect(await page(stack.url("app"))).toContain("First");
  });

  test("what it holds moves into PostgreSQL: every row once, the file untouched, the next number free", async () => {
    const old = join(stack.folder, "old.sqlite3");
    const copy = (await stack.succeed(["run", "--rm", "app-backup"])).trim();
    await succeed("docker", ["cp", `${(await stack.containers("app"))[0]}:${copy}`, old]);
    chmodSync(old, 0o644);
    const count = "from notes.models import Note; print(Note.objects.count())";
    const notes = await manage(stack, "shell", "--verbosity", "0", "--command", count);
    outgrow(stack);
    stack.writeSecrets(secrets);
    await stack.succeed(["up", "--build", "--wait"]);
    expect(await page(stack.url("app"))).toContain("No notes yet.");
    const digest = () => createHash("sha256").update(readFileSync(old)).digest("hex");
    const before = digest();
    const moved = () => stack.compose(["run", "--rm", "--volume", `${old}:/srv/old.sqlite3:ro`, "app-copy-database"]);
    const { code, stdout, stderr } = await moved();
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`^notes_note: ${notes.trim()} rows$`, "m")),
      stderr: expect.stringContaining("no model has tick"),
    });
    expect(digest()).toBe(before);
    expect(await page(stack.url("app"))).toContain("First");
    const [, file = ""] = /href="(\/media\/[^"]+)"/.exec(await page(stack.url("app"))) ?? [];
    expect(await page(stack.url("app", file))).toBe("upload");
    expect(await moved()).toMatchObject({ code: 1, stderr: expect.stringMatching(/in use already: .*notes_note/) });
    expect(await manage(stack, "add_note", "The next one")).toBe(`${Number(notes) + 1}\n`);
  });
});

/** Declares a server as the database of production, where development stays on SQLite. */
function outgrow(stack: TestStack): void {
  stack.save("requirements.txt", `${stack.read("requirements.txt")}psycopg[binary]==3.3.9\n`);
  stack.save(
    "config/settings.py",
    `${stack.read("config/settings.py")}
if "DB_HOST" in os.environ:
    server = {name: env("DB_" + name) for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    DATABASES = {"default": server}
`,
  );
  lay(stack, {
    name: "notes",
    files: {
      compose: { production: stack.file },
      places: { "docker/app/Dockerfile": "Dockerfile", "docker/app/Dockerfile.dockerignore": ".dockerignore" },
    },
    services: {
      db: postgres({ version: "17" }),
      app: {
        ...django({
          source: ".",
          project: "config",
          database: { development: "sqlite", production: "db" },
          python: { version: "3.12", development: "requirements-dev.txt" },
          steps: [{ command: ["python", "compile_scss.py"] }],
          names: { SECRET_KEY: "DJANGO_SECRET_KEY", DEBUG: "DJANGO_DEBUG", ALLOWED_HOSTS: "DJANGO_ALLOWED_HOSTS" },
        }),
        publish: 8000,
        tls: "none",
      },
    },
  });
}

onEngine(
  "django-sqlite to the letter of who asked: uid 1000, the file in /app, static files collected at the start",
  () => {
    let stack: TestStack;

    const site = django({
      source: ".",
      project: "config",
      database: "sqlite:/app/db.sqlite3",
      python: { version: "3.12", development: "requirements-dev.txt" },
      steps: [{ command: ["python", "compile_scss.py"] }],
      names: { SECRET_KEY: "DJANGO_SECRET_KEY", DEBUG: "DJANGO_DEBUG", ALLOWED_HOSTS: "DJANGO_ALLOWED_HOSTS" },
    });

    beforeAll(async () => {
      stack = await TestStack.create({
        template,
        environment: "production",
        env: { DJANGO_ALLOWED_HOSTS: "127.0.0.1" },
      });
      stack.save(
        "config/settings.py",
        stack
          .read("config/settings.py")
          .replace('env("DATABASE_PATH", str(BASE_DIR / "db.sqlite3"))', 'BASE_DIR / "db.sqlite3"'),
      );
      lay(stack, {
        name: "notes",
        files: {
          compose: { production: stack.file },
          places: { "docker/app/Dockerfile": "Dockerfile", "docker/app/Dockerfile.dockerignore": ".dockerignore" },
        },
        services: {
          app: {
            ...site,
            publish: 8000,
            tls: "none",
            user: { development: "host", production: "1000:1000" },
            mounts: { production: { "/app/static": "./static" } },
            scratch: { production: ["/tmp", "/app/staticfiles"] },
            jobs: {
              ...(site.jobs as object),
              collect: { command: ["python", "manage.py", "collectstatic", "--noinput"], when: "start" },
            },
          },
        },
      });
      stack.save("static/css/site.css", "/* first */");
      stack.writeSecrets();
      await stack.succeed(["up", "--build", "--wait"]);
    });

    afterAll(() => stack.remove());

    test("the settings are unchanged, and the database with its log lies on the volume", async () => {
      expect(await exec(stack, "id", "-u")).toBe("1000\n");
      await manage(stack, "add_note", "Kept");
      expect(await exec(stack, "sh", "-c", "readlink /app/db.sqlite3 && ls /srv/data")).toMatch(
        /^\/srv\/data\/db\.sqlite3\ndb\.sqlite3\n/,
      );
      await stack.succeed(["down"]);
      await stack.succeed(["up", "--wait"]);
      expect(await page(stack.url("app"))).toContain("Kept");
      expect(await stack.succeed(["run", "--rm", "app-backup"])).toMatch(/^\/srv\/backups\/\S+\.sqlite3$/m);
    });

    test("a changed static file is served after a mere restart", async () => {
      expect((await sheetOf(stack)).body.toString()).toBe("/* first */");
      stack.save("static/css/site.css", "/* second */");
      await stack.succeed(["restart", "app"]);
      await stack.succeed(["up", "--wait"]);
      expect((await sheetOf(stack)).body.toString()).toBe("/* second */");
    });
  },
);
