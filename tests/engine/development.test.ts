import { copyFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { printProblems, resolve, type UncheckedDeclaration } from "@quaywright/model";
import { postgres } from "@quaywright/presets";
import { ask, json } from "./ask";
import { processesOf, serviceOf } from "./container";
import { onEngine } from "./engine";
import { type Printed, printed } from "./printed";
import { type Outcome, run, succeed } from "./run";
import { eventually, TestStack } from "./stack";
import { variant } from "./variant";

jest.setTimeout(300_000);

const root = process.getuid?.() === 0;
/** Whom the sources belong to: neither root nor 1000, the user that images like to have. */
const host = root ? 1234 : (process.getuid?.() ?? 0);

const running = ["backend", "db", "frontend", "worker"];
const becomeHost = ["CHOWN", "KILL", "SETGID", "SETUID"];

onEngine("A stack in development", () => {
  let stack: TestStack;
  let up: Outcome;

  beforeAll(async () => {
    stack = await TestStack.create({
      template: "django-react",
      environment: "development",
      ...(root && { owner: host }),
    });
    up = await stack.compose(["up", "--wait"]);
  });

  afterAll(() => stack.remove());

  const exec = (service: string, ...command: readonly string[]) =>
    stack.succeed(["exec", "--no-TTY", service, ...command]);

  /** What Compose makes of the file where nothing but these variables is set. */
  const config = (env: Readonly<Record<string, string>> = {}) =>
    succeed("docker", ["compose", "--file", stack.file, "config", "--format", "json"], { cwd: stack.folder, env });

  /** What tells a container from the one that takes its place, or from itself after a restart. */
  const lives = async (...services: readonly string[]) =>
    Object.fromEntries(
      (await stack.inspect(...services)).map((container) => [
        serviceOf(container),
        `${container.Id} since ${container.State.StartedAt}`,
      ]),
    );

  const fetched = async (service: string, path: string) => (await ask(stack.url(service, path))).body.toString();

  const addEntry = async (title: string) => {
    const entry = await ask(stack.url("backend", "/api/entries/"), { body: { day: "2026-01-15", title, minutes: 30 } });
    return json<{ id: number }>(entry).id;
  };

  describe("that was just copied", () => {
    test("comes up with one command and no .env", async () => {
      expect(up).toMatchObject({ code: 0 });
      expect(readdirSync(stack.folder)).not.toContain(".env");
      const containers = await stack.inspect();
      expect(Object.fromEntries(containers.map((each) => [serviceOf(each), stateOf(each)]))).toEqual({
        backend: "healthy",
        "backend-migrate": "exited 0",
        db: "healthy",
        frontend: "healthy",
        "frontend-mount-point": "exited 0",
        worker: "healthy",
      });
      expect(await fetched("frontend", "/")).toContain('<div id="root">');
      expect(JSON.parse(await fetched("frontend", "/api/status/"))).toMatchObject({ version: "1.0.0" });
    });

    test("means the same with .env.example as its .env", async () => {
      const without = await config();
      copyFileSync(join(stack.folder, ".env.example"), join(stack.folder, ".env"));
      try {
        expect(await config()).toBe(without);
      } finally {
        rmSync(join(stack.folder, ".env"));
      }
    });

    test("stays as it is when it is built once more", async () => {
      const before = await lives(...running);
      await stack.succeed(["up", "--build", "--wait"]);
      await stack.succeed(["up", "--build", "--wait"]);
      expect(await lives(...running)).toEqual(before);
    });
  });

  describe("publishes ports", () => {
    test("to this machine alone", async () => {
      const containers = await stack.inspect();
      const bindings = containers.map((each) => [serviceOf(each), each.HostConfig.PortBindings ?? {}]);
      expect(Object.fromEntries(bindings)).toEqual({
        backend: { "8000/tcp": [{ HostIp: "127.0.0.1", HostPort: String(stack.ports.backend) }] },
        "backend-migrate": {},
        db: { "5432/tcp": [{ HostIp: "127.0.0.1", HostPort: String(stack.ports.db) }] },
        frontend: { "5173/tcp": [{ HostIp: "127.0.0.1", HostPort: String(stack.ports.frontend) }] },
        "frontend-mount-point": {},
        worker: {},
      });
      for (const { address } of Object.values(networkInterfaces()).flatMap((addresses = []) => addresses)) {
        if (address.startsWith("127.") || address.includes(":")) continue;
        await expect(ask(`http://${address}:${stack.ports.backend}/healthz`)).rejects.toThrow("ECONNREFUSED");
      }
    });

    const usual = { backend: "8000", db: "5432", frontend: "5173" };

    test.each(Object.keys(usual))("of which a variable of its own moves that of %s", async (service) => {
      const { services } = JSON.parse(await config({ [`${service.toUpperCase()}_PUBLISHED_PORT`]: "9999" }));
      const ports = Object.keys(usual).map((name) => [name, services[name].ports[0].published]);
      expect(Object.fromEntries(ports)).toEqual({ ...usual, [service]: "9999" });
    });

    test("and says which one is taken", async () => {
      const taken = String(stack.ports.db);
      const { code, stderr } = await stack.compose(["up", "--wait", "frontend"], {
        env: { FRONTEND_PUBLISHED_PORT: taken },
      });
      expect(code).not.toBe(0);
      expect(stderr).toMatch(new RegExp(`127\\.0\\.0\\.1:${taken}\\b.*(already allocated|address already in use)`));
      await stack.succeed(["up", "--wait", "frontend"]);
      expect(await fetched("frontend", "/")).toContain('<div id="root">');
    });
  });

  describe("keeps of root's powers", () => {
    test("what it takes to become the host's user, and no more", async () => {
      const containers = await stack.inspect();
      for (const { HostConfig } of containers) {
        expect(HostConfig).toMatchObject({
          CapDrop: ["ALL"],
          Privileged: false,
          SecurityOpt: ["no-new-privileges:true"],
        });
      }
      const kept = becomeHost.map((capability) => `CAP_${capability}`);
      expect(Object.fromEntries(containers.map((each) => [serviceOf(each), each.HostConfig.CapAdd ?? []]))).toEqual({
        backend: kept,
        "backend-migrate": kept,
        db: [],
        frontend: kept,
        "frontend-mount-point": kept,
        worker: kept,
      });
    });

    test.each([
      ["backend", host],
      ["worker", host],
      ["frontend", host],
      ["db", 999],
    ])("nothing in what %s runs, as uid %d", async (service, uid) => {
      const [container] = await stack.inspect(service);
      const processes = (await processesOf(container!)).filter(({ PPid }) => PPid === "1");
      expect(processes).not.toEqual([]);
      for (const { CapEff, NoNewPrivs, Uid } of processes) {
        expect({ CapEff, NoNewPrivs, Uid }).toEqual({
          CapEff: "0000000000000000",
          NoNewPrivs: "1",
          Uid: [uid, uid, uid, uid].join("\t"),
        });
      }
    });

    /** Prepares a run as the service, on a volume that was never used, with these capabilities only. */
    function confine(service: string, volume: string, capabilities: readonly string[]): readonly string[] {
      const file = `${service}.confined.yml`;
      stack.save(
        file,
        `services:
          ${service}:
            cap_add: !override [${capabilities.join(", ")}]
            volumes: !override ["./${service}:/app", "${volume}"]
        `,
      );
      return ["--file", file, "run", "--no-deps", "--entrypoint", "as-host"];
    }

    const without = (capability: string) => becomeHost.filter((each) => each !== capability);

    describe.each([
      ["backend", "/srv/media"],
      ["frontend", "/app/node_modules"],
    ])("nothing that %s can do without:", (service, volume) => {
      test.each([
        ["CHOWN", "setpriv: apply capabilities: Operation not permitted"],
        ["SETGID", "setpriv: setresgid failed: Operation not permitted"],
        ["SETUID", "setpriv: setresuid failed: Operation not permitted"],
      ])("%s", async (capability, complaint) => {
        const whose = ["--rm", "--no-TTY", service, "sh", "-c", `id -u; stat --format %u ${volume}`];
        const all = await stack.compose([...confine(service, volume, becomeHost), ...whose]);
        expect(all).toMatchObject({ code: 0, stdout: `${host}\n${host}\n` });
        const less = await stack.compose([...confine(service, volume, without(capability)), ...whose]);
        expect(less).toMatchObject({ stdout: "", stderr: expect.stringContaining(complaint) });
        expect(less.code).not.toBe(0);
      });

      test("KILL", async () => {
        /** How a command of the host's user ends that the engine stops. */
        const stopped = async (capabilities: readonly string[]) => {
          const command = ["--detach", service, "sh", "-c", "echo ready; exec sleep 100"];
          const id = (await stack.succeed([...confine(service, volume, capabilities), ...command])).trim();
          try {
            await eventually(
              () => succeed("docker", ["logs", id]),
              (said) => said.includes("ready"),
            );
            await succeed("docker", ["stop", id]);
            const code = await succeed("docker", ["inspect", "--format", "{{.State.ExitCode}}", id]);
            return { code: Number(code), said: (await run("docker", ["logs", id])).stderr };
          } finally {
            await succeed("docker", ["rm", "--force", "--volumes", id]);
          }
        };
        expect(await stopped(becomeHost)).toEqual({ code: 143, said: "" });
        expect(await stopped(without("KILL"))).toEqual({
          code: 1,
          said: expect.stringContaining("Unexpected error when forwarding signal: 'Operation not permitted'"),
        });
      });
    });
  });

  describe("takes a saved file", () => {
    test("of Python, in the server and in the worker, as they are", async () => {
      const before = await lives("backend", "worker");
      stack.save("backend/tracker/__init__.py", 'VERSION = "2.0.0"\n');
      await eventually(
        () => fetched("backend", "/api/status/"),
        (answer) => JSON.parse(answer).version === "2.0.0",
      );
      await eventually(
        () => stack.succeed(["logs", "worker"]),
        (said) => said.includes("worker started (version 2.0.0)"),
      );
      await addEntry("after the change");
      await eventually(
        () => stack.succeed(["logs", "worker"]),
        (said) => /processed outbox \d+ \(version 2\.0\.0\)/.test(said),
      );
      expect(await lives("backend", "worker")).toEqual(before);
    });

    test("of the page, in what the development server serves, as it is", async () => {
      const before = await lives("frontend");
      expect(await fetched("frontend", "/src/version.ts")).toContain('"1.0.0"');
      stack.save("frontend/src/version.ts", 'export const version = "2.0.0";\n');
      await eventually(
        () => fetched("frontend", "/src/version.ts"),
        (module) => module.includes('"2.0.0"'),
      );
      expect(await lives("frontend")).toEqual(before);
    });
  });

  describe("gives to the host's user what is written", () => {
    const once = (service: string) => ["run", "--rm", "--no-deps", "--no-TTY", service];
    const beside = (service: string) => ["exec", "--no-TTY", service];

    test.each([
      ["backend/python", [...beside("backend"), "python", "-c", "open('python', 'x')"]],
      ["backend/bash", [...beside("backend"), "bash", "-c", "touch bash"]],
      ["backend/app/models.py", [...beside("backend"), "python", "manage.py", "startapp", "app"]],
      ["backend/app/new/apps.py", [...beside("backend"), "sh", "-c", "cd app && django-admin startapp new"]],
      ["backend/run", [...once("backend"), "python", "-c", "open('run', 'x')"]],
      ["backend/worker", [...once("worker"), "bash", "-c", "touch worker"]],
      ["frontend/node", [...beside("frontend"), "node", "-e", "require('fs').writeFileSync('node', '')"]],
      ["frontend/run", [...once("frontend"), "sh", "-c", "touch run"]],
    ])("to %s", async (path, command) => {
      await stack.succeed(command);
      expect(statSync(join(stack.folder, path)).uid).toBe(host);
    });

    test("to package.json by npm", async () => {
      await exec("frontend", "npm", "pkg", "set", "description=By npm");
      expect(JSON.parse(stack.read("frontend/package.json")).description).toBe("By npm");
      expect(statSync(join(stack.folder, "frontend/package.json")).uid).toBe(host);
    });

    test("to an upload", async () => {
      const form = new FormData();
      form.set("file", new Blob(["a note"]), "note.txt");
      const id = await addEntry("with a note");
      const upload = await ask(stack.url("backend", `/api/entries/${id}/attachment/`), { body: form });
      expect(upload.status).toBe(200);
      expect(await fetched("frontend", json<{ url: string }>(upload).url)).toBe("a note");
      expect(await exec("backend", "sh", "-c", "stat --format %u /srv/media/attachments/*")).toBe(`${host}\n`);
    });

    test("and lets root itself write nothing", async () => {
      const { code, stderr } = await stack.compose([...beside("backend"), "touch", "/app/of-root"]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("Permission denied") });
      expect(readdirSync(join(stack.folder, "backend"))).not.toContain("of-root");
    });
  });

  test("runs the image's packages, whatever the host has in node_modules", async () => {
    const modules = join(stack.folder, "frontend/node_modules");
    expect(readdirSync(modules)).toEqual([]);
    stack.save("frontend/node_modules/vite/package.json", '{ "name": "vite", "bin": "./missing.js" ');
    await stack.succeed(["up", "--wait", "--force-recreate", "frontend"]);
    expect(await fetched("frontend", "/src/main.tsx")).toContain("react");
    expect(readdirSync(modules)).toEqual(["vite"]);
    expect(readdirSync(join(modules, "vite"))).toEqual(["package.json"]);
  });

  test("says as its page does that the backend is away, and is mended by what the page prints", async () => {
    const page = printed(stack.read("docs/deployment.md"));
    const type = ({ line }: Printed) =>
      succeed("sh", ["-c", line], { cwd: stack.folder, env: { ...stack.env, COMPOSE_PROJECT_NAME: stack.project } });
    const [look] = page.filter(({ under }) => under.at(-1)?.includes("http proxy error"));
    const start = page.find(
      ({ line, under }) => under.at(-1) === "Daily commands" && / up --detach --wait$/.test(line),
    );
    await stack.succeed(["stop", "backend"]);
    expect(await ask(stack.url("frontend", "/api/status/"))).toMatchObject({ status: 502 });
    expect(await stack.succeed(["logs", "frontend"])).toContain("http proxy error: /api/status/");
    expect(await type(look!)).toContain("backend-1");
    await type(start!);
    expect(JSON.parse(await fetched("frontend", "/api/status/"))).toMatchObject({ version: expect.any(String) });
  });

  test("asks for the database's password", async () => {
    expect(await psql(stack)).toMatchObject({ code: 2, stderr: expect.stringContaining("no password supplied") });
    expect(await psql(stack, { password: "development-only" })).toMatchObject({ code: 0, stdout: "1\n" });
  });

  test("lets each process finish when it stops", async () => {
    await stack.succeed(["stop"]);
    const ended = (await stack.inspect(...running)).map((each) => [serviceOf(each), each.State.ExitCode]);
    // Vite ends by the signal
    expect(Object.fromEntries(ended)).toEqual({ backend: 0, db: 0, frontend: 143, worker: 0 });
    expect((await stack.succeed(["logs", "worker"])).trimEnd()).toMatch(/worker stopped$/);
  });

  test("keeps the database when it is taken down and up", async () => {
    await stack.succeed(["up", "--wait"]);
    const id = await addEntry("kept");
    await stack.succeed(["down"]);
    await stack.succeed(["up", "--wait"]);
    expect(JSON.parse(await fetched("backend", `/api/entries/${id}/`))).toMatchObject({ id, title: "kept" });
  });

  describe("gets what was added to the lock files", () => {
    test("that pip tells of", async () => {
      expect(await exec("backend", "pip", "freeze")).toContain("Django==");
    });

    /** Who cannot load the package. */
    async function lacking(python: string, node: string): Promise<string[]> {
      const loads = {
        backend: ["python", "-c", `import ${python}`],
        worker: ["python", "-c", `import ${python}`],
        frontend: ["node", "-e", `require.resolve(${JSON.stringify(node)})`],
      };
      const outcomes = await Promise.all(
        Object.entries(loads).map(async ([service, load]) => ({
          service,
          ...(await stack.compose(["exec", "--no-TTY", service, ...load])),
        })),
      );
      return outcomes.filter(({ code }) => code !== 0).map(({ service }) => service);
    }

    async function add(python: string, node: string): Promise<void> {
      stack.save("backend/requirements.txt", `${stack.read("backend/requirements.txt")}${python}\n`);
      await exec("frontend", "npm", "install", "--package-lock-only", node);
    }

    test("with `up --build`", async () => {
      expect(await lacking("six", "mitt")).toEqual(["backend", "worker", "frontend"]);
      await add("six==1.17.0", "mitt@3.0.1");
      await stack.succeed(["up", "--build", "--wait"], { timeout: 120 });
      expect(await lacking("six", "mitt")).toEqual([]);
    });

    test("while `up --watch` runs", async () => {
      const watching = stack.start(["up", "--watch"]);
      try {
        await eventually(
          async () => watching.said(),
          (said) => said.includes("Watch enabled"),
        );
        expect(await lacking("iniconfig", "is-number")).toEqual(["backend", "worker", "frontend"]);
        await add("iniconfig==2.1.0", "is-number@7.0.0");
        await eventually(
          () => lacking("iniconfig", "is-number"),
          (services) => services.length === 0,
          120,
        );
        await eventually(
          () => stack.inspect(...running),
          (containers) => containers.every((each) => stateOf(each) === "healthy"),
        );
      } finally {
        await watching.interrupt();
      }
      const states = (await stack.inspect(...running)).map(({ State }) => State.Running);
      expect(states).toEqual([false, false, false, false]);
    });
  });

  test("leaves the host's user nothing of another's", async () => {
    expect(await succeed("find", [stack.folder, "!", "-user", String(host)])).toBe("");
  });

  test("leaves nothing behind", async () => {
    expect(await remains(stack)).not.toEqual("");
    await stack.remove();
    expect(await remains(stack)).toEqual("");
  });
});

