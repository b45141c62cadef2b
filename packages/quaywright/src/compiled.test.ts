import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const tsx = resolve(__dirname, "../../../node_modules/tsx/dist/cjs/index.cjs");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-compiled-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, "module.js");
const write = (body: string) =>
  writeFileSync(file(), `(function (exports, require, module, __filename, __dirname) {\n${body}\n})\n`);
const kept = () => readdirSync(folder).filter((name) => name.endsWith(".compiled"));

/** What the module says, in a process of its own. */
function says(): string {
  const program = `console.log(require(${JSON.stringify(join(__dirname, "compiled.ts"))}).requireCompiled(${JSON.stringify(file())}).says())`;
  const { stderr, stdout } = spawnSync(process.execPath, ["-r", tsx, "-e", program], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.trim();
}

test("gives the module, and keeps what was compiled of it", () => {
  write('exports.says = () => require("node:path").basename(__filename);');
  expect(says()).toBe("module.js");
  expect(kept()).toHaveLength(1);
  expect(says()).toBe("module.js");
});

test("gives what took the module's place, not what was kept of it", () => {
  write('exports.says = () => "a";');
  expect(says()).toBe("a");
  write('exports.says = () => "b";');
  // as a package manager unpacks it: of the same size, and old
  utimesSync(file(), 0, 0);
  expect(says()).toBe("b");
  expect(says()).toBe("b");
});

test("does without what was kept where it is broken", () => {
  write('exports.says = () => "a";');
  says();
  writeFileSync(join(folder, kept()[0]!), "broken");
  expect(says()).toBe("a");
});
