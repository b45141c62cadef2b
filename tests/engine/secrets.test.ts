import { randomBytes } from "node:crypto";
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { django, gateway, postgres, vite, worker } from "@quaywright/presets";
import { ask } from "./ask";
import { onEngine } from "./engine";
import { PrivateRegistry } from "./private-registry";
import { type Outcome, run, succeed } from "./run";
import { TestStack } from "./stack";
import { lay } from "./variant";

jest.setTimeout(600_000);

const random = () => randomBytes(24).toString("hex");
const issued = "whoever runs the registry";

const filesIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((path) => lstatSync(join(folder, path)).isFile());

/** A layer, which some engines keep compressed. */
const unzipped = (bytes: Buffer): Buffer => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);

onEngine("secrets of a stack that was built and started for production", () => {
  let stack: TestStack;
  let registry: PrivateRegistry;
  let build: Outcome;
  let values: readonly string[];

  beforeAll(async () => {
    registry = await PrivateRegistry.open(random(), random());
    stack = await TestStack.create({
      template: "django-react",
      environment: "production",
      env: { ALLOWED_HOSTS: "127.0.0.1" },
    });
    lay(stack, {
      name: "timetracker",
      files: { compose: { production: stack.file } },
      services: {
        db: postgres({ version: "17", name: "timetracker" }),
        backend: django({
          source: "backend",
          project: "config",
          database: "db",
          databaseUrl: "DATABASE_URL",
          variables: {
            PIP_EXTRA_INDEX_URL: { purpose: "Our packages.", kind: "secret", phase: "build", issued },
            PIP_TRUSTED_HOST: { purpose: "It may do without TLS.", kind: "secret", phase: "build", optional: true },
            API_KEY: { purpose: "Sends mail.", kind: "secret", issued: "the post" },
          },
        }),
        worker: worker({ of: "backend", command: ["python", "manage.py", "worker_run"], heartbeat: 60 }),
        frontend: vite({ source: "frontend", secrets: { NPMRC: { file: "NPM_CONFIG_USERCONFIG", issued } } }),
        nginx: gateway({ tls: "none", routes: { "/": "frontend", "/api/": "backend" } }),
      },
    });
    const { host, integrity, password, token } = registry;
    const secrets = stack.writeSecrets({
      pip_extra_index_url: `http://builder:${password}@${host}/simple/\n`,
      pip_trusted_host: host,
      npmrc: `//${host}/:_authToken=${token}\n`,
      api_key: random(),
    });
    values = [secrets.postgres_password!, secrets.secret_key!, secrets.api_key!, password, token];
    stack.save("backend/requirements.txt", `${stack.read("backend/requirements.txt")}private-sample==1.0\n`);
    edit("frontend/package.json", (manifest) => ({
      ...manifest,
      dependencies: { ...manifest.dependencies, "private-sample": "1.0.0" },
    }));
    edit("frontend/package-lock.json", ({ packages, ...lock }) => ({
      ...lock,
      packages: {
        ...packages,
        "": { ...packages[""], dependencies: { ...packages[""].dependencies, "private-sample": "1.0.0" } },
        "node_modules/private-sample": {
          version: "1.0.0",
          resolved: `http://${host}/private-sample-1.0.0.tgz`,
          integrity,
        },
      },
    }));
    build = await stack.compose(["--progress", "plain", "build", "--no-cache"], { timeout: 500 });
    await stack.succeed(["up", "--wait"]);
  });

  afterAll(async () => {
    registry?.close();
    await stack?.remove();
  });

  // biome-ignore lint/suspicious/noExplicitAny: files of npm, of which a few keys are read.
  const edit = (path: string, change: (json: any) => object) =>
    stack.save(path, JSON.stringify(change(JSON.parse(stack.read(path)))));

  /** The values that stand in a text, as they are or in another spelling that gives them away. */
  const leaked = (text: Buffer | string): string[] =>
    values.filter((value) =>
      [value, Buffer.from(value).toString("base64").replace(/=+$/, ""), Buffer.from(value).toString("hex")].some(
        (spelling) => text.includes(spelling) || text.includes(spelling.replace(/../g, "%$&")),
      ),
    );

  const images = async (): Promise<string[]> => {
    const filter = ["--filter", `reference=timetracker-*:${stack.env.IMAGE_TAG}`];
    return (await succeed("docker", ["image", "ls", ...filter, "--format", "{{.Repository}}:{{.Tag}}"]))
      .trim()
      .split("\n");
  };

  test("a build reads those that it needs: packages came from a private registry", async () => {
    expect(build.code).toBe(0);
    const there = ["run", "--rm", "--no-deps", "--entrypoint", "python", "backend"];
    expect(await stack.succeed([...there, "-c", "import private_sample; print(private_sample.answer)"])).toBe("42\n");
    expect((await ask(stack.url("nginx", "/"))).status).toBe(200);
  });

  test("they work: the site has its database, by password and by URL", async () => {
    expect((await ask(stack.url("nginx", "/api/status/"))).status).toBe(200);
  });

  test("no layer of an image has one", async () => {
    const names = await images();
    expect(names).toHaveLength(3);
    for (const name of names) {
      const folder = mkdtempSync(join(tmpdir(), "quaywright-image-"));
      await succeed("sh", ["-c", 'docker save "$0" | tar -x -C "$1"', name, folder]);
      const parts = filesIn(folder).map((path) => unzipped(readFileSync(join(folder, path))));
      rmSync(folder, { recursive: true });
      // a text of an attachment would be found
      expect(parts.some((part) => part.includes("Generated by Quaywright from .projenrc.ts"))).toBe(true);
      expect([name, parts.flatMap(leaked)]).toEqual([name, []]);
    }
  });

  test("no history, no `inspect`, no argument of a process and no log has one", async () => {
    for (const name of await images()) {
      expect(leaked(await succeed("docker", ["history", "--no-trunc", name]))).toEqual([]);
      expect(leaked(await succeed("docker", ["image", "inspect", name]))).toEqual([]);
    }
    expect(leaked(JSON.stringify(await stack.inspect()))).toEqual([]);
    for (const { Id } of await stack.inspect("backend", "db", "frontend", "nginx", "worker")) {
      const commands = await succeed("docker", ["exec", Id, "sh", "-c", "cat /proc/[0-9]*/cmdline"]);
      expect([commands.length > 0, leaked(commands)]).toEqual([true, []]);
    }
    expect(leaked(await stack.succeed(["logs"]))).toEqual([]);
    expect(leaked(build.stdout + build.stderr)).toEqual([]);
  });

  test("no file has one but its own, and Compose prints none", async () => {
    const paths = filesIn(stack.folder).filter((path) => !path.startsWith("secrets/"));
    expect(paths).toContain(stack.file);
    for (const path of paths) expect([path, leaked(readFileSync(join(stack.folder, path)))]).toEqual([path, []]);
    expect(leaked(await stack.succeed(["config"]))).toEqual([]);
  });

  test("a build without its secret ends with what it is for", async () => {
    stack.writeSecrets({ pip_extra_index_url: "" });
    const { code, stdout, stderr } = await stack.compose(["--progress", "plain", "build", "--no-cache", "backend"]);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch("The secret pip_extra_index_url is empty. Our packages.");
    const dockerfile = join(stack.folder, "docker/backend/Dockerfile");
    const bare = await run("docker", ["build", "--no-cache", "--file", dockerfile, stack.folder]);
    expect(bare.code).not.toBe(0);
    expect(bare.stderr).toMatch(/secret pip_extra_index_url: not found/);
  });
});
