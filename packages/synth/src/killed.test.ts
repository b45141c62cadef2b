import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withManifest } from "./manifest";
import { prepare } from "./prepare";

type Tree = Readonly<Record<string, string>>;

const old = {
  "changed.yml": "old, long enough to be cut\n",
  "run.sh": "old\n",
  "gone/deep/a.yml": "a\n",
  "b.yml": "b\n",
};
const next = {
  "changed.yml": "next, as long as the old one\n",
  "run.sh": "next\n",
  "new/deep/c.yml": "c\n",
  "b.yml": "b\n",
};
const third = { "changed.yml": "third\n", "new/other.yml": "other\n" };
const mine = { "notes.txt": "mine\n", "gone/mine.txt": "mine too\n" };

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "quaywright-killed-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A folder with what a person has, and what these synths leave, one after the other. */
function folderOf(name: string, ...synths: readonly Tree[]): string {
  const folder = join(home, name);
  for (const [path, text] of Object.entries(mine)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const files of synths) synth(folder, files);
  return folder;
}

const planOf = (files: Tree) =>
  withManifest(Object.entries(files).map(([path, text]) => ({ path, text, executable: path.endsWith(".sh") })));

const synth = (folder: string, files: Tree): void => prepare(folder, planOf(files)).commit();

/** Every file with its mode, every folder: what is left half done shows. */
const tree = (folder: string): Tree =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true }) as string[]).sort().map((path) => {
      const stats = statSync(join(folder, path));
      return [
        path,
        stats.isFile() ? `${(stats.mode & 0o777).toString(8)} ${readFileSync(join(folder, path))}` : "folder",
      ];
    }),
  );

const program = join(__dirname, "killed.test.data.ts");
const kill = (folder: string, write: number) =>
  spawnSync(process.execPath, ["-r", "tsx/cjs", program, folder, JSON.stringify(planOf(next)), String(write)], {
    encoding: "utf8",
  });

test("killed at any write, it leaves no half file, and the next synth reaches its tree", () => {
  const [before, after, later] = [
    folderOf("before", old),
    folderOf("after", old, next),
    folderOf("later", old, third),
  ].map(tree) as [Tree, Tree, Tree];
  let writes = 0;
  for (let write = 1; ; write++) {
    const folder = folderOf(`at-${write}`, old);
    const { signal, stdout, stderr } = kill(folder, write);
    if (signal === null) {
      expect({ stdout, stderr }).toEqual({ stdout: String(write - 1), stderr: "" });
      break;
    }
    writes = write;
    const whole = Object.entries(tree(folder)).filter(([path]) => !/\.(tmp|lock)$/.test(path));
    expect(whole.filter(([path, text]) => text !== before[path] && text !== after[path])).toEqual([]);
    cpSync(folder, `${folder}-other`, { recursive: true });
    synth(folder, next);
    expect(tree(folder)).toEqual(after);
    synth(`${folder}-other`, third);
    expect(tree(`${folder}-other`)).toEqual(later);
  }
  expect(writes).toBeGreaterThan(25);
}, 300_000);
