import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Answer, ask, json } from "./ask";
import { addressesOf, type Container, inspect, processesOf, serviceOf } from "./container";
import { onEngine } from "./engine";
import { run, succeed } from "./run";
import { eventually, TestStack } from "./stack";

jest.setTimeout(600_000);

const bases = {
  backend: "python:3.13-slim-trixie",
  frontend: "nginxinc/nginx-unprivileged:1.30-alpine",
  nginx: "nginxinc/nginx-unprivileged:1.30-alpine",
};
const images = Object.keys(bases) as (keyof typeof bases)[];
const longRunning = ["backend", "db", "frontend", "nginx", "worker"];
const jobs = ["backend-check", "backend-migrate"];
const users: Readonly<Record<string, number>> = { backend: 10001, db: 999, frontend: 101, nginx: 101, worker: 10001 };

/** What lies about in a checkout and belongs in no image. */
const strays = [
  ".env",
  ".git/HEAD",
  "backend/.env",
  "backend/.env.local",
  "backend/.git/HEAD",
  "backend/.venv/bin/activate",
  "backend/db.sqlite3",
  "backend/media/attachments/old.txt",
  "backend/staticfiles/old.css",
  "backend/tracker/__pycache__/stray.cpython-313.pyc",
  "frontend/.env.production",
  "frontend/dist/old.html",
  "frontend/node_modules/stray/index.js",
];

