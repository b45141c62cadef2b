import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Workspace } from "../affected/workspace";
import { ask } from "./ask";
import { clear } from "./clear";
import { engineAnswers } from "./engine";
import { forgetImages, hasRegistry, ImageRegistry } from "./image-registry";
import { freePort } from "./port";
import { type Outcome, run, succeed } from "./run";

jest.setTimeout(600_000);

/** What this engine's own builder cannot do is left out: https://docs.docker.com/build/builders/drivers/ */
const plain = ["--provenance=false", "--sbom=false", "--set", "*.cache-to=", "--set", "*.cache-from="];
const label = "org.opencontainers.image";
const services = ["backend", "frontend", "nginx"];

(engineAnswers && hasRegistry ? describe : describe.skip)("images of django-react are released", () => {
  const name = `release-${randomBytes(4).toString("hex")}`;
  /** A machine that has no sources: what it is given is all that it needs. */
  const host = mkdtempSync(join(tmpdir(), "quaywright-host-"));
  /** Who only pulls: one file, its secrets and its settings. */
  const guest = mkdtempSync(join(tmpdir(), "quaywright-guest-"));
  let registry: ImageRegistry;
  let other: ImageRegistry;
  let workspace: Workspace;
  let port: number;

  const image = (service: string, tag: string): string => `${registry.host}/acme/${name}-${service}:${tag}`;
  const digests = async (tag: string): Promise<Record<string, string>> =>
    Object.fromEntries(
      await Promise.all(services.map(async (each) => [each, await registry.digest(image(each, tag))] as const)),
    );
  const release = (): Promise<Outcome> =>
    run("npx", ["projen", "release", ...plain], { cwd: workspace.root, env: workspace.env });
  const deploy = (...args: string[]): Promise<Outcome> =>
    run(join(host, "docker/deploy.production.sh"), args, { cwd: host, env: { NGINX_PUBLISHED_PORT: String(port) } });
  /** By service, the digest that each of its containers was made from. */
  const running = async (): Promise<Record<string, string>> => {
    const format = '{{index .Config.Labels "com.docker.compose.service"}} {{.Image}}';
    const ids = (
      await succeed("docker", ["ps", "--quiet", "--filter", `label=com.docker.compose.project=${name}-production`])
    )
      .split("\n")
      .filter((id) => id !== "");
    const found: Record<string, string> = {};
    for (const line of (await succeed("docker", ["inspect", "--format", format, ...ids])).trim().split("\n")) {
      const [service = "", id = ""] = line.split(" ");
      if (!services.includes(service)) continue;
      const known = await succeed("docker", ["image", "inspect", "--format", '{{join .RepoDigests " "}}', id]);
      found[service] = /@(sha256:\w+)/.exec(known)?.[1] ?? "";
    }
    return found;
  };
  const forget = (): Promise<void> => forgetImages(`*/*/${name}-*`);
  const ofVersion = async (tag: string): Promise<Outcome> => {
    await workspace.commit();
    await workspace.git("tag", tag);
    return release();
  };

  beforeAll(async () => {
    registry = await ImageRegistry.open();
    other = await ImageRegistry.open();
    port = await freePort();
    workspace = await Workspace.create("django-react");
    const images = `{ registry: "${registry.host}/acme", also: ["${other.host}/elsewhere"], platforms: ["linux/amd64"] }`;
    workspace.edit(".projenrc.ts", (text) =>
      text
        .replace('name: "timetracker",', `name: "${name}",\n  images: ${images},`)
        .replace("files: {", 'files: { pull: "compose.pull.yaml",'),
    );
    await workspace.start();
  });
  afterAll(async () => {
    await clear(`label=com.docker.compose.project=${name}-production`);
    await forget();
    for (const each of [registry, other]) each.close();
    workspace.remove();
    for (const folder of [host, guest]) rmSync(folder, { recursive: true, force: true });
  });

  test("under the name that git has for them, with what tells where they come from", async () => {
    expect(await ofVersion("v1")).toMatchObject({ code: 0 });
    const head = (await workspace.git("rev-parse", "HEAD")).trim();
    for (const service of services) {
      const config = ["buildx", "imagetools", "inspect", image(service, "v1"), "--format", "{{json .Image}}"];
      expect(JSON.parse(await succeed("docker", config)).config.Labels).toMatchObject({
        [`${label}.created`]: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        [`${label}.revision`]: head,
        [`${label}.version`]: "v1",
      });
    }
  });

  test("to every registry that is declared, the same images", async () => {
    for (const service of services)
      expect(await other.digest(`${other.host}/elsewhere/${name}-${service}:v1`)).toBe(
        await registry.digest(image(service, "v1")),
      );
  });

  test("not with changes that git does not have", async () => {
    workspace.write("frontend/src/unsaved.ts", "export {};\n");
    await workspace.git("add", "--intent-to-add", ".");
    const { code, stderr } = await release();
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("commit first") });
    await workspace.git("checkout", "--quiet", ".");
    await workspace.git("rm", "--cached", "--force", "--quiet", "frontend/src/unsaved.ts");
    rmSync(join(workspace.root, "frontend/src/unsaved.ts"));
  });

  test("and deployed by a host that has neither sources nor Node.js, which notes their digests", async () => {
    await forget();
    workspace.write(".env", "ALLOWED_HOSTS=127.0.0.1\n");
    await succeed("npx", ["quaywright", "env", "production"], { cwd: workspace.root, env: workspace.env });
    for (const path of ["docker-compose.prod.yml", "docker/deploy.production.sh", "secrets", ".env"]) {
      mkdirSync(dirname(join(host, path)), { recursive: true });
      cpSync(join(workspace.root, path), join(host, path), { recursive: true });
    }
    const { code, stdout, stderr } = await deploy("v1");
    expect({ code, stderr: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, stderr: "" });
    const noted = readFileSync(join(host, "deployments.production.log"), "utf8");
    for (const [service, digest] of Object.entries(await digests("v1")))
      expect(noted).toContain(`${image(service, "v1").replace(/:v1$/, "")}@${digest}`);
    expect(await running()).toEqual(await digests("v1"));
    expect((await ask(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });

  test("and go back by digest, also when nothing of them is left on the host", async () => {
    workspace.edit("frontend/index.html", (text) => text.replace("</head>", "<!-- second --></head>"));
    expect(await ofVersion("v2")).toMatchObject({ code: 0 });
    const [first, second] = [await digests("v1"), await digests("v2")];
    expect(second.frontend).not.toBe(first.frontend);
    await forget();
    expect(await deploy("v2")).toMatchObject({ code: 0 });
    expect((await ask(`http://127.0.0.1:${port}/`)).body.toString()).toContain("<!-- second -->");
    await forget();
    const { code, stdout, stderr } = await deploy("--rollback");
    expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: expect.stringContaining("Done: v1 runs.") });
    expect((await running()).frontend).toBe(first.frontend);
    expect((await ask(`http://127.0.0.1:${port}/`)).body.toString()).not.toContain("<!-- second -->");
    expect(readFileSync(join(host, ".env"), "utf8")).toBe("ALLOWED_HOSTS=127.0.0.1\nIMAGE_TAG=v1\n");
  });

  test("and run by whoever has one file, its secrets and its settings", async () => {
    await clear(`label=com.docker.compose.project=${name}-production`);
    await forget();
    for (const [path, as] of [
      ["compose.pull.yaml", "compose.yaml"],
      ["secrets", "secrets"],
    ] as const)
      cpSync(join(workspace.root, path), join(guest, as), { recursive: true });
    writeFileSync(join(guest, ".env"), `ALLOWED_HOSTS=127.0.0.1\nIMAGE_TAG=v2\nNGINX_PUBLISHED_PORT=${port}\n`);
    await succeed("docker", ["compose", "up", "--detach", "--wait"], { cwd: guest });
    expect((await ask(`http://127.0.0.1:${port}/`)).body.toString()).toContain("<!-- second -->");
    expect(await running()).toEqual(await digests("v2"));
  });
});
