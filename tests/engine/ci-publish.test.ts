import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { Workspace } from "../affected/workspace";
import { engineAnswers } from "./engine";
import { forgetImages, hasRegistry, ImageRegistry } from "./image-registry";
import { freePort } from "./port";
import { type Outcome, run, succeed } from "./run";

jest.setTimeout(600_000);

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** What this engine's own builder cannot do is left out. */
const plain = '--push --provenance=false --sbom=false --set "*.cache-to=" --set "*.cache-from="';
const services = ["backend", "frontend", "nginx"];

(engineAnswers && hasRegistry ? describe : describe.skip)("what publishes the images of django-react, with Nx", () => {
  const name = `ci-${randomBytes(4).toString("hex")}`;
  let registry: ImageRegistry;
  let workspace: Workspace;
  let port: number;
  let commit = "";

  const image = (service: string, tag: string): string => `${registry.host}/acme/${name}-${service}:${tag}`;
  const output = () => join(workspace.root, "..", `${name}.output`);
  const head = async (): Promise<string> => (await workspace.git("rev-parse", "HEAD")).trim();

  /** Steps of a job, as the host runs them; `given` are the values of expressions. Gives what they put out. */
  async function typed(job: string, names: readonly string[], given: Readonly<Record<string, string>>) {
    const { jobs } = parse(workspace.read(".github/workflows/containers.yml")) as { jobs: Record<string, Job> };
    const fill = (values: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          key,
          value.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
            const known = given[expression];
            if (known === undefined) throw new Error(`nothing is given for ${expression}`);
            return known;
          }),
        ]),
      );
    rmSync(output(), { force: true });
    writeFileSync(output(), "");
    for (const title of names) {
      const { env, run: script = "" } = jobs[job]?.steps.find((step) => step.name === title) ?? {};
      const all = {
        ...workspace.env,
        ...{ GITHUB_OUTPUT: output(), NX_DAEMON: "false", NGINX_PUBLISHED_PORT: String(port) },
        ...fill(jobs[job]?.env),
        ...fill(env),
      };
      const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script.replace("--push", plain)];
      const { code, stderr, stdout }: Outcome = await run("bash", args, { cwd: workspace.root, env: all });
      expect({ title, code, said: code === 0 ? "" : stdout + stderr }).toEqual({ title, code: 0, said: "" });
    }
    return Object.fromEntries(
      readFileSync(output(), "utf8")
        .split("\n")
        .flatMap((line) => (line === "" ? [] : [line.split("=") as [string, string]])),
    );
  }

  const context = (base: string) => ({
    "github.event.pull_request.base.sha || github.event.before": base,
    "github.event_name == 'schedule'": "false",
    "github.ref_name": "main",
    "github.ref_type == 'tag' && github.ref_name || github.sha": commit,
    "github.repository": "acme/shop",
    "github.server_url": "https://github.com",
    "github.sha": commit,
    "matrix.arch": "amd64",
    "matrix.platform": "linux/amd64",
  });
  const choose = async (base: string) => {
    commit = await head();
    const { base: from = "", targets = "" } = await typed("images", ["Choose"], context(base));
    return { "needs.images.outputs.base": from, "needs.images.outputs.targets": targets };
  };
  const publish = async (chosen: Readonly<Record<string, string>>) => {
    for (const service of services) {
      const given = { ...context(""), ...chosen, "matrix.repository": image(service, "").slice(0, -1) };
      const { digest = "" } = await typed("release", ["One image of all platforms"], {
        ...given,
        "matrix.target": service,
      });
      expect(digest).toBe(await registry.digest(image(service, commit)));
    }
  };
  const change = async (path: string): Promise<string> => {
    const before = await head();
    workspace.edit(path, (text) =>
      text.replace("</head>", `<!-- ${name} --></head>`).replace(/^(#|import)/, `# ${name}\n$1`),
    );
    await workspace.commit();
    return before;
  };

  beforeAll(async () => {
    registry = await ImageRegistry.open();
    port = await freePort();
    workspace = await Workspace.create("django-react");
    workspace.edit(".projenrc.ts", (text) =>
      text.replace(
        'name: "timetracker",',
        `name: "${name}",\n  images: { registry: "${registry.host}/acme", platforms: ["linux/amd64"] },`,
      ),
    );
    await workspace.start();
  });
  afterAll(async () => {
    await forgetImages(`${registry.host}/acme/${name}-*`);
    registry.close();
    rmSync(output(), { force: true });
    workspace.remove();
  });

  test("builds all of them where no commit before is known", async () => {
    const chosen = await choose("0".repeat(40));
    expect(chosen).toEqual({
      "needs.images.outputs.base": "",
      "needs.images.outputs.targets": services.join(" "),
    });
    await typed("build", ["Build and push"], { ...context(""), ...chosen });
    await publish(chosen);
  });

  test("builds what a change touches, once, starts that with the others as they were, and publishes both", async () => {
    const base = await change("frontend/index.html");
    const chosen = await choose(base);
    expect(chosen).toEqual({ "needs.images.outputs.base": base, "needs.images.outputs.targets": "frontend" });
    await typed("build", ["Build and push"], { ...context(""), ...chosen });
    await expect(registry.digest(image("backend", `${commit}-amd64`))).rejects.toThrow("not found");
    const steps = ["Images that are built", "Values, for this run alone", "Start"];
    try {
      await typed("start", steps, { ...context(""), ...chosen });
    } finally {
      await typed("start", ["End"], { ...context(""), ...chosen });
    }
    await publish(chosen);
    for (const service of ["backend", "nginx"])
      expect(await registry.digest(image(service, commit))).toBe(await registry.digest(image(service, base)));
    expect(await registry.digest(image("frontend", commit))).not.toBe(await registry.digest(image("frontend", base)));
  });

  test("builds what is proposed where it is started, and pushes nothing", async () => {
    const base = await change("backend/manage.py");
    const chosen = await choose(base);
    expect(chosen["needs.images.outputs.targets"]).toBe("backend nginx");
    await succeed("docker", ["image", "rm", ...services.map((service) => image(service, "ci"))]);
    await typed("start", ["Images", "Images that are built"], { ...context(""), ...chosen });
    for (const service of services) await succeed("docker", ["image", "inspect", image(service, "ci")]);
    await expect(registry.digest(image("backend", `${commit}-amd64`))).rejects.toThrow("not found");
  });

  test("builds what the registry does not have, though nothing has touched it", async () => {
    const base = await change("docker-compose.dev.yml");
    expect((await choose(base))["needs.images.outputs.targets"]).toBe(services.join(" "));
  });
});