describe("A database that trusts", () => {
  const declare = (more: object = {}): UncheckedDeclaration => ({
    name: "trusting",
    files: { compose: { development: "docker-compose.dev.yml", production: "docker-compose.prod.yml" } },
    services: { db: { ...postgres({ version: "17", trust: true }), ...more } },
  });

  const planned = () => variant(declare());

  const complaint = (more: object) => {
    const resolved = resolve(declare(more));
    return "problems" in resolved ? printProblems("trusting", resolved.problems) : "none";
  };

  onEngine("on the engine", () => {
    let stack: TestStack;

    beforeAll(async () => {
      stack = await TestStack.create({ template: "django-react", environment: "development" });
      stack.save(stack.file, planned()[stack.file]!);
      await stack.succeed(["up", "--wait"]);
    });

    afterAll(() => stack.remove());

    test("lets this machine in without a password, and no other", async () => {
      expect(await psql(stack, { user: "app" })).toMatchObject({ code: 0, stdout: "1\n" });
      const [container] = await stack.inspect("db");
      expect(container?.HostConfig.PortBindings).toEqual({
        "5432/tcp": [{ HostIp: "127.0.0.1", HostPort: String(stack.ports.db) }],
      });
    });

    test("leaves nothing behind", async () => {
      await stack.remove();
      expect(await remains(stack)).toEqual("");
    });
  });

  test("does so in development only", () => {
    const files = planned();
    expect(Object.keys(files).filter((path) => /trust\b/.test(files[path]!))).toEqual(["docker-compose.dev.yml"]);
  });

  test("cannot be published to others", () => {
    expect(complaint({ publishOn: "0.0.0.0" })).toMatch(/at services\.db\.publishOn\n.*`0\.0\.0\.0`.*`127\.0\.0\.1`/);
    expect(complaint({ publishOn: { development: "192.168.0.1" } })).toContain("at services.db.publishOn\n");
    expect(complaint({ publishOn: "127.0.0.1" })).toBe("none");
  });

  test("cannot be published in production", () => {
    expect(complaint({ publish: 5432 })).toMatch(/at services\.db\.publish\n.*published port 5432, expected none/);
    expect(complaint({ publish: { development: 5433 } })).toBe("none");
  });
});

