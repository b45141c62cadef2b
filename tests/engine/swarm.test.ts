import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { gateway, postgres } from "@quaywright/presets";
import { ask } from "./ask";
import { onEngine } from "./engine";
import { failures, load } from "./load";
import { type Outcome, run, start, succeed } from "./run";
import { eventually, TestStack } from "./stack";

jest.setTimeout(600_000);

const script = "docker/deploy.production.sh";

/** It tells its version, what it knows of a secret, and how often its migration ran. */
const program = `
import http.server, os, signal, threading
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        told = {"/healthz": "ok", "/version": "VERSION", "/token": os.environ["TOKEN"][:8]}
        if self.path == "/migrations": told["/migrations"] = str(open("/data/migrations").read().count("once"))
        text = told.get(self.path, "").encode()
        self.send_response(200 if text else 500)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    do_POST = do_GET
    def log_message(self, *words): pass
server = http.server.ThreadingHTTPServer(("", 8000), Handler)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
`;

const migration = `
import socket
socket.create_connection(("db", 5432), 5)
open("/data/migrations", "a").write("once")
`;

const declaration = (name: string) => ({
  name,
  swarm: { production: true },
  services: {
    db: postgres({ version: "17" }),
    app: {
      build: {
        sources: ["app"],
        stages: [
          {
            name: "production",
            purpose: "is it.",
            from: "python:3.13-slim",
            client: "python",
            preparesUser: true,
            entrypoint: "production",
            workdir: "/app",
            port: 8000,
            command: ["python", "serve.py"],
            steps: [{ kind: "copy", sources: ["app"], target: "/app" }],
          },
        ],
      },
      port: 8000,
      user: "10001:10001",
      replicas: 2,
      needs: ["db"],
      volumes: { data: "/data" },
      variables: { TOKEN: { kind: "secret" }, SPARE: { kind: "secret", optional: true, issued: "nobody" } },
      probe: { kind: "http", path: "/healthz", interval: 5, timeout: 10, startPeriod: 10, retries: 3 },
      jobs: {
        migrate: { command: ["python", "migrate.py"] },
        tidy: { when: "asked", command: ["python", "-c", "print('tidied')"], schedule: "0 3 * * *" },
        doze: { when: "asked", command: ["sleep", "120"] },
      },
    },
    edge: gateway({ tls: "none", routes: { "/": "app" } }),
  },
});

