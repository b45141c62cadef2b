import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { django, djangoSettings, postgres, redis } from "@quaywright/presets";
import { type Answer, ask, json } from "../ask";
import { addressesOf, type Container, serviceOf } from "../container";
import { onEngine } from "../engine";
import { freePort } from "../port";
import { run, start, succeed } from "../run";
import { eventually, TestStack } from "../stack";
import { crowd, figure, medians, megabytes, memoryOf, sizeOf, timed } from "./figures";

jest.setTimeout(900_000);

const template = "django-celery/backend";
const services = ["backend", "beat", "db", "flower", "redis", "worker"];

const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

const home = resolve(__dirname, "../../..");

/** A task of the template's project, on a copy of the template. */
function projen(stack: TestStack, ...words: readonly string[]) {
  const tasks = ".projen/tasks.json";
  stack.save(tasks, readFileSync(join(home, "templates", template, tasks), "utf8"));
  return run(join(home, "node_modules/.bin/projen"), words, {
    cwd: stack.folder,
    env: { ...stack.env, COMPOSE_PROJECT_NAME: stack.project },
  });
}

/** The API as the frontend of one customer uses it. */
class Customer {
  readonly name = `c${randomBytes(4).toString("hex")}`;
  #headers: Record<string, string>;

  constructor(
    readonly stack: TestStack,
    headers: Record<string, string> = {},
  ) {
    this.#headers = headers;
  }

