import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withManifest } from "./manifest";

/** What a disk refuses, on real disks: a file system that is full, and folders without a right to write. */
const program = join(__dirname, "killed.test.data.ts");
const nobody = 65534;
const root = process.getuid?.() === 0;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-refused-"));
  if (root) chownSync(folder, nobody, nobody);
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

const planOf = (...files: readonly string[]): string =>
  JSON.stringify(withManifest(files.map((path) => ({ path, text: "x".repeat(20_000) }))));
const argumentsOf = (place: string, plan: string) => [process.execPath, "-r", "tsx/cjs", program, place, plan, "0"];

/** Writes as a user whom the disk can refuse. */
function write(plan: string) {
  const user = root ? [`--reuid=${nobody}`, `--regid=${nobody}`, "--clear-groups"] : [];
  const [command = "", ...args] = [...(root ? ["setpriv", ...user] : []), ...argumentsOf(folder, plan)];
  return spawnSync(command, args, { encoding: "utf8" });
}

const namespaces =
  spawnSync("unshare", ["--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "x", tmpdir()]).status === 0;
const onSmallDisk = namespaces ? test : test.skip;

onSmallDisk("a full disk refuses in words, and keeps what was there", () => {
  const script = [
    'disk=$1; shift; mount -t tmpfs -o size=64k x "$disk" && mkdir "$disk/docker" && echo mine > "$disk/docker/mine"',
    '"$@"; echo "ended $?"; cd "$disk"; find . -type f -o -type d | sort; cat docker/mine',
  ].join("\n");
  const plan = planOf("a.yml", "new/deep/b.yml", "docker/c.yml", "d.yml");
  const args = ["--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", folder];
  const { stderr, stdout } = spawnSync("unshare", [...args, ...argumentsOf(folder, plan)], { encoding: "utf8" });
  expect(stderr).toMatch(
    /`(docker\/c|d|new\/deep\/b)\.yml` cannot be written: the disk is full\. Nothing was written\./,
  );
  expect(stdout).toBe("ended 1\n.\n./docker\n./docker/mine\nmine\n");
});

test("a folder that may not be written refuses in words", () => {
  chmodSync(folder, 0o555);
  const { status, stderr } = write(planOf("a.yml"));
  expect(status).toBe(1);
  expect(stderr).toContain("cannot be written: its folder gives this user no right to write. Nothing was written.");
  expect(readdirSync(folder)).toEqual([]);
});

test("a file that may not be removed refuses before anything is written", () => {
  expect(write(planOf("old/a.yml", "b.yml"))).toMatchObject({ status: 0, stderr: "" });
  chmodSync(join(folder, "old"), 0o555);
  const { status, stderr } = write(planOf("b.yml", "c.yml"));
  expect(status).toBe(1);
  expect(stderr).toContain("`old` cannot be written");
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
    ".projen",
    ".projen/quaywright.json",
    "b.yml",
    "old",
    "old/a.yml",
  ]);
  chmodSync(join(folder, "old"), 0o755);
});

test("an empty folder that may not be removed stays", () => {
  mkdirSync(join(folder, "shut"));
  if (root) chownSync(join(folder, "shut"), nobody, nobody);
  expect(write(planOf("shut/old/a.yml"))).toMatchObject({ status: 0 });
  writeFileSync(join(folder, "mine"), "");
  chmodSync(join(folder, "shut"), 0o555);
  expect(write(planOf())).toMatchObject({ status: 0, stderr: "" });
  expect(readdirSync(folder, { recursive: true })).toEqual(expect.arrayContaining(["mine", "shut/old"]));
  chmodSync(join(folder, "shut"), 0o755);
});