onEngine("django-react in production", () => {
  let stack: TestStack;
  let secrets: Readonly<Record<string, string>>;

  beforeAll(async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "production",
      env: {
        ALLOWED_HOSTS: "127.0.0.1,www.example.com,example.com",
        CSRF_TRUSTED_ORIGINS: "https://www.example.com,https://example.com",
        CORS_ALLOWED_ORIGINS: "https://app.example.com,http://localhost:3000",
      },
    });
    secrets = stack.writeSecrets();
    for (const path of strays) stack.save(path, `STRAY=${secrets.secret_key}\n`);
    await stack.succeed(["up", "--build", "--wait"]);
  });

  afterAll(() => stack.remove());

  const image = (name: string): string => `timetracker-${name}:${stack.env.IMAGE_TAG}`;
  const get = (path: string): Promise<Answer> => ask(stack.url("nginx", path));
  const post = (path: string, body: object): Promise<Answer> => ask(stack.url("nginx", path), { body });
  const status = async () => json<{ entries: number; hostname: string; version: string }>(await get("/api/status/"));

  /** What a shell command prints, run as root in a fresh container of an image. */
  const inImage = async (reference: string, command: string): Promise<string[]> => {
    const shell = ["run", "--rm", "--network", "none", "--user", "0", "--entrypoint", "sh", reference, "-c", command];
    return (await run("docker", shell)).stdout.split("\n").filter((line) => line !== "");
  };

  const attach = (entry: number, file: Buffer): Promise<Answer> => {
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(file)]), "notes.txt");
    return post(`/api/entries/${entry}/attachment/`, form);
  };

  test("only nginx is published", async () => {
    const published = (await stack.inspect()).filter(
      ({ HostConfig }) => Object.keys(HostConfig.PortBindings ?? {}).length,
    );
    expect(published.map(serviceOf)).toEqual(["nginx"]);
  });

  describe("what it serves", () => {
    test.each(["/", "/day/2025-03-15"])("the page at %s", async (path) => {
      const { status, headers, body } = await get(path);
      expect(status).toBe(200);
      expect(headers["content-type"]).toMatch("text/html");
      expect(headers["cache-control"]).toBe("no-cache");
      expect(body.toString()).toMatch('<div id="root">');
    });

    test("assets that may be kept for ever", async () => {
      const [, script = ""] = /src="(\/assets\/[^"]+\.js)"/.exec((await get("/")).body.toString()) ?? [];
      const { status, headers } = await get(script);
      expect(status).toBe(200);
      expect(headers["cache-control"]).toMatch("immutable");
    });

    test.each(["/assets/nope.js", "/nope.css", "/favicon-missing.ico", "/static/nope.css", "/media/nope.txt"])(
      "no page in the place of %s, which is missing",
      async (path) => {
        const { status, headers, body } = await get(path);
        expect(status).toBe(404);
        expect(headers["content-type"]).toBe("text/plain");
        expect(body.toString()).not.toMatch(/<html/i);
      },
    );

    test.each(["/api", "/admin", "/static", "/media", "/assets"])(
      "a redirect from %s that keeps host and port",
      async (path) => {
        const { status, headers } = await get(path);
        expect(status).toBe(308);
        expect(headers.location).toBe(`${path}/`);
      },
    );

    test("an API that reads and writes", async () => {
      const added = await post("/api/entries/", { day: "2025-03-15", title: "Żółw", minutes: 45 });
      expect(added.status).toBe(201);
      const { entries } = json<{ entries: object[] }>(await get("/api/entries/?day=2025-03-15"));
      expect(entries).toMatchObject([{ title: "Żółw", minutes: 45 }]);
      expect((await post("/api/entries/", { day: "2025-03-15" })).status).toBe(400);
    });

    test("the admin and the style sheet that it links", async () => {
      const { status, body } = await get("/admin/login/");
      expect(status).toBe(200);
      const [, sheet = ""] = /href="(\/static\/[^"]+\.css)"/.exec(body.toString()) ?? [];
      const { headers } = await get(sheet);
      expect(headers["content-type"]).toBe("text/css");
    });

    test("static files of the application", async () => {
      const { status, body } = await get("/static/tracker/site.css");
      expect(status).toBe(200);
      expect(body.toString()).toBe(stack.read("backend/tracker/static/tracker/site.css"));
    });

    test("eight uploads of 19 MB at once", async () => {
      const file = randomBytes(19 * 2 ** 20);
      const entry = { day: "2025-03-17", title: "large", minutes: 1 };
      const upload = async () => attach(json<{ id: number }>(await post("/api/entries/", entry)).id, file);
      const answers = await Promise.all(Array.from({ length: 8 }, upload));
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    });

    test("an upload of 19 MB, byte for byte and harmless; 21 MB are too much", async () => {
      const { id } = json<{ id: number }>(await post("/api/entries/", { day: "2025-03-16", title: "a", minutes: 1 }));
      const file = randomBytes(19 * 2 ** 20);
      const attached = await attach(id, file);
      expect(attached.status).toBe(200);
      const { body, headers } = await get(json<{ url: string }>(attached).url);
      expect(body.equals(file)).toBe(true);
      expect(headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect((await attach(id, randomBytes(21 * 2 ** 20))).status).toBe(413);
    });

    test("headers that are said once, and those of the application before those of the gateway", async () => {
      const admin = (await get("/admin/login/")).headers;
      expect(admin["referrer-policy"]).toBe("same-origin");
      expect(admin["x-content-type-options"]).toBe("nosniff");
      const page = (await get("/")).headers;
      expect(page["referrer-policy"]).toBe("strict-origin-when-cross-origin");
      expect(page["x-content-type-options"]).toBe("nosniff");
    });

    test.each([
      ["www.example.com", 200],
      ["example.com", 200],
      ["evil.example.com", 400],
    ])("%s, as the list of hosts says: %i", async (host, expected) => {
      expect((await ask(stack.url("nginx", "/api/status/"), { headers: { host } })).status).toBe(expected);
    });

    test("forms from its own pages and from listed origins, and from no other", async () => {
      const password = randomUUID();
      const create = ["createsuperuser", "--noinput", "--username", "clerk", "--email", "clerk@example.com"];
      const made = ["exec", "-T", "-e", `DJANGO_SUPERUSER_PASSWORD=${password}`, "backend", "python", "manage.py"];
      await stack.succeed([...made, ...create]);
      /** Signs in as a browser would, whose form stands on a page of that origin. */
      const signIn = async (origin: string) => {
        const { body, headers } = await get("/admin/login/");
        const form = new FormData();
        form.set("csrfmiddlewaretoken", /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(body.toString())?.[1] ?? "");
        form.set("username", "clerk");
        form.set("password", password);
        const cookie = (headers["set-cookie"] ?? []).map((each) => each.split(";")[0]).join("; ");
        return (await ask(stack.url("nginx", "/admin/login/"), { headers: { cookie, origin }, body: form })).status;
      };
      const own = new URL(stack.url("nginx")).origin;
      expect(await Promise.all([own, "https://www.example.com", "https://example.com"].map(signIn))).toEqual([
        302, 302, 302,
      ]);
      expect(await Promise.all(["https://evil.example.com", "http://www.example.com"].map(signIn))).toEqual([403, 403]);
    });

    test.each([
      ["https://app.example.com", true],
      ["http://localhost:3000", true],
      ["http://localhost:3001", false],
    ])("pages of %s, which may call the API if that is listed: %s", async (origin, may) => {
      const headers = { origin, "access-control-request-method": "POST" };
      const answer = await fetch(stack.url("nginx", "/api/entries/"), { method: "OPTIONS", headers });
      expect(answer.headers.get("access-control-allow-origin")).toBe(may ? origin : null);
      const read = await fetch(stack.url("nginx", "/api/status/"), { headers: { origin } });
      expect(read.headers.get("access-control-allow-origin")).toBe(may ? origin : null);
    });

    test("nothing of the backend's sources or of the system, however it is asked for", async () => {
      const sources = ["manage.py", "config/settings.py", "tracker/__init__.py", "requirements.txt"];
      const folders = ["/static", "/static/", "/media", "/media/", "/assets", "/assets/", "/"];
      const ups = ["..", "../..", "../app", "%2e%2e", "..%2f..", "%2e%2e%2f", "..%5c", "....//", "..;", ".%00."];
      const paths = folders.flatMap((folder) =>
        ups.flatMap((up) => [
          ...sources.map((source) => `${folder}${up}/${source}`),
          `${folder}${up}/../../../../etc/passwd`,
        ]),
      );
      const texts = sources.map((source) => stack.read(`backend/${source}`));
      const leaks: string[] = [];
      for (const path of ["/staticfoo", "/static../", "/media../", "/static..%2f", ...paths]) {
        const body = (await get(path)).body.toString();
        if ([...texts, "root:x:0:0"].some((text) => body.includes(text))) leaks.push(path);
      }
      expect(leaks).toEqual([]);
    });
  });

  describe("its images", () => {
    test.each(images)("%s: no compiler, no package manager's leavings, nothing that is ignored", async (name) => {
      const tools = ["cc", "g++", "gcc", "git", "make", "node", "npm", "npx"].map((tool) => `command -v ${tool}`);
      const leavings = "find /root /tmp /var/cache/apt/archives /var/lib/apt/lists -type f";
      const ignored = [".env*", ".git", ".venv", "*.sqlite3", "old.*", "stray*", "__pycache__", "node_modules"];
      const found = `find /app /srv /usr/share/nginx ${ignored.map((pattern) => `-name '${pattern}'`).join(" -o ")}`;
      const command = [...tools, leavings, found].join("; ");
      const ofBase = new Set(await inImage(bases[name], command));
      expect((await inImage(image(name), command)).filter((line) => !ofBase.has(line))).toEqual([]);
    });

    test("add little to their bases", async () => {
      const size = async (reference: string): Promise<number> =>
        Number(await succeed("docker", ["image", "inspect", "--format", "{{.Size}}", reference]));
      const added = await Promise.all(
        images.map(async (name) => [name, (await size(image(name))) - (await size(bases[name]))] as const),
      );
      const list = added.map(([name, bytes]) => `${name} +${(bytes / 1e6).toFixed(1)} MB`).join(", ");
      process.stdout.write(`Images over their bases: ${list}\n`);
      const tooLarge = added.filter(([name, bytes]) => bytes > (name === "backend" ? 60e6 : 10e6));
      expect(tooLarge).toEqual([]);
    });

    test("backend, worker and their jobs are one", async () => {
      const of = await stack.inspect("backend", "worker", ...jobs);
      expect(new Set(of.map(serviceOf))).toEqual(new Set(["backend", "worker", ...jobs]));
      expect(new Set(of.map(({ Image }) => Image)).size).toBe(1);
    });
  });

  test("every process of Python has the secrets, however it was started", async () => {
    const told = `import os, hashlib; print(hashlib.sha256(os.environ["SECRET_KEY"].encode()).hexdigest())`;
    const expected = `${createHash("sha256").update(secrets.secret_key!).digest("hex")}\n`;
    const beside = ["exec", "-T", "backend"];
    expect(await stack.succeed([...beside, "python", "-c", told])).toBe(expected);
    expect(
      await stack.succeed([
        ...beside,
        "sh",
        "-c",
        `cd / && env -i SECRET_KEY_FILE=$SECRET_KEY_FILE /opt/venv/bin/python -c '${told}'`,
      ]),
    ).toBe(expected);
    expect(await stack.succeed(["run", "--rm", "--no-deps", "backend", "python", "-c", told])).toBe(expected);
    expect(await stack.succeed(["run", "--rm", "--no-deps", "--entrypoint", "python", "backend", "-c", told])).toBe(
      expected,
    );
  });

  test("commands of Django's run beside it", async () => {
    const create = ["createsuperuser", "--noinput", "--username", "admin", "--email", "admin@example.com"];
    const password = ["-e", `DJANGO_SUPERUSER_PASSWORD=${randomUUID()}`];
    const said = await stack.succeed([...["exec", "-T", ...password, "backend", "python", "manage.py", ...create]]);
    expect(said).toMatch("Superuser created successfully");
  });

  test("its timer's command removes the sessions that have ended, and no others", async () => {
    const django = (text: string) =>
      stack.succeed(["exec", "-T", "backend", "python", "manage.py", "shell", "-c", text]);
    const named = "from django.contrib.sessions.models import Session; from django.utils import timezone; ";
    const made = (key: string, hours: number) =>
      `Session.objects.create(session_key="${key}", session_data="", expire_date=timezone.now() + timezone.timedelta(hours=${hours})); `;
    await django(named + made("ended", -1) + made("open", 1));
    const unit = stack.read("docker/systemd/timetracker-production-backend-clearsessions.service");
    const [, line = ""] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
    const env = { ...stack.env, COMPOSE_PROJECT_NAME: stack.project };
    expect(await run("sh", ["-c", line], { cwd: stack.folder, env })).toMatchObject({ code: 0 });
    const left = await django(
      `${named}print("left:", *Session.objects.filter(session_key__in=["ended", "open"]).values_list("session_key", flat=True))`,
    );
    expect(left).toContain("left: open\n");
  });

  test("the application, its worker and the database are in its time zone", async () => {
    const zone = "import time; print(time.tzname[0])";
    for (const service of ["backend", "worker"])
      expect(await stack.succeed(["exec", "-T", service, "python", "-c", zone])).toBe("CET\n");
    const psql = ["exec", "-T", "db", "psql", "-U", "timetracker", "-Atc", "show timezone"];
    expect(await stack.succeed(psql)).toBe("Europe/Warsaw\n");
  });

  describe("its containers", () => {
    let all: Container[];

    beforeAll(async () => {
      all = await stack.inspect();
    });

    test("are the five services, three of them the backend, and its jobs", () => {
      const expected = ["backend", "backend", "backend", ...jobs, "db", "frontend", "nginx", "worker"];
      expect(all.map(serviceOf).sort()).toEqual(expected);
    });

    test("are shut in", () => {
      for (const container of all) {
        const { HostConfig } = container;
        expect({ service: serviceOf(container), ...HostConfig }).toMatchObject({
          CapAdd: null,
          CapDrop: ["ALL"],
          Init: true,
          LogConfig: { Type: "local", Config: { "max-size": expect.any(String) } },
          Privileged: false,
          ReadonlyRootfs: true,
          RestartPolicy: { Name: jobs.includes(serviceOf(container)) ? "no" : "unless-stopped" },
          SecurityOpt: ["no-new-privileges:true"],
        });
        expect(HostConfig.Memory).toBeGreaterThan(0);
        expect(HostConfig.NanoCpus).toBeGreaterThan(0);
        expect(HostConfig.PidsLimit).toBeGreaterThan(0);
        expect(container.Config.User).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      }
    });

    test("are all healthy, and none has restarted", () => {
      const states = all
        .filter((container) => !jobs.includes(serviceOf(container)))
        .map(({ Name, RestartCount, State }) => [Name, State.Health?.Status, RestartCount]);
      expect(states).toEqual(states.map(([name]) => [name, "healthy", 0]));
    });

    test("run every process as their own user, without any capability", async () => {
      for (const container of all.filter(({ State }) => State.Running)) {
        const uid = users[serviceOf(container)];
        const processes = await processesOf(container);
        expect(processes.length).toBeGreaterThan(2);
        for (const { Name, Uid, CapEff, CapBnd, NoNewPrivs } of processes) {
          expect({ service: serviceOf(container), Name, Uid, CapEff, CapBnd, NoNewPrivs }).toEqual({
            service: serviceOf(container),
            Name,
            Uid: Array(4).fill(uid).join("\t"),
            CapEff: "0000000000000000",
            CapBnd: "0000000000000000",
            NoNewPrivs: "1",
          });
        }
      }
    });

    test("write to /tmp and not to /", async () => {
      for (const { Id } of all.filter(({ State }) => State.Running)) {
        const write = (path: string) => run("docker", ["exec", Id, "sh", "-c", `echo > ${path} && rm ${path}`]);
        expect((await write("/tmp/probe")).code).toBe(0);
        expect((await write("/probe")).stderr).toMatch(/Read-only file system/);
        expect((await write("/app/probe")).code).not.toBe(0);
      }
    });
  });

  test("secrets stand in no layer, no container's settings, no log and no generated file", async () => {
    const values = Object.values(secrets).filter((value) => value !== "");
    expect(values).toHaveLength(2);
    // the last of these is in an image, or else the search finds nothing anywhere
    const needles = [...values, "--timetracker-accent"].join("\n");
    const search = 'docker image save $1 | LC_ALL=C grep -aoF -e "$2" | sort -u';
    const found = await succeed("sh", ["-c", search, "sh", images.map(image).join(" "), needles]);
    expect(found).toBe("--timetracker-accent\n");

    const said = [
      ...(await Promise.all(images.map((name) => succeed("docker", ["history", "--no-trunc", image(name)])))),
      await succeed("docker", ["image", "inspect", ...images.map(image)]),
      JSON.stringify(await stack.inspect()),
      await stack.succeed(["logs"]),
      await stack.succeed(["config"]),
      ...["docker-compose.prod.yml", ".env.example", "docker"].flatMap((path) => texts(join(stack.folder, path))),
    ];
    for (const text of said) for (const value of values) expect(text.includes(value)).toBe(false);
  });

  test("all three backends answer", async () => {
    const seen = new Set<string>();
    await eventually(
      async () => seen.add((await status()).hostname),
      ({ size }) => size === 3,
      15,
    );
  });

  test("a second `up` changes nothing", async () => {
    const running = async () =>
      (await stack.inspect(...longRunning)).map(({ Id, Image, State }) => [Id, Image, State.StartedAt]).sort();
    const before = await running();
    await stack.succeed(["up", "--build", "--wait"]);
    expect(await running()).toEqual(before);
    expect(await stack.succeed(["logs", "backend-migrate"])).toMatch("No migrations to apply");
  });

  describe("reachability", () => {
    /**
     * Rows open connections to columns. `+`: declared, or the service itself. `<`: the way back, since a network that
     * joins two is open in both directions. `.`: closed. Nothing listens in the worker.
     */
    const expected = `
      from      to: backend db frontend nginx worker
      backend       +       +  .        <     .
      db            <       +  .        .     .
      frontend      .       .  +        <     .
      nginx         +       .  +        +     .
      worker        .       +  .        .     .
    `;

    const ports: Readonly<Record<string, number>> = {
      backend: 8000,
      db: 5432,
      frontend: 8080,
      nginx: 8080,
      worker: 8000,
    };

    const probe = `
import concurrent.futures, json, socket, sys
def opens(target):
    try:
        socket.create_connection(target, 2).close()
        return True
    except OSError:
        return False
targets = [tuple(target) for target in json.loads(sys.argv[1])]
with concurrent.futures.ThreadPoolExecutor(32) as pool:
    print(json.dumps(list(pool.map(opens, targets))))
`;

    /** The matrix as it is, by all names that `namesOf` gives a service. */
    const matrix = async (namesOf: (service: string) => readonly string[]): Promise<string[][]> => {
      const targets = longRunning.flatMap((service) => namesOf(service).map((name) => [name, ports[service]] as const));
      const rows = longRunning.map(async (from) => {
        const [id = ""] = await stack.containers(from);
        const helper = ["run", "--rm", "--network", `container:${id}`, "--entrypoint", "python", bases.backend];
        const opened: boolean[] = JSON.parse(
          await succeed("docker", [...helper, "-c", probe, JSON.stringify(targets)]),
        );
        const open = new Set(targets.flatMap(([name], index) => (opened[index] ? [name] : [])));
        return [from, ...longRunning.map((to) => (namesOf(to).some((name) => open.has(name)) ? "open" : "."))];
      });
      return Promise.all(rows);
    };

    const rows = expected
      .trim()
      .split("\n")
      .slice(1)
      .map((line) =>
        line
          .trim()
          .split(/ +/)
          .map((cell) => (/^[+<]$/.test(cell) ? "open" : cell)),
      );

    test("by name", async () => {
      expect(await matrix((service) => [service])).toEqual(rows);
    });

    test("by address", async () => {
      const containers = await stack.inspect(...longRunning);
      const addresses = (service: string) =>
        containers.filter((container) => serviceOf(container) === service).flatMap(addressesOf);
      expect(await matrix(addresses)).toEqual(rows);
    });
  });

  test("an upgrade brings its own static files and keeps rows and uploads", async () => {
    const { id } = json<{ id: number }>(await post("/api/entries/", { day: "2025-03-17", title: "kept", minutes: 9 }));
    const { url } = json<{ url: string }>(await attach(id, Buffer.from("kept")));
    const before = await status();
    const hashed = async () =>
      json<{ paths: Record<string, string> }>(await get("/static/staticfiles.json")).paths["tracker/site.css"];
    const old = await hashed();

    const sheet = `/* ${randomUUID()} */\n`;
    stack.save("backend/tracker/static/tracker/site.css", sheet);
    stack.save("backend/tracker/__init__.py", 'VERSION = "2.0.0"\n');
    await stack.succeed(["up", "--build", "--wait"]);

    expect((await get("/static/tracker/site.css")).body.toString()).toBe(sheet);
    const fresh = await hashed();
    expect(fresh).not.toBe(old);
    expect((await get(`/static/${fresh}`)).body.toString()).toBe(sheet);
    expect(await status()).toMatchObject({ entries: before.entries, version: "2.0.0" });
    expect((await get(url)).body.toString()).toBe("kept");
  });

  describe("built and run without Compose", () => {
    const bare = `quaywright-bare-${randomBytes(4).toString("hex")}`;
    const tag = (name: string): string => `${bare}:${name}`;
    const containers: string[] = [];

    beforeAll(async () => {
      for (const name of images) {
        const file = `docker/${name}/Dockerfile`;
        const from = name === "nginx" ? ["--build-arg", `BACKEND_IMAGE=${tag("backend")}`] : [];
        await succeed("docker", ["build", "--tag", tag(name), "--file", file, ...from, "."], { cwd: stack.folder });
      }
    });

    afterAll(async () => {
      if (containers.length > 0) await succeed("docker", ["rm", "--force", ...containers]);
      await run("docker", ["image", "rm", ...images.map(tag)]);
    });

    /** Starts an image and gives the address of its port 8080. */
    const start = async (name: string): Promise<string> => {
      const id = (await succeed("docker", ["run", "--detach", "--publish", "127.0.0.1::8080", tag(name)])).trim();
      containers.push(id);
      return `http://${(await succeed("docker", ["port", id, "8080"])).trim()}`;
    };

    const settings = async (reference: string): Promise<unknown> => {
      const [{ Config, RootFS }] = JSON.parse(await succeed("docker", ["image", "inspect", reference]));
      const { Labels: _, ...config } = Config;
      return { config, RootFS };
    };

    test.each(images)("%s is the image that Compose builds", async (name) => {
      expect(await settings(tag(name))).toEqual(await settings(image(name)));
    });

    test("backend tells all that it lacks at once, and ends with 78", async () => {
      const { code, stderr } = await run("docker", ["run", "--rm", tag("backend")]);
      expect(code).toBe(78);
      expect(stderr.match(/This container cannot start/g)).toHaveLength(1);
      const missing = [...stderr.matchAll(/^ {2}- (\w+) is not set/gm)].map(([, name]) => name);
      expect(missing).toEqual(["ALLOWED_HOSTS", "DB_ENGINE", "DB_HOST", "DB_PASSWORD", "DB_PORT", "SECRET_KEY"]);
    });

    test("frontend serves the page", async () => {
      const site = await start("frontend");
      const { status, body } = await eventually(
        () => ask(`${site}/day/2025-03-15`),
        () => true,
        10,
      );
      expect(status).toBe(200);
      expect(body.toString()).toMatch('<div id="root">');
    });

    test("nginx starts without anything behind it", async () => {
      const site = await start("nginx");
      const { body } = await eventually(
        () => ask(`${site}/healthz`),
        ({ status }) => status === 200,
        10,
      );
      expect(body.toString()).toBe("ok\n");
      expect((await ask(`${site}/static/tracker/site.css`)).status).toBe(200);
      const [container] = await inspect(containers.slice(-1));
      expect(container?.State.Running).toBe(true);
    });
  });
});

/** The texts of a file, or of all files in a folder. */
function texts(path: string): string[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  } catch {
    return [readFileSync(path, "utf8")];
  }
}
