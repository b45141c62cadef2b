import { randomBytes } from "node:crypto";
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { onEngine } from "./engine";
import { type Outcome, run, succeed } from "./run";
import { TestStack } from "./stack";
import { variant } from "./variant";

const templates = resolve(__dirname, "../../templates");
const definitions = (readdirSync(templates, { recursive: true, encoding: "utf8" }) as string[])
  .filter((path) => /(^|\/)docker-bake\.hcl$/.test(path) && !path.includes("node_modules"))
  .map((path) => dirname(path));

const bake = (folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
  run("docker", ["buildx", "bake", "--file", "docker-bake.hcl", ...args], { cwd: folder, env });

interface Printed {
  readonly group: Readonly<Record<string, { readonly targets: readonly string[] }>>;
  readonly target: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
const printed = async (folder: string, env: Readonly<Record<string, string>> = {}): Promise<Printed> => {
  const { code, stderr, stdout } = await bake(folder, ["--print"], env);
  expect({ code, warnings: stderr.match(/warning|error/gi) }).toEqual({ code: 0, warnings: null });
  return JSON.parse(stdout);
};

/** A build's record: what it did for each step, and of which it had the result already. */
async function record(folder: string, targets: readonly string[], env: Readonly<Record<string, string>>) {
  const { code, stderr } = await bake(folder, ["--progress", "rawjson", ...targets], env);
  if (code !== 0) throw new Error(stderr);
  const steps = new Map<string, boolean>();
  for (const line of stderr.split("\n").filter((each) => each.startsWith("{"))) {
    const { vertexes = [] } = JSON.parse(line) as {
      vertexes?: { name: string; cached?: boolean; completed?: string }[];
    };
    for (const { cached = false, completed, name } of vertexes) if (completed !== undefined) steps.set(name, cached);
  }
  return (pattern: RegExp): boolean[] => [...steps].filter(([name]) => pattern.test(name)).map(([, cached]) => cached);
}

onEngine("docker buildx bake", () => {
  test.each(definitions)("reads %s without a word, and builds each image once", async (template) => {
    const { group, target } = await printed(join(templates, template));
    expect(Object.keys(target).sort()).toEqual([...(group.default?.targets ?? [])].sort());
    const places = Object.values(target).map(({ dockerfile, target: stage }) => `${dockerfile} ${stage}`);
    expect(new Set(places).size).toBe(places.length);
    for (const each of Object.values(target)) {
      expect(each).not.toHaveProperty("attest");
      expect(each).not.toHaveProperty("platforms");
    }
  });

  test.each(definitions)("releases those of %s for each platform, with provenance and SBOM", async (template) => {
    const { target } = await printed(join(templates, template), {
      RELEASE: "true",
      IMAGE_TAG: "1.2",
      GIT_REVISION: "abc",
    });
    for (const each of Object.values(target)) {
      expect(each).toMatchObject({
        platforms: ["linux/amd64", "linux/arm64"],
        attest: [{ type: "provenance", mode: "max" }, { type: "sbom" }],
        labels: { "org.opencontainers.image.revision": "abc", "org.opencontainers.image.version": "1.2" },
        tags: [expect.stringMatching(/:1\.2$/)],
      });
    }
  });

  describe("on a copy of django-react", () => {
    let stack: TestStack;
    let env: Record<string, string>;
    beforeAll(async () => {
      stack = await TestStack.create({ template: "django-react", environment: "production" });
      env = { IMAGE_TAG: stack.env.IMAGE_TAG ?? "", GIT_REVISION: "0123abc" };
    });
    afterAll(() => stack.remove());

    test("builds what Compose then runs, and labels it", async () => {
      await record(stack.folder, ["backend", "nginx"], env);
      const labels = await succeed("docker", [
        ...["image", "inspect", "--format", "{{json .Config.Labels}}"],
        `timetracker-nginx:${env.IMAGE_TAG}`,
      ]);
      expect(JSON.parse(labels)).toMatchObject({
        "org.opencontainers.image.title": "timetracker nginx",
        "org.opencontainers.image.revision": "0123abc",
        "org.opencontainers.image.version": env.IMAGE_TAG,
      });
      const images = await stack.succeed(["config", "--images"], { env: { ...env, ALLOWED_HOSTS: "x" } });
      expect(images.split("\n")).toEqual(expect.arrayContaining([`timetracker-backend:${env.IMAGE_TAG}`]));
    }, 300_000);

    test("keeps the layers of dependencies when a source file changes", async () => {
      // a change that no cache of an earlier run knows
      appendFileSync(join(stack.folder, "backend/manage.py"), `\n# ${randomBytes(8).toString("hex")}\n`);
      const cached = await record(stack.folder, ["backend", "nginx"], env);
      expect(cached(/pip .*install/)).not.toContain(false);
      expect(cached(/pip .*install/)).toContain(true);
      expect(cached(/COPY backend\/ /)).toContain(false);
    }, 300_000);

    test("keeps everything when a file changes that no image has", async () => {
      writeFileSync(join(stack.folder, "notes.md"), "changed\n");
      writeFileSync(join(stack.folder, "frontend/notes-of-another-image.md"), "changed\n");
      const cached = await record(stack.folder, ["backend", "nginx"], env);
      expect(cached(/\] (RUN|COPY) /)).not.toContain(false);
    }, 300_000);
  });

  test("takes base images from a mirror and names ours after a registry, one line each", async () => {
    const mark = randomBytes(4).toString("hex");
    const place = `localhost:1/${mark}`;
    const folder = mkdtempSync(join(tmpdir(), "quaywright-bake-"));
    const base = "busybox:stable-musl";
    const stages = [{ name: "production", purpose: "is it.", from: "nginx:alpine" }];
    const files = variant({
      name: "shop",
      images: { registry: `${place}/ours`, mirror: `${place}/hub`, platforms: ["linux/amd64"] },
      services: { app: { build: { stages, sources: [] } }, db: { image: base } },
    });
    for (const path of ["docker/app/Dockerfile", "docker/app/Dockerfile.dockerignore", "docker-bake.hcl"]) {
      await succeed("mkdir", ["-p", join(folder, path, "..")]);
      writeFileSync(join(folder, path), files[path] ?? "");
    }
    expect(files["compose.yaml"]).toContain(`image: ${place}/hub/library/${base}\n`);
    expect(files["compose.production.yaml"]).toContain(`image: ${place}/ours/shop-app:`);
    const { target } = await printed(folder, { RELEASE: "true", CACHE_TAG: "cache-amd64" });
    expect(target.app).toMatchObject({
      platforms: ["linux/amd64"],
      attest: [
        { type: "provenance", mode: "max" },
        { type: "sbom", generator: `${place}/hub/docker/buildkit-syft-scanner:stable-1` },
      ],
      "cache-from": [{ type: "registry", ref: `${place}/ours/shop-app:cache-amd64` }],
      "cache-to": [{ type: "registry", ref: `${place}/ours/shop-app:cache-amd64`, mode: "max" }],
    });
    const mirrored = `${place}/hub/library/nginx:alpine`;
    await succeed("docker", ["image", "tag", "nginx:alpine", mirrored]);
    try {
      const { code, stderr } = await bake(folder, [], { IMAGE_TAG: mark });
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(mirrored) });
      await succeed("docker", ["image", "inspect", `${place}/ours/shop-app:${mark}`]);
    } finally {
      await run("docker", ["image", "rm", "--force", mirrored, `${place}/ours/shop-app:${mark}`]);
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});
