import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../engine/run";
import { Workspace } from "./workspace";

jest.setTimeout(180_000);

const all = ["timetracker-backend", "timetracker-frontend", "timetracker-nginx"];

describe("in a repository that was no workspace of Nx", () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await (await Workspace.create("django-react")).start();
  });
  afterAll(() => workspace.remove());
  afterEach(() => workspace.git("checkout", "--quiet", "."));

  test("there is one from then on, and its file is a person's", async () => {
    expect(JSON.parse(workspace.read("nx.json"))).toEqual({ analytics: false, neverConnectToCloud: true });
    workspace.edit("nx.json", (text) => text.replace("{", '{\n  "parallel": 1,'));
    const edited = workspace.read("nx.json");
    await workspace.synth();
    expect(workspace.read("nx.json")).toBe(edited);
  });

  test("each image is a project, of which nothing is taken from the cache that is not text", async () => {
    const { name, targets } = JSON.parse(await workspace.nx(["show", "project", "timetracker-nginx", "--json"]));
    expect(name).toBe("timetracker-nginx");
    expect(Object.keys(targets).sort()).toEqual(["check", "image"]);
    expect(targets.image.cache).toBe(false);
    expect(targets.image.options.command).toBe("docker buildx bake --file docker-bake.hcl nginx");
    expect(targets.check.options.command).toMatch(/^docker buildx build --check --file docker\/nginx\/Dockerfile /);
  });

  test.each<[string, string, (text: string) => string, readonly string[]]>([
    ["a source", "backend/manage.py", (text) => `${text}\n`, ["timetracker-backend", "timetracker-nginx"]],
    ["what only development has", "docker/backend/reload.py", (text) => `${text}\n`, []],
    ["what Compose reads", "docker-compose.prod.yml", (text) => `${text}\n`, []],
    ["an image's own ignore file", "docker/frontend/Dockerfile.dockerignore", (text) => `${text}x\n`, [all[1]!]],
  ])("%s that is edited touches the images that have it", async (_, path, change, images) => {
    workspace.edit(path, change);
    expect(await workspace.affected()).toEqual(images);
  });

  test.each<[string, (text: string) => string, readonly string[]]>([
    [
      "a build argument",
      (text) => text.replace('VITE_API_BASE_URL: "/api"', 'VITE_API_BASE_URL: "/api/v2"'),
      [all[1]!],
    ],
    ["a base image", (text) => text.replace("...django({", '...django({ python: "3.14",'), [all[0]!, all[2]!]],
    ["a route of the gateway", (text) => text.replace('"/admin/"', '"/office/"'), [all[2]!]],
    [
      "what all are released for",
      (text) => text.replace("  services:", '  images: { platforms: ["linux/amd64"] },\n  services:'),
      all,
    ],
    [
      "what only runs otherwise",
      (text) => text.replace("replicas: { production: 3 }", "replicas: { production: 2 }"),
      [],
    ],
  ])("%s that is declared anew touches the images that are built otherwise", async (_, change, images) => {
    workspace.edit(".projenrc.ts", change);
    await workspace.synth();
    expect(await workspace.affected()).toEqual(images);
  });

  test("a file that is removed touches those that had it", async () => {
    await workspace.git("rm", "--quiet", "frontend/index.html");
    expect(await workspace.affected()).toEqual(["timetracker-frontend"]);
    await workspace.git("reset", "--quiet");
  });

  // whatever a target's inputs are: these decide what Nx sees at all
  test.each(["nx.json", ".gitignore"])("%s touches everything, by a rule of Nx itself", async (path) => {
    workspace.edit(path, (text) => `${text}\n`);
    expect(await workspace.affected()).toEqual(all);
  });
});

describe("in a workspace of Nx that there is already", () => {
  let workspace: Workspace;
  const theirs = {
    "nx.json": `${JSON.stringify({
      analytics: false,
      neverConnectToCloud: true,
      namedInputs: { context: ["{workspaceRoot}/**/*"], default: ["{projectRoot}/**/*"] },
      targetDefaults: {
        image: { cache: true, dependsOn: ["^image"], inputs: ["default"] },
        test: { cache: true, dependsOn: ["^build"], inputs: ["default"] },
      },
    })}\n`,
    "apps/tool/project.json": '{ "name": "tool", "targets": { "image": { "command": "true" } } }\n',
  };
  const write = (path: string, text: string): void => writeFileSync(join(workspace.root, path), text);

  beforeAll(async () => {
    workspace = await Workspace.create("django-react", "apps/time [tracker]");
    await run("mkdir", ["-p", join(workspace.root, "apps/tool")]);
    for (const [path, text] of Object.entries(theirs)) write(path, text);
    await workspace.start();
  });
  afterAll(() => workspace.remove());
  afterEach(() => workspace.git("checkout", "--quiet", "."));

  test("its files stay a person's", () => {
    for (const [path, text] of Object.entries(theirs)) {
      expect(readFileSync(join(workspace.root, path), "utf8")).toBe(text);
    }
    expect(existsSync(join(workspace.folder, "nx.json"))).toBe(false);
  });

  test("what it says of every project's targets does not change those of an image", async () => {
    const { targets } = JSON.parse(await workspace.nx(["show", "project", "timetracker-nginx", "--json"]));
    expect(targets.image).toMatchObject({ cache: false, dependsOn: [] });
    expect(targets.image.options.cwd).toBe("apps/time [tracker]");
  });

  test.each<[string, readonly string[]]>([
    ["backend/manage.py", ["timetracker-backend", "timetracker-nginx"]],
    ["frontend/index.html", ["timetracker-frontend"]],
    ["docker-compose.prod.yml", []],
  ])("%s touches the images that have it", async (path, images) => {
    workspace.edit(path, (text) => `${text}\n`);
    expect(await workspace.affected()).toEqual(images);
  });

  test("a file of another project touches that one alone", async () => {
    write("apps/tool/x", "x\n");
    expect(await workspace.affected()).toEqual(["tool"]);
  });

  test("what Nx would miss is told", async () => {
    write("nx.json", '{ "affected": { "legacy": true } }\n');
    const { stderr } = await run("quaywright", [], { cwd: workspace.folder, env: workspace.env });
    expect(stderr).toContain("`affected.legacy` in `nx.json` makes Nx miss images");
  });
});
