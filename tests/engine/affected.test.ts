import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { imagesOf, readsOf } from "../affected/context";
import { Workspace } from "../affected/workspace";
import { stepsOf } from "../guide";
import { onEngine } from "./engine";
import { run, succeed } from "./run";

const templates = readdirSync(resolve(__dirname, "../../templates")).map((name) =>
  name === "django-celery" ? `${name}/backend` : name,
);

/** Names that ignore files leave out, and that mean something to globs. */
const odd = [
  ...[
    "x.pyc",
    ".env",
    ".env.local",
    ".DS_Store",
    "__pycache__/x",
    "node_modules/x",
    ".venv/x",
    "db.sqlite3",
    "media/x",
  ],
  ...["staticfiles/x", "dist/x", "secrets/x", "a b", "[x].txt", "{a,b}", "!(a)", "a*b", "é.txt", "x.py"],
];

/** The files that the builder lets into a context, by an image that copies all of it. */
async function contextBy(folder: string, ignoreFile: string): Promise<ReadonlySet<string>> {
  const name = `all-${randomBytes(4).toString("hex")}.Dockerfile`;
  const output = join(folder, "..", `${name}.context`);
  await succeed("cp", [join(folder, ignoreFile), join(folder, `${name}.dockerignore`)]);
  await succeed("sh", ["-c", 'printf "FROM scratch\\nCOPY . /\\n" > "$0"', join(folder, name)]);
  await succeed("docker", ["buildx", "build", "--quiet", "--file", name, "--output", output, "."], { cwd: folder });
  const listed = await succeed("find", [output, "-type", "f", "-printf", "%P\\0"]);
  await succeed("rm", ["-rf", output, join(folder, name), join(folder, `${name}.dockerignore`)]);
  return new Set(listed.split("\0"));
}

