import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { flask, versions } from "@quaywright/presets";
import { onEngine } from "./engine";
import { succeed } from "./run";
import { TestStack } from "./stack";

jest.setTimeout(900_000);

const program = `
from flask import Flask

def create_app():
    app = Flask(__name__)
    app.add_url_rule("/healthz", view_func=lambda: "ok", endpoint="health")
    return app
`;

const look = `
import importlib.metadata, importlib.util
print(importlib.metadata.version("flask"))
print("val is not a non-empty string" in open("/app/hello/static/main.js").read())
print(importlib.util.find_spec("pytest") is not None)
`;

onEngine("an image holds what the lock files of its package managers say", () => {
  const cases = [
    { python: "uv", node: "pnpm", tests: "True" },
    { python: "pip", node: "yarn", tests: "False" }, // its requirements have hashes, and there are none for tests
  ] as const;
  test.each(cases)("$python and $node", async ({ node, python, tests }) => {
    const app = flask({
      source: ".",
      app: "hello:create_app()",
      // uv on a Python that is not the application's, and a lock file that lacks the server
      python: { manager: python, ...(python === "uv" && { managerPython: "3.14", add: ["gunicorn==27.0.1"] }) },
      steps: [{ bundle: "page", output: "hello/static", manager: node }],
    });
    const stack = await TestStack.declare({ name: "hello", services: { app } }, "production");
    try {
      lay(stack, python, "");
      if (python === "uv") await lock(stack);
      lay(stack, node, "page/");
      stack.save("page/main.js", 'import ms from "ms";\nconsole.log(ms("2 days"));\n');
      stack.save("hello/__init__.py", program);
      stack.writeSecrets();
      await stack.succeed(["up", "--build", "--detach", "--wait"]);
      expect(await stack.succeed(["exec", "-T", "app", "python", "-c", look])).toBe("3.1.3\nTrue\nFalse\n");
      const build = ["build", "--quiet", "--file", "docker/app/Dockerfile", "--target", "development", "."];
      const image = (await succeed("docker", build, { cwd: stack.folder })).trim();
      const find = 'import importlib.util; print(importlib.util.find_spec("pytest") is not None)';
      const said = await succeed("docker", ["run", "--rm", "--entrypoint", "/opt/venv/bin/python", image, "-c", find]);
      await succeed("docker", ["image", "rm", image]);
      expect(said).toBe(`${tests}\n`);
    } finally {
      await stack.remove();
    }
  });
});

/** A lock file of uv names the index that it was made with, so it is made anew for each run. */
async function lock({ folder }: TestStack): Promise<void> {
  const { gid, uid } = statSync(folder);
  const commands = `python -m venv /tmp/uv && /tmp/uv/bin/pip install --quiet uv==${versions.uv} && /tmp/uv/bin/uv lock`;
  const options = ["--user", `${uid}:${gid}`, "--env", "HOME=/tmp", "--volume", `${folder}:/src`, "--workdir", "/src"];
  await succeed("docker", ["run", "--rm", ...options, "python:3.13-slim-trixie", "sh", "-c", commands]);
}

/** Manifest and lock file of a package manager. */
function lay(stack: TestStack, manager: string, folder: string): void {
  const kept = join(__dirname, "packages", manager);
  for (const name of readdirSync(kept)) stack.save(`${folder}${name}`, readFileSync(join(kept, name), "utf8"));
}
