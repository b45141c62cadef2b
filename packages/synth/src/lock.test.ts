import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { isLocked, LOCK, takeLock } from "./lock";
import { withManifest } from "./manifest";
import { prepare } from "./prepare";

let folder: string;
let told: jest.SpyInstance;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-lock-"));
  told = jest.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  told.mockRestore();
  rmSync(folder, { recursive: true, force: true });
});

const planOf = (text: string) =>
  withManifest(Array.from({ length: 200 }, (_, index) => ({ path: `files/${index}.yml`, text })));
const program = join(__dirname, "killed.test.data.ts");
const writeBeside = async (text: string): Promise<number> => {
  const child = spawn(process.execPath, ["-r", "tsx/cjs", program, folder, JSON.stringify(planOf(text)), "0"]);
  const [code] = (await once(child, "exit")) as [number];
  return code;
};
const leave = (lock: string) => {
  mkdirSync(join(folder, ".projen"));
  writeFileSync(join(folder, LOCK), lock);
};

test("of synths that run at once, one tree comes out whole", async () => {
  const texts = ["a\n", "b\n", "c\n", "d\n"];
  expect(await Promise.all(texts.map(writeBeside))).toEqual([0, 0, 0, 0]);
  const found = new Set(
    readdirSync(join(folder, "files")).map((name) => readFileSync(join(folder, "files", name), "utf8")),
  );
  expect(readdirSync(join(folder, "files"))).toHaveLength(200);
  expect(found.size).toBe(1);
  expect(readdirSync(join(folder, ".projen"))).toEqual(["quaywright.json"]);
  prepare(folder, planOf([...found].join(""))).commit();
  expect(told).not.toHaveBeenCalled();
}, 60_000);

test("a lock is waited for, and taken when it is given back", async () => {
  const lock = takeLock(folder);
  const other = writeBeside("other\n");
  await new Promise((done) => setTimeout(done, 500));
  expect(existsSync(join(folder, "files"))).toBe(false);
  lock.release();
  expect(await other).toBe(0);
  expect(existsSync(join(folder, "files/0.yml"))).toBe(true);
}, 60_000);

test.each([
  ["of a process that is not there any more", JSON.stringify({ process: 2 ** 22 + 1, host: hostname(), journal: {} })],
  ["that was cut off", '{"proc'],
  ["that is empty", ""],
])("a lock %s is taken over", (_, text) => {
  leave(text);
  prepare(folder, planOf("a\n")).commit();
  expect(isLocked(folder)).toBe(false);
  expect(readFileSync(join(folder, "files/0.yml"), "utf8")).toBe("a\n");
});

test("a lock that names files outside of the project makes none of them ours", () => {
  const outside = `${folder}.outside`;
  writeFileSync(`${outside}.7.tmp`, "mine\n");
  leave(JSON.stringify({ process: 7, host: hostname(), journal: { [outside]: [], [`../${outside}`]: [] } }));
  writeFileSync(
    join(folder, LOCK),
    JSON.stringify({ process: process.pid, host: hostname(), journal: { [outside]: [] } }),
  );
  prepare(folder, planOf("a\n")).commit();
  expect(readFileSync(`${outside}.7.tmp`, "utf8")).toBe("mine\n");
  rmSync(`${outside}.7.tmp`);
});

test("a lock is no obstacle where there is nothing to write", () => {
  prepare(folder, planOf("a\n")).commit();
  expect(prepare(folder, planOf("a\n")).written).toEqual([]);
  expect(isLocked(folder)).toBe(false);
});