onEngine("an image as a project of Nx", () => {
  test.each(templates)(
    "has as inputs, in %s, exactly what the builder sees of its sources",
    async (template) => {
      const workspace = await Workspace.create(template);
      try {
        await workspace.start();
        const files = (await workspace.git("ls-files", "-z")).split("\0").filter((path) => path !== "");
        const folders = [...new Set(files.map((path) => path.split("/").slice(0, -1).join("/")))];
        const planted = folders.flatMap((folder) => odd.map((name) => (folder === "" ? name : `${folder}/${name}`)));
        for (const path of planted) workspace.write(path, "odd\n");
        const [visible = []] = await workspace.visible([[...files, ...planted]]);
        const paths = visible.filter((path) => !/(^|\/)(nx\.json|\.gitignore|project\.json)$/.test(path));
        const selected = await workspace.select(paths.map((path) => [path]));
        const images = imagesOf(workspace.read("docker-bake.hcl"));
        for (const image of images) {
          const name = workspace.projectOf(image.name);
          const beside = `${image.dockerfile}.dockerignore`;
          const context = await contextBy(workspace.folder, workspace.has(beside) ? beside : ".dockerignore");
          const takes = readsOf(workspace.folder, { ...image, siblings: [] }, images, (path) => !context.has(path));
          const below = images.filter((each) => image.siblings.includes(each.name));
          const others = below.map((each) => readsOf(workspace.folder, each, images));
          const reads = paths.filter((path) => takes(path) || others.some((other) => other(path)));
          expect({ name, reads: paths.filter((_, index) => selected[index]?.includes(name)) }).toEqual({ name, reads });
        }
      } finally {
        workspace.remove();
      }
    },
    120_000,
  );

  describe("in a copy of django-react", () => {
    const tag = `affected-${randomBytes(4).toString("hex")}`;
    const env = { IMAGE_TAG: tag };
    const projects = ["timetracker-backend", "timetracker-frontend", "timetracker-nginx"];
    let workspace: Workspace;

    /** The images for which the builder had to do a step that reads the context, after a build of them all. */
    const rebuilt = async (): Promise<string[]> => {
      const args = ["buildx", "bake", "--file", "docker-bake.hcl", "--progress", "rawjson"];
      const { code, stderr } = await run("docker", args, { cwd: workspace.folder, env });
      expect(code).toBe(0);
      const done = stderr
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .flatMap((line) => (JSON.parse(line) as { vertexes?: Vertex[] }).vertexes ?? [])
        .filter(
          ({ cached, completed, name }) => completed !== undefined && cached !== true && /\] (RUN|COPY) /.test(name),
        )
        .map(({ name }) => `timetracker-${/^\[(\w+)/.exec(name)?.[1]}`);
      return [...new Set(done)].sort();
    };

    beforeAll(async () => {
      workspace = await (await Workspace.create("django-react")).start();
      await workspace.nx(["run-many", "--targets", "image"], env);
    }, 300_000);
    afterAll(async () => {
      await run("docker", ["image", "rm", "--force", ...projects.map((name) => `${name}:${tag}`)]);
      workspace.remove();
    });
    afterEach(async () => {
      await workspace.git("checkout", "--quiet", ".");
      await workspace.git("clean", "--quiet", "--force", "-d");
    });

    test.each<[string, readonly string[]]>([
      ["backend/manage.py", ["timetracker-backend", "timetracker-nginx"]],
      ["frontend/src/new.ts", ["timetracker-frontend"]],
      ["docker/nginx/default.conf", ["timetracker-nginx"]],
      ["docker/backend/entrypoint.sh", ["timetracker-backend", "timetracker-nginx"]],
      ["docker/backend/reload.py", []],
      ["backend/x.sqlite3", []],
      ["frontend/.env.local", []],
      ["docker-compose.prod.yml", []],
    ])(
      "is selected for a change of %s just if the builder builds it anew",
      async (path, expected) => {
        const comment = `${path.endsWith(".ts") ? "//" : "#"} ${randomBytes(8).toString("hex")}\n`;
        workspace.write(path, `${workspace.has(path) ? workspace.read(path) : ""}${comment}`);
        expect(await workspace.affected()).toEqual(expected);
        expect(await rebuilt()).toEqual(expected);
      },
      120_000,
    );

    test("is built by its target alone, and again where it is gone", async () => {
      const has = async (name: string) => (await run("docker", ["image", "inspect", `${name}:${tag}`])).code === 0;
      await succeed("docker", ["image", "rm", ...projects.map((name) => `${name}:${tag}`)]);
      workspace.edit("docker/nginx/default.conf", (text) => `${text}# ${randomBytes(8).toString("hex")}\n`);
      for (let time = 0; time < 2; time++) {
        await workspace.nx(["affected", "--targets", "image", "--base=HEAD"], env);
        expect(await Promise.all(projects.map(has))).toEqual([false, false, true]);
        await succeed("docker", ["image", "rm", `timetracker-nginx:${tag}`]);
      }
    }, 120_000);

    test("is built as the guide says", async () => {
      for (const step of stepsOf("images.md")) {
        if (step.kind !== "type" || step.line.startsWith("npm install")) continue;
        const { code, stderr, stdout } = await run("sh", ["-c", step.line], {
          cwd: workspace.root,
          env: { ...workspace.env, ...env },
        });
        expect({ line: step.line, code, said: code === 0 ? "" : stdout + stderr }).toEqual({
          line: step.line,
          code: 0,
          said: "",
        });
      }
    }, 120_000);

    test("is checked, also where it takes files from another one", async () => {
      expect(await workspace.nx(["run-many", "--targets", "check"])).toContain("Successfully ran target check");
    });
  });

  test("is tested in a container of development", async () => {
    const workspace = await (await Workspace.create("django-sqlite")).start();
    const env = { COMPOSE_PROJECT_NAME: `tested-${randomBytes(4).toString("hex")}` };
    try {
      const { code, stderr } = await run("nx", ["run", "notes-app:test"], {
        cwd: workspace.root,
        env: { ...env, PATH: workspace.env.PATH ?? "" },
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/Ran \d+ tests? in/) });
    } finally {
      await run("docker", ["compose", "down", "--volumes", "--rmi", "local"], { cwd: workspace.folder, env });
      workspace.remove();
    }
  }, 180_000);
});

interface Vertex {
  readonly name: string;
  readonly cached?: boolean;
  readonly completed?: string;
}
