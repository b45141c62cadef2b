import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { imagesOf, readsOf } from "./context";
import { Workspace } from "./workspace";

jest.setTimeout(180_000);

const templates = readdirSync(resolve(__dirname, "../../templates")).map((name) =>
  name === "django-celery" ? `${name}/backend` : name,
);

/** Names that one ignore file or another leaves out, and that mean something to globs. */
const names = [
  ...["new.py", "x.pyc", ".env", ".env.local", ".DS_Store", "__pycache__", "node_modules", ".venv", "db.sqlite3"],
  ...["media", "staticfiles", "dist", ".git", "secrets", "a b", "[x].txt", "{a,b}", "!(a)", "a*b", "é.txt", "-", "$x"],
];

/** A thousand changes of a file that there is, or of one that might be. */
const changesIn = (files: readonly string[]): string[][] => {
  const folders = [
    ...new Set(files.flatMap((path) => path.split("/").map((_, index, parts) => parts.slice(0, index).join("/")))),
  ];
  const made = fc
    .tuple(fc.constantFrom(...folders), fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }))
    .map(([folder, parts]) => [folder, ...parts].filter((part) => part !== "").join("/"));
  const path = fc.oneof(fc.constantFrom(...files), made).filter((file) => !ofNx.includes(file) && !ofGit.test(file));
  return fc.sample(fc.array(path, { minLength: 1, maxLength: 3 }), { numRuns: 1_000, seed: 1 });
};

/** By these Nx knows what there is at all: a change of one selects every target of every project. */
const ofNx = ["nx.json", ".gitignore", ".nxignore"];

/** Git's own files. */
const ofGit = /(^|\/)\.git(\/|$)/;

describe.each(templates)("of a change in %s", (template) => {
  let workspace: Workspace;
  let files: string[];
  beforeAll(async () => {
    workspace = await (await Workspace.create(template)).start();
    files = (await workspace.git("ls-files", "-z")).split("\0").filter((path) => path !== "");
  });
  afterAll(() => workspace.remove());

  test("Nx builds the images that read a changed file, and no others", async () => {
    const images = imagesOf(workspace.read("docker-bake.hcl"));
    const readers = images.map(({ name, ...image }) => ({
      name: workspace.projectOf(name),
      reads: readsOf(workspace.folder, { name, ...image }, images),
      defined: [name, ...image.siblings].map((each) => `${each}/project.json`),
    }));
    const changes = await workspace.visible(changesIn(files));
    const expected = changes.map((paths) =>
      readers
        .filter(({ defined, reads }) =>
          paths.some((path) => reads(path) || defined.some((file) => path === file || path.endsWith(`/${file}`))),
        )
        .map(({ name }) => name)
        .sort(),
    );
    const selected = await workspace.select(changes);
    const wrong = changes.flatMap((paths, index) => {
      const [want, found] = [expected[index], selected[index]];
      return JSON.stringify(want) === JSON.stringify(found) ? [] : [{ paths, expected: want, selected: found }];
    });
    expect(wrong).toEqual([]);
    // both kinds of answer were among them
    expect(new Set(selected.map(({ length }) => length)).size).toBeGreaterThan(1);
  });
});