const stateOf = ({ State }: Awaited<ReturnType<TestStack["inspect"]>>[number]): string =>
  State.Running ? (State.Health?.Status ?? "running") : `${State.Status} ${State.ExitCode}`;

/** Asks a stack's database through the port that it publishes on this machine. */
const psql = ({ ports }: TestStack, { user = "timetracker", password = "" } = {}): Promise<Outcome> =>
  run("docker", [
    ...["run", "--rm", "--network", "host", ...(password === "" ? [] : ["--env", `PGPASSWORD=${password}`])],
    ...["postgres:17", "psql", "--no-password", "-h", "127.0.0.1", "-p", String(ports.db), "-U", user],
    ...["-tAc", "SELECT 1"],
  ]);

/** What the engine has of a stack. */
async function remains({ env, project }: TestStack): Promise<string> {
  const named = ["--filter", `name=${project}`];
  const lists = await Promise.all(
    [
      ["container", "ls", "--all", "--quiet", ...named],
      ["network", "ls", "--quiet", ...named],
      ["volume", "ls", "--quiet", ...named],
      ["image", "ls", "--quiet", "--filter", `reference=*:${env.IMAGE_TAG}`],
      ["image", "ls", "--quiet", "--filter", `label=com.docker.compose.project=${project}`],
    ].map((list) => succeed("docker", list)),
  );
  return lists.join("");
}
