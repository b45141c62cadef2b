import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findKept, keep, keyOf } from "./kept";

const files = [
  { path: "compose.yaml", text: "services: {}\n" },
  { path: "run.sh", text: "#!/bin/sh\n", executable: true },
];
const made = { files, marked: [{ path: "README.md", parts: [{ name: "daily", text: "a" }] }] };
const locked = { at: ["services", "app", "worker"], asked: "a", package: "b", file: "uv.lock", unless: "c" };
const bases = [{ at: "services.db", reference: "postgres:17" }];
const tasks = [{ name: "up", description: "Start", steps: [{ line: "docker compose up", receivesArguments: true }] }];
const beside = { private: ["secrets/"], locked: [locked], bases, tasks, applications: [], starts: [], warnings: [] };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-kept-"));
  mkdirSync(join(folder, "node_modules"));
  for (const { path, text, executable } of files) {
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), executable ? 0o755 : 0o644);
  }
  keep(folder, "shop", "key", made, beside);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what is as it was left need not be made again", () => {
  const { files = {}, marked, ...rest } = findKept(folder, "shop", "key") ?? {};
  expect(marked).toEqual(made.marked);
  expect(Object.keys(files)).toEqual(["compose.yaml", "run.sh"]);
  expect(rest).toMatchObject(beside);
});

test.each<[string, () => void]>([
  ["an edited file", () => writeFileSync(join(folder, "compose.yaml"), "services:\n")],
  ["a removed file", () => rmSync(join(folder, "run.sh"))],
  ["a changed mode", () => chmodSync(join(folder, "run.sh"), 0o644)],
  [
    "a broken record",
    () =>
      keep(
        folder,
        "shop",
        "key",
        { files: [{ path: "never-there", text: "" }], marked: [] },
        { private: [], locked: [], bases: [], tasks: [], applications: [], starts: [], warnings: [] },
      ),
  ],
])("%s is made again", (_, change) => {
  change();
  expect(findKept(folder, "shop", "key")).toBeUndefined();
});

test.each(["", "null", "5", "[]", '{"key":"key"}', '{"key":"key","files":null}'])(
  "a record that is `%s` is none",
  (text) => {
    const place = join(folder, "node_modules/.cache/quaywright");
    for (const name of readdirSync(place)) writeFileSync(join(place, name), text);
    expect(findKept(folder, "shop", "key")).toBeUndefined();
    expect(findKept(folder, "shop", undefined)).toBeUndefined();
  },
);

test("another declaration, and another stack, is made", () => {
  expect(findKept(folder, "shop", "other key")).toBeUndefined();
  expect(findKept(folder, "other", "key")).toBeUndefined();
  expect(findKept(folder, "shop", undefined)).toBeUndefined();
});

test("a key changes with the declaration", () => {
  expect(keyOf({ name: "shop" })).toBe(keyOf({ name: "shop" }));
  expect(keyOf({ name: "shops" })).not.toBe(keyOf({ name: "shop" }));
  expect(keyOf({ name: 1n })).toBeUndefined();
});

test("a key changes with every module of the program", () => {
  const module = join(folder, "module.js");
  const program = `
    require(process.argv[1]);
    process.stdout.write(require(${JSON.stringify(join(__dirname, "kept.ts"))}).keyOf({ name: "shop" }));
  `;
  const key = () => execFileSync(process.execPath, ["-r", "tsx/cjs", "-e", program, module], { encoding: "utf8" });
  writeFileSync(module, "exports.a = 1;\n");
  const before = key();
  expect(key()).toBe(before);
  writeFileSync(module, "exports.a = 22;\n");
  expect(key()).not.toBe(before);
});

test("nothing is kept where there is no folder for it", () => {
  rmSync(join(folder, "node_modules"), { recursive: true });
  keep(folder, "shop", "key", made, {
    private: ["secrets/"],
    locked: [],
    bases: [],
    tasks: [],
    applications: [],
    starts: [],
    warnings: [],
  });
  expect(existsSync(join(folder, "node_modules"))).toBe(false);
  expect(readFileSync(join(folder, "compose.yaml"), "utf8")).toBe("services: {}\n");
});