onEngine("a swarm runs a stack", () => {
  const name = `fleet-${randomBytes(3).toString("hex")}`;
  let stack: TestStack;

  beforeAll(async () => {
    await succeed("docker", ["swarm", "init", "--advertise-addr", "127.0.0.1"]);
    stack = await TestStack.declare(declaration(name), "production");
    stack.save("app/migrate.py", migration);
    stack.writeSecrets({ token: `first---${randomBytes(20).toString("hex")}`, spare: "" });
    await build("v1");
  });
  afterAll(async () => {
    await run("docker", ["stack", "rm", `${name}-production`]);
    const filter = ["--filter", `name=${name}-production_`];
    // a network that a swarm leaves behind takes its addresses from the next one
    for (const kind of [
      ["ps", "--all"],
      ["network", "ls"],
    ])
      await eventually(
        () => succeed("docker", [...kind, "--quiet", ...filter]),
        (left) => left === "",
      );
    await run("docker", ["swarm", "leave", "--force"]);
    for (const volume of (await succeed("docker", ["volume", "ls", "--quiet", ...filter])).split("\n").filter(Boolean))
      await run("docker", ["volume", "rm", volume]);
    const images = ["image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", `reference=${name}-*`];
    await run("docker", ["image", "rm", ...(await succeed("docker", images)).split("\n").filter(Boolean)]);
    await stack.remove();
  });

  async function build(version: string, text = program): Promise<void> {
    stack.save("app/serve.py", text.replace("VERSION", version));
    await stack.succeed(["build", "--quiet"], { env: { IMAGE_TAG: version } });
  }
  // without the test's own tag, which would be the one in force
  const deploy = (...args: string[]): Promise<Outcome> => {
    const { IMAGE_TAG: _tag, ...env } = stack.env;
    return run("sh", [join(stack.folder, script), ...args], {
      cwd: stack.folder,
      env: { ...env, DEPLOY_TIMEOUT: "200" },
    });
  };
  const told = async (path: string): Promise<string> => String((await ask(stack.url("edge", path))).body);
  const pulse = () =>
    load(
      25,
      () => stack.url("edge", "/version"),
      () => ({ url: stack.url("edge", "/version"), body: {} }),
    );
  const images = async (): Promise<string> =>
    succeed("docker", ["service", "ls", "--format", "{{.Name}} {{.Image}} {{.Replicas}}"]);

  test("its first deployment migrates, and answers through the gateway", async () => {
    const { code, stderr } = await deploy("v1");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await eventually(
      () => told("/version"),
      (text) => text === "v1",
    );
    expect(await told("/migrations")).toBe("1");
    expect(await told("/token")).toBe("first---");
  });

  test("a secret is a file, and nothing else tells it", async () => {
    const secret = stack.read("secrets/token");
    const [id = ""] = (await succeed("docker", ["ps", "--quiet", "--filter", `name=${name}-production_app.`])).split(
      "\n",
    );
    const seen = await Promise.all([
      succeed("docker", ["inspect", id]),
      succeed("docker", ["service", "inspect", `${name}-production_app`]),
    ]);
    for (const text of seen) expect(text).not.toContain(secret);
    expect(await succeed("docker", ["exec", id, "cat", "/run/secrets/token"])).toBe(secret);
  });

  test("another version takes over without a failed request, and what does the same stays", async () => {
    await build("v2");
    const pulsing = pulse();
    const { code, stderr } = await deploy("v2");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(failures(await pulsing.stop(), [200])).toEqual({});
    expect(await told("/version")).toBe("v2");
    expect(await told("/migrations")).toBe("2");
    expect(await images()).toMatch(new RegExp(`${name}-production_app ${name}-app:v2-[0-9a-f]{12} 2/2`));
    expect(await images()).toMatch(new RegExp(`${name}-production_edge ${name}-edge:v1-[0-9a-f]{12} 1/1`));
    expect(stack.read(".env")).toContain("IMAGE_TAG=v2");
  });

  test("a version that never gets healthy is not asked, and goes by itself", async () => {
    await build("v3", program.replace('"/healthz": "ok", ', ""));
    const pulsing = pulse();
    const { code, stderr } = await deploy("v3");
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("What ran before runs again.") });
    expect(failures(await pulsing.stop(), [200])).toEqual({});
    expect(await told("/version")).toBe("v2");
    expect(stack.read(".env")).toContain("IMAGE_TAG=v2");
  });

  test("a secret is changed, and a rollback brings back images and secrets", async () => {
    stack.writeSecrets({
      token: `second--${randomBytes(20).toString("hex")}`,
      postgres_password: stack.read("secrets/postgres_password"),
      spare: "",
    });
    expect((await deploy()).code).toBe(0);
    expect(await told("/token")).toBe("second--");
    expect((await deploy("--rollback")).code).toBe(0);
    expect(await told("/token")).toBe("first---");
  });

  test("a job is run when someone asks for it", async () => {
    const { code, stdout } = await deploy("--run", "app-tidy");
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("tidied") });
    expect(await images()).not.toContain("app-tidy");
  });

  test("a job ends with the script that runs it", async () => {
    const { IMAGE_TAG: _tag, ...env } = stack.env;
    const running = start("sh", [join(stack.folder, script), "--run", "app-doze"], { cwd: stack.folder, env });
    const task = ["ps", "--quiet", "--filter", `label=com.docker.swarm.service.name=${name}-production_app-doze`];
    await eventually(
      () => succeed("docker", task),
      (found) => found !== "",
    );
    expect((await running.interrupt()).code).toBe(130);
    expect(await succeed("docker", ["service", "ls", "--quiet", "--filter", `name=${name}-production_app-doze`])).toBe(
      "",
    );
  });

  test("by a timer, one job waits for another one, and a deployment for both", async () => {
    const unit = stack.read(`docker/systemd/${name}-production-app-tidy.service`);
    const [, line = ""] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
    const { IMAGE_TAG: _tag, ...env } = stack.env;
    await run("chmod", ["+x", script], { cwd: stack.folder });
    const timed = () => run("sh", ["-c", line], { cwd: stack.folder, env });
    const ended = await Promise.all([timed(), timed(), deploy()]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(ended.slice(0, 2).map(({ stdout }) => stdout)).toEqual([
      expect.stringContaining("tidied"),
      expect.stringContaining("tidied"),
    ]);
  });
});