  get(path: string): Promise<Answer> {
    return ask(this.stack.url("backend", path), { headers: this.#headers });
  }

  post(path: string, body: object | FormData): Promise<Answer> {
    return ask(this.stack.url("backend", path), { headers: this.#headers, body });
  }

  /** Registers, and logs in by a token. */
  async arrive(): Promise<this> {
    const account = { username: this.name, email: `${this.name}@example.com`, password: randomUUID() };
    expect((await this.post("/api/auth/register/", account)).status).toBe(201);
    const { access } = json<{ access: string }>(await this.post("/api/auth/login/", account));
    this.#headers = { ...this.#headers, authorization: `Bearer ${access}` };
    return this;
  }

  /** Orders so many of a product; gives the order's number. */
  async order(product: number, quantity = 1): Promise<number> {
    expect((await this.post("/api/cart/add/", { product, quantity })).status).toBe(201);
    const ordered = await this.post("/api/orders/create/", { address: "12 MG Road" });
    expect({ status: ordered.status, order: json<object>(ordered) }).toMatchObject({
      status: 201,
      order: { status: "pending" },
    });
    return json<{ id: number }>(ordered).id;
  }

  async status(order: number): Promise<string> {
    return json<{ status: string }>(await this.get(`/api/orders/${order}/`)).status;
  }

  /** Complains with a photo; gives where the photo is. */
  async complain(message: string): Promise<string> {
    const form = new FormData();
    form.set("message", message);
    form.set("photo", new Blob([new Uint8Array(picture)], { type: "image/png" }), "photo.png");
    const answer = await this.post("/api/tickets/", form);
    expect(answer.status).toBe(201);
    return new URL(json<{ photo: string }>(answer).photo, "http://x").pathname;
  }
}

const confirmed = (status: string): boolean => status === "confirmed";

const execIn = (stack: TestStack, service: string, ...command: readonly string[]) =>
  stack.succeed(["exec", "-T", service, ...command]);

const manage = (stack: TestStack, ...words: readonly string[]) =>
  execIn(stack, "backend", "python", "manage.py", ...words);

const shell = (stack: TestStack, code: string) => manage(stack, "shell", "--verbosity", "0", "--command", code);

const psql = (stack: TestStack, sql: string, db: string) =>
  stack.compose(["exec", "-T", "db", "psql", "-U", db, "-d", db, "-At", "-v", "ON_ERROR_STOP=1", "-c", sql]);

/** Name and version of each package of Python in a container. */
const packages = (stack: TestStack) =>
  execIn(
    stack,
    "backend",
    "python",
    "-c",
    "import importlib.metadata as m; print(*sorted(f'{d.name}=={d.version}' for d in m.distributions()), sep='\\n')",
  );

/** What a browser on another origin is told before it may post. */
const allowedOrigin = async (url: string, origin: string, more: Record<string, string> = {}) => {
  const headers = { origin, "access-control-request-method": "POST", ...more };
  return (await fetch(url, { method: "OPTIONS", headers })).headers.get("access-control-allow-origin");
};

const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});

const byService = (a: Container, b: Container): number => (serviceOf(a) < serviceOf(b) ? -1 : 1);

const isHealthy = ({ State }: Container): boolean => State.Health?.Status === "healthy";

/** Megabytes of memory that the stack's containers use. */
const memory = async (stack: TestStack) =>
  memoryOf((await stack.inspect()).filter(({ State }) => State.Running).map(({ Id }) => Id));

let developmentPackages = "";

onEngine("django-celery in development", () => {
  let stack: TestStack;
  let customer: Customer;

  beforeAll(async () => {
    const { seconds: whole } = await timed(async () => {
      stack = await TestStack.create({ template, environment: "development" });
      const { stderr, stdout } = await stack.compose(["--progress", "plain", "build", "backend"]);
      const contexts = [...(stdout + stderr).matchAll(/transferring context: ([\d.]+)(\w?B)/g)];
      figure(
        "django-celery: build context",
        contexts.map(([, size, unit]) => `${size} ${unit}`).at(-1) ?? "none",
        "100 MB",
      );
      await stack.succeed(["build"]);
      const { seconds } = await timed(() => stack.succeed(["up", "--wait"]));
      figure("django-celery, development: healthy after `up`", `${seconds.toFixed(1)} s`, "30 s");
    });
    figure("django-celery: from a copy to running, its images built", `${whole.toFixed(0)} s`, "5 min");
    await manage(stack, "loaddata", "menu");
    customer = await new Customer(stack).arrive();
  });

  afterAll(() => stack.remove());

  test("comes up whole by one command and no .env, migrated, in less memory than was asked for", async () => {
    expect(readdirSync(stack.folder)).not.toContain(".env");
    const running = (await stack.inspect()).filter(({ State }) => State.Running);
    expect(running.map((each) => [serviceOf(each), isHealthy(each)]).sort()).toEqual(
      services.map((name) => [name, true]),
    );
    await manage(stack, "migrate", "--check");
    expect((await stack.succeed(["logs"])).match(/^.*\b(ERROR|CRITICAL)\b.*$/m)?.[0]).toBeUndefined();
    const bytes = await memory(stack);
    figure("django-celery, development: memory of all services", megabytes(bytes), "1 GB");
    expect(bytes).toBeLessThan(1e9);
  });

  test("has the versions that are declared, and the database its own name", async () => {
    expect(stack.read("Dockerfile")).toMatch(/^ARG PYTHON_VERSION=3\.13$/m);
    expect(await execIn(stack, "db", "postgres", "--version")).toMatch(/ 15\./);
    expect(await execIn(stack, "redis", "redis-server", "--version")).toMatch(/v=7\./);
    expect((await psql(stack, "select current_database()", "desideliver_dev")).stdout).toBe("desideliver_dev\n");
    developmentPackages = await packages(stack);
  });

  test("an order becomes confirmed by the worker, whose mail is in its log; beat counts it", async () => {
    const order = await customer.order(3, 2);
    await eventually(() => customer.status(order), confirmed);
    expect(await stack.succeed(["logs", "worker"])).toContain(`Subject: Your order ${order}`);
    await eventually(
      async () => json<{ confirmed: number }[]>(await customer.get("/api/orders/counts/")),
      (counts) => counts.some((count) => count.confirmed > 0),
    );
  });

  test("Flower shows the worker to whoever has the password", async () => {
    expect((await ask(stack.url("flower"))).status).toBe(401);
    const headers = basic("admin", "development-only");
    expect((await ask(stack.url("flower"), { headers })).status).toBe(200);
    const workers = async () =>
      json<{ data: object[] }>(await ask(stack.url("flower", "/workers?json=1"), { headers }));
    await eventually(workers, ({ data }) => data.length === 1);
  });

  test("commands run beside it with their variables: migrations, shells, checks, tests under both settings", async () => {
    expect(await manage(stack, "showmigrations")).not.toContain("[ ]");
    expect(await manage(stack, "makemigrations", "--check", "--dry-run")).toContain("No changes detected");
    expect(await manage(stack, "dbshell", "--", "-Atc", "select 1")).toBe("1\n");
    const cached = "from django.core.cache import cache; cache.set('a', 'b'); print(cache.get('a'))";
    expect(await shell(stack, cached)).toBe("b\n");
    expect(await manage(stack, "diffsettings")).toMatch(/^EMAIL_BACKEND = '.*console.EmailBackend'/m);
    await manage(stack, "test");
    await manage(stack, "test", "orders");
    const production = ["-e", "DJANGO_SETTINGS_MODULE=desideliver_backend.settings.production"];
    await stack.succeed(["exec", "-T", ...production, "backend", "python", "manage.py", "test"]);
    const account = ["-e", `DJANGO_SUPERUSER_PASSWORD=${randomUUID()}`];
    const create = ["createsuperuser", "--noinput", "--username", "admin", "--email", "admin@example.com"];
    await stack.succeed(["exec", "-T", ...account, "backend", "python", "manage.py", ...create]);
  });

  test("a program on the host reaches the database and the cache, at this machine's own address alone", async () => {
    const address = `postgresql://desideliver_dev:development-only@127.0.0.1:${stack.ports.db}/desideliver_dev`;
    const client = ["run", "--rm", "--network", "host", "--entrypoint", "psql", "postgres:15"];
    expect(await succeed("docker", [...client, address, "-Atc", "select count(*) from products_product"])).toBe("3\n");
    const cli = ["run", "--rm", "--network", "host", "--entrypoint", "redis-cli", "redis:7"];
    expect(await succeed("docker", [...cli, "-p", String(stack.ports.redis), "ping"])).toBe("PONG\n");
    const bindings = (await stack.inspect()).flatMap(({ HostConfig }) =>
      Object.values(HostConfig.PortBindings ?? {}).flat(),
    );
    expect(bindings).toEqual(Array(4).fill(expect.objectContaining({ HostIp: "127.0.0.1" })));
  });

  test.each([
    ["http://localhost:3000", true],
    ["http://localhost:3001", true],
    ["http://localhost:3002", false],
  ])("a frontend at %s may call the API: %s", async (origin, may) => {
    expect(await allowedOrigin(stack.url("backend", "/api/cart/add/"), origin)).toBe(may ? origin : null);
  });

  test("the admin has its style, and rows that belong to nobody are refused", async () => {
    const { body, status } = await customer.get("/admin/login/");
    expect(status).toBe(200);
    const [, sheet = ""] = /href="(\/static\/[^"]+\.css)"/.exec(body.toString()) ?? [];
    expect((await customer.get(sheet)).status).toBe(200);
    const orphan = await psql(
      stack,
      "insert into cart_cartitem (quantity, product_id, user_id) values (1, 999, 999)",
      "desideliver_dev",
    );
    expect(orphan).toMatchObject({
      code: expect.not.stringMatching(/^0$/),
      stderr: expect.stringContaining("foreign key"),
    });
  });

  test("a saved source is in use at once, in the server and in the worker", async () => {
    stack.save(
      "desideliver_backend/__init__.py",
      stack.read("desideliver_backend/__init__.py").replace(/VERSION = "[^"]+"/, 'VERSION = "9.9.9"'),
    );
    stack.save(
      "orders/tasks.py",
      stack.read("orders/tasks.py").replace("Your order {order.id}", "Your changed order {order.id}"),
    );
    const { seconds } = await timed(() =>
      eventually(
        () => customer.get("/"),
        ({ body }) => body.includes("9.9.9"),
        30,
      ),
    );
    figure("django-celery, development: a saved source in use", `${seconds.toFixed(1)} s`, "5 s");
    await eventually(
      () => stack.succeed(["logs", "worker"]),
      (log) => /reload: .*starting anew[\s\S]*ready\./.test(log),
    );
    const order = await customer.order(1);
    await eventually(() => customer.status(order), confirmed);
    expect(await stack.succeed(["logs", "worker"])).toContain(`Subject: Your changed order ${order}`);
  });

  test("rows and uploads are there after `down` and `up`", async () => {
    const photo = await customer.complain("cold");
    await stack.succeed(["down"]);
    await stack.succeed(["up", "--wait"]);
    expect(json<object[]>(await customer.get("/api/tickets/"))).toMatchObject([{ message: "cold" }]);
    expect((await customer.get(photo)).body.equals(picture)).toBe(true);
  });

  test("the image runs without Compose: with the sources at /app, and its variables", async () => {
    const network = (name: string) => `${stack.project}_${name}`;
    const variables = {
      DB_ENGINE: "django.db.backends.postgresql",
      DB_HOST: "db",
      DB_PORT: "5432",
      DB_NAME: "desideliver_dev",
      DB_USER: "desideliver_dev",
      DB_PASSWORD: "development-only",
      REDIS_HOST: "redis",
      REDIS_PORT: "6379",
    };
    const set = Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    const [container] = await stack.inspect("backend");
    const given = ["--publish", "127.0.0.1::8000", "--volume", `${stack.folder}:/app`, ...set];
    const id = (await succeed("docker", ["create", ...given, container!.Image])).trim();
    try {
      for (const name of ["db_backend", "redis_backend"])
        await succeed("docker", ["network", "connect", network(name), id]);
      await succeed("docker", ["start", id]);
      const address = (await succeed("docker", ["port", id, "8000"])).trim();
      await eventually(
        () => ask(`http://${address}/api/products/`),
        ({ status }) => status === 200,
        30,
      );
    } finally {
      await succeed("docker", ["rm", "--force", id]);
    }
    const { code, stderr } = await run("docker", ["run", "--rm", container!.Image]);
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringMatching(/DB_HOST is not set/) });
  });

  test("the API answers as it does on the host, and about as fast", async () => {
    const folder = mkdtempSync(join(tmpdir(), "desideliver-"));
    await succeed("python3", ["-m", "venv", folder]);
    await succeed(
      join(folder, "bin/pip"),
      ["install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"],
      { cwd: stack.folder },
    );
    const port = await freePort();
    // at their own addresses: a published port would be one more step on the way
    const [backend = "", db = "", redis = ""] = (await stack.inspect("backend", "db", "redis"))
      .sort(byService)
      .flatMap((each) => addressesOf(each)[0] ?? []);
    const host = start(join(folder, "bin/python"), ["manage.py", "runserver", "--noreload", String(port)], {
      cwd: stack.folder,
      timeout: 600,
      env: {
        DB_ENGINE: "django.db.backends.postgresql",
        DB_HOST: db,
        DB_PORT: "5432",
        DB_NAME: "desideliver_dev",
        DB_USER: "desideliver_dev",
        DB_PASSWORD: "development-only",
        REDIS_URL: `redis://${redis}:6379/0`,
        SECRET_KEY: "development-only-development-only-development-only-00",
        PYTHONDONTWRITEBYTECODE: "1",
      },
    });
    try {
      const outside = (path: string) => `http://127.0.0.1:${port}${path}`;
      await eventually(
        () => ask(outside("/readyz")),
        ({ status }) => status === 200,
      );
      for (const path of ["/api/products/", "/api/cart/", "/api/orders/counts/x", "/api/auth/login/", "/nowhere"]) {
        const [mine, theirs] = [await ask(outside(path)), await ask(stack.url("backend", path))];
        const text = ({ body }: Answer, at: number) =>
          body
            .toString()
            .replaceAll(String(at), "PORT")
            .replace(/PYTHON|Python|3\.\d+\.\d+/g, "");
        expect({ path, status: theirs.status }).toEqual({ path, status: mine.status });
        if (path.startsWith("/api/")) expect(text(theirs, stack.ports.backend!)).toBe(text(mine, port));
      }
      const version = ["-c", "import platform; print(platform.python_version(), end='')"];
      const theirs = await execIn(stack, "backend", "python", ...version);
      const mine = await succeed(join(folder, "bin/python"), version);
      figure("django-celery: versions of Python that are compared", `${mine} on the host, ${theirs} in the container`);
      for (const path of ["/api/products/", "/api/orders/counts/"]) {
        const places = [outside(path), stack.url("backend", path), `http://${backend}:8000${path}`];
        const [native = 0, published = 0, own = 0] = await medians(places, 200);
        const beside = (time: number) => `${time.toFixed(1)} ms (${((time / native) * 100).toFixed(0)} %)`;
        figure(
          `django-celery: median response of ${path}`,
          `${native.toFixed(1)} ms on the host; ${beside(own)} in the container; ${beside(published)} by its published port`,
          "110 %",
        );
      }
    } finally {
      await host.interrupt();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

onEngine("django-celery in production", () => {
  let stack: TestStack;
  let secrets: Readonly<Record<string, string>>;
  let customer: Customer;

  beforeAll(async () => {
    stack = await TestStack.create({
      template,
      environment: "production",
      env: {
        ALLOWED_HOSTS: "127.0.0.1",
        BACKUP_KEEP: "2",
        CORS_ALLOWED_ORIGINS: "https://www.example.com",
        EMAIL_BACKEND: "django.core.mail.backends.console.EmailBackend",
      },
    });
    secrets = stack.writeSecrets();
    await stack.succeed(["build"]);
    const { seconds } = await timed(() => stack.succeed(["up", "--wait"]));
    figure("django-celery, production: healthy after `up`", `${seconds.toFixed(1)} s`, "30 s");
    await manage(stack, "loaddata", "menu");
    customer = await new Customer(stack, { "x-forwarded-proto": "https" }).arrive();
  });

  afterAll(() => stack.remove());

  const image = () => `desideliver-backend:${stack.env.IMAGE_TAG}`;

  test("is whole, in less memory than was asked for, and only backend and Flower are published", async () => {
    const all = await stack.inspect();
    const running = all.filter(({ State }) => State.Running);
    expect(running.map((each) => [serviceOf(each), isHealthy(each)]).sort()).toEqual(
      [...services, "backup"].sort().map((name) => [name, true]),
    );
    const published = all.filter(({ HostConfig }) => Object.keys(HostConfig.PortBindings ?? {}).length > 0);
    expect(published.map(serviceOf).sort()).toEqual(["backend", "flower"]);
    for (const { Config, HostConfig } of all) {
      expect(HostConfig).toMatchObject({ CapDrop: ["ALL"], ReadonlyRootfs: true, Privileged: false });
      expect(Math.min(HostConfig.Memory, HostConfig.NanoCpus, HostConfig.PidsLimit ?? 0)).toBeGreaterThan(0);
      expect(Config.User).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    }
    const bytes = await memory(stack);
    figure("django-celery, production: memory of all services", megabytes(bytes), "2 GB");
    expect(bytes).toBeLessThan(2e9);
  });

  test("its image is small, and has the packages of development", async () => {
    const [whole, base] = [await sizeOf(image()), await sizeOf("python:3.13-slim-trixie")];
    figure(
      "django-celery: production image",
      `${megabytes(whole)}, ${megabytes(whole - base)} over its base`,
      "500 MB",
    );
    expect(whole).toBeLessThan(500e6);
    if (developmentPackages !== "") expect(await packages(stack)).toBe(developmentPackages);
    const tools = await stack.compose(["exec", "-T", "backend", "sh", "-c", "command -v cc gcc g++ make git psql"]);
    expect(tools.stdout).toBe("");
  });

  test("`check --deploy` has nothing to say, and the settings are those of production", async () => {
    expect(await manage(stack, "check", "--deploy", "--fail-level", "WARNING")).toContain(
      "System check identified no issues",
    );
    expect(await manage(stack, "diffsettings", "--all")).toMatch(/^(?:### )?DEBUG = False$/m);
    const lengths =
      "from django.conf import settings; print(len(settings.SECRET_KEY), len(settings.DATABASES['default']['PASSWORD']))";
    expect(await shell(stack, lengths)).toBe("80 80\n");
    const plain = await ask(stack.url("backend", "/api/products/"));
    expect([plain.status, plain.headers.location]).toEqual([301, expect.stringMatching(/^https:/)]);
    const { headers, status, body } = await customer.get("/nowhere");
    expect({ status, debug: body.includes("DEBUG") }).toEqual({ status: 404, debug: false });
    expect(headers["strict-transport-security"]).toMatch("max-age=");
  });

  test("gunicorn serves, WhiteNoise the static files for ever by their hashes", async () => {
    expect(
      await execIn(
        stack,
        "backend",
        "sh",
        "-c",
        "tr '\\0' ' ' </proc/1/task/1/children >/dev/null; cat /proc/[0-9]*/cmdline | tr '\\0' ' '",
      ),
    ).toContain("gunicorn desideliver_backend.wsgi:application");
    const [, sheet = ""] =
      /href="(\/static\/[^"]+\.css)"/.exec((await customer.get("/admin/login/")).body.toString()) ?? [];
    const { headers, status } = await customer.get(sheet);
    expect([status, headers["cache-control"]]).toEqual([200, expect.stringContaining("immutable")]);
  });

  test("an order becomes confirmed by the worker; beat counts; Flower asks for its password", async () => {
    const order = await customer.order(2);
    await eventually(() => customer.status(order), confirmed);
    await eventually(
      async () => json<object[]>(await customer.get("/api/orders/counts/")),
      (counts) => counts.length > 0,
    );
    expect((await ask(stack.url("flower"), { headers: basic("admin", "development-only") })).status).toBe(401);
    expect((await ask(stack.url("flower"), { headers: basic("admin", secrets.flower_password!) })).status).toBe(200);
    expect(
      await allowedOrigin(stack.url("backend", "/api/cart/"), "https://www.example.com", {
        "x-forwarded-proto": "https",
      }),
    ).toBe("https://www.example.com");
  });

  test("Redis asks for a password, and keeps what it has over another container", async () => {
    expect((await stack.compose(["exec", "-T", "redis", "redis-cli", "ping"])).stdout).toContain("NOAUTH");
    await shell(stack, "from django.core.cache import cache; cache.set('kept', 'yes', None)");
    await stack.succeed(["up", "--wait", "--force-recreate", "--no-deps", "redis"]);
    expect(
      await eventually(
        () => shell(stack, "from django.core.cache import cache; print(cache.get('kept'))"),
        () => true,
      ),
    ).toBe("yes\n");
  });

  test("it is ready while database and cache answer", async () => {
    const ready = () => customer.get("/readyz").then(({ status }) => status);
    expect(await ready()).toBe(200);
    await stack.succeed(["stop", "redis"]);
    expect(await ready()).toBe(503);
    await stack.succeed(["up", "--wait", "--no-deps", "redis"]);
    await eventually(ready, (status) => status === 200);
  });

  test("a backup is made by itself, so many are kept, and one brings back what was lost", async () => {
    const photo = await customer.complain("late");
    const order = await customer.order(3);
    await eventually(() => customer.status(order), confirmed);
    const dumps = () => execIn(stack, "backup", "sh", "-c", "ls /var/tmp | grep -vc sha256");
    expect(await dumps()).toBe("1\n");
    for (let time = 0; time < 2; time++) await stack.succeed(["run", "--rm", "backup-now"]);
    expect(await dumps()).toBe("2\n");
    expect(await projen(stack, "restore:backup")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/What is there is lost: say --yes/),
    });
    expect(await psql(stack, "truncate orders_order, tickets_ticket cascade", "desideliver")).toMatchObject({
      code: 0,
    });
    expect(await projen(stack, "restore:backup", "--yes")).toMatchObject({ code: 0 });
    expect(await customer.status(order)).toBe("confirmed");
    expect((await customer.get(photo)).body.equals(picture)).toBe(true);
    expect((await customer.order(1)) > order).toBe(true);
  });

  test("twenty who write at once lose nothing; a hundred who read at once all get their answer", async () => {
    const count = async () => json<object[]>(await customer.get("/api/tickets/")).length;
    const before = await count();
    await Promise.all(Array.from({ length: 20 }, (_, index) => customer.complain(`at once ${index}`)));
    expect(await count()).toBe(before + 20);
    const { p95, statuses } = await crowd(100, 10, () => customer.get("/api/products/"));
    figure("django-celery: 95 of 100 requests of 100 users at once", `within ${p95.toFixed(0)} ms`, "100 users");
    expect(statuses).toEqual({ 200: 1000 });
    figure("django-celery, production: memory after them", megabytes(await memory(stack)), "2 GB");
  });

  test("comes back by itself after a crash, and quickly after a restart", async () => {
    const count = async () => (await stack.inspect("backend"))[0]!;
    await stack.compose(["exec", "-T", "backend", "sh", "-c", "kill -9 -1"]);
    const { seconds: crashed } = await timed(() =>
      eventually(count, (each) => each.RestartCount > 0 && isHealthy(each)),
    );
    const { seconds } = await timed(() =>
      stack.succeed(["restart", "backend"]).then(() => stack.succeed(["up", "--wait"])),
    );
    figure(
      "django-celery, production: healthy after a crash, after a restart",
      `${crashed.toFixed(1)} s, ${seconds.toFixed(1)} s`,
    );
    expect((await customer.get("/api/products/")).status).toBe(200);
  });

  test("two workers share the tasks, and none is done twice", async () => {
    await stack.succeed(["up", "--wait", "--no-recreate", "--scale", "worker=2"]);
    const orders = [];
    for (let index = 0; index < 6; index++) orders.push(await customer.order(3));
    for (const order of orders) await eventually(() => customer.status(order), confirmed);
    const log = await stack.succeed(["logs", "worker"]);
    for (const order of orders) expect(log.match(new RegExp(`Subject: Your order ${order}$`, "gm"))).toHaveLength(1);
    await stack.succeed(["up", "--wait", "--scale", "worker=1"]);
  });

  test("an upgrade keeps the rows, and runs its migrations once", async () => {
    stack.save(
      "desideliver_backend/__init__.py",
      stack.read("desideliver_backend/__init__.py").replace(/VERSION = "[^"]+"/, 'VERSION = "2.0.0"'),
    );
    const before = json<object[]>(await customer.get("/api/orders/")).length;
    await stack.succeed(["up", "--build", "--wait"]);
    expect(json<object>(await customer.get("/"))).toMatchObject({ version: "2.0.0" });
    expect(json<object[]>(await customer.get("/api/orders/"))).toHaveLength(before);
  });

  test("the image runs without Compose, by variables alone, on the port that a platform names", async () => {
    const { code, stderr } = await run("docker", ["run", "--rm", image()]);
    expect(code).toBe(78);
    expect([...stderr.matchAll(/^ {2}- (\w+) is not set/gm)].map(([, name]) => name)).toEqual(
      expect.arrayContaining(["ALLOWED_HOSTS", "DB_PASSWORD", "SECRET_KEY"]),
    );
    const variables = {
      PORT: "9000",
      ALLOWED_HOSTS: "127.0.0.1",
      SECRET_KEY: randomBytes(40).toString("hex"),
      DB_ENGINE: "django.db.backends.postgresql",
      DB_HOST: "db",
      DB_PORT: "5432",
      DB_NAME: "desideliver",
      DB_USER: "desideliver",
      DB_PASSWORD: secrets.postgres_password!,
      REDIS_HOST: "redis",
      REDIS_PORT: "6379",
      REDIS_PASSWORD: secrets.redis_password!,
    };
    const set = Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    const network = (name: string) => `${stack.project}_${name}`;
    const id = (
      await succeed("docker", [
        "create",
        "--publish",
        "127.0.0.1::9000",
        "--network",
        network("backend_outside"),
        ...set,
        image(),
      ])
    ).trim();
    try {
      for (const name of ["db_backend", "redis_backend"])
        await succeed("docker", ["network", "connect", network(name), id]);
      await succeed("docker", ["start", id]);
      const address = (await succeed("docker", ["port", id, "9000"])).trim();
      const { body } = await eventually(
        () => ask(`http://${address}/readyz`),
        ({ status }) => status === 200,
        30,
      );
      expect(body.toString()).toBe("ok");
    } finally {
      await succeed("docker", ["rm", "--force", id]);
    }
  });

  test("secrets are shown to nobody", async () => {
    const said = {
      logs: await stack.succeed(["logs"]),
      containers: JSON.stringify(await stack.inspect()),
      config: await stack.succeed(["config"]),
      history: await succeed("docker", ["history", "--no-trunc", image()]),
    };
    expect(Object.keys(secrets).length).toBeGreaterThan(4);
    const shown = Object.entries(said).flatMap(([where, text]) =>
      Object.entries(secrets).flatMap(([name, value]) =>
        value !== "" && text.includes(value) ? [`${name} in ${where}`] : [],
      ),
    );
    expect(shown).toEqual([]);
  });
});

onEngine("a new project of Django", () => {
  let stack: TestStack;

  afterAll(() => stack.remove());

  test("starts on the settings that are written once, and has nothing to say to `check --deploy`", async () => {
    const services = {
      db: postgres({ version: "15" }),
      redis: redis({ version: "7" }),
      site: {
        ...django({
          source: ".",
          project: "config",
          database: "db",
          cache: "redis",
          variables: { DJANGO_SETTINGS_MODULE: "config.settings.production" },
        }),
        publish: 8000,
        trust: ["172.16.0.0/12", "192.168.0.0/16"],
      },
    };
    stack = await TestStack.declare({ name: "fresh", services }, "production");
    const program = (body: string) =>
      `import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")\n${body}\n`;
    const sources = {
      ...djangoSettings({ project: "config" }),
      "manage.py": program(
        "import sys\n\nfrom django.core.management import execute_from_command_line\n\nexecute_from_command_line(sys.argv)",
      ),
      "config/__init__.py": "",
      "config/wsgi.py": program(
        "from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()",
      ),
      "config/urls.py":
        'from django.contrib import admin\nfrom django.urls import path\n\nurlpatterns = [path("admin/", admin.site.urls)]\n',
    };
    for (const [path, text] of Object.entries(sources)) stack.save(path, text);
    stack.env.ALLOWED_HOSTS = "127.0.0.1";
    stack.writeSecrets();
    await stack.succeed(["up", "--build", "--wait"]);
    const headers = { "x-forwarded-proto": "https" };
    expect((await ask(stack.url("site", "/readyz"))).body.toString()).toBe("ok");
    const { body } = await ask(stack.url("site", "/admin/login/"), { headers });
    const [, sheet = ""] = /href="(\/static\/[^"]+\.css)"/.exec(body.toString()) ?? [];
    expect((await ask(stack.url("site", sheet), { headers })).status).toBe(200);
    const check = ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"];
    expect(await execIn(stack, "site", ...check)).toContain("System check identified no issues");
    const local = ["-e", "DJANGO_SETTINGS_MODULE=config.settings.local"];
    const settings = await stack.succeed(["exec", "-T", ...local, "site", "python", "manage.py", "diffsettings"]);
    expect(settings).toMatch(/^EMAIL_BACKEND = '.*console\.EmailBackend'/m);
  });
});
