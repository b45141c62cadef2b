import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Files, LightProject } from "./index";

let folder: string;
let told: jest.SpyInstance;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-marked-"));
  told = jest.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  told.mockRestore();
  rmSync(folder, { recursive: true, force: true });
});

const write = (path: string, text: string | Buffer) => writeFileSync(join(folder, path), text);
const read = (path = "README.md") => readFileSync(join(folder, path), "utf8");
const synth = (parts: Readonly<Record<string, string>>, path = "README.md"): readonly string[] => {
  const project = new LightProject({ name: "x", outdir: folder, synth: ["true"] });
  const files = Files.of(project);
  if (Object.keys(parts).length > 0) {
    files.addMarked([{ path, parts: Object.entries(parts).map(([name, text]) => ({ name, text })) }]);
  }
  process.env.PROJEN_DISABLE_POST = "true";
  project.synth();
  return files.written;
};
const marked = (name: string, text: string) => `<!-- quaywright: ${name} -->\n\n${text}\n\n<!-- quaywright: end -->\n`;

test("a part without marks is put at the end, and what was there stays", () => {
  write("README.md", "# Mine\n\nno newline at the end");
  synth({ daily: "## Daily\n" });
  expect(read()).toBe(`# Mine\n\nno newline at the end\n\n${marked("daily", "## Daily")}`);
  expect(synth({ daily: "## Daily\n" })).toEqual([]);
});

test("a file that is not there is made", () => {
  synth({ daily: "a", backup: "b" });
  expect(read()).toBe(`${marked("daily", "a")}\n${marked("backup", "b")}`);
});

test("a part stays where a person has moved it, and only it changes", () => {
  write("README.md", `${marked("daily", "old")}\nbetween  \n\n\n${marked("backup", "")}after`);
  synth({ daily: "new", backup: "b" });
  expect(read()).toBe(`${marked("daily", "new")}\nbetween  \n\n\n${marked("backup", "b")}after`);
});

test("line ends, a mark of byte order and the mode stay as they are", () => {
  write("README.md", "\ufeffone\r\n<!-- quaywright: daily -->\r\n<!-- quaywright: end -->\r\ntwo");
  chmodSync(join(folder, "README.md"), 0o600);
  synth({ daily: "a\nb" });
  expect(read()).toBe("\ufeffone\r\n<!-- quaywright: daily -->\r\n\r\na\r\nb\r\n\r\n<!-- quaywright: end -->\r\ntwo");
  expect(statSync(join(folder, "README.md")).mode & 0o777).toBe(0o600);
  expect(synth({ daily: "a\nb" })).toEqual([]);
});

test("what is no longer declared goes with its marks; the file itself never does", () => {
  write("README.md", "mine\n");
  synth({ daily: "a", backup: "b" });
  synth({ daily: "a" });
  expect(read()).toBe(`mine\n\n${marked("daily", "a")}\n`);
  synth({});
  expect(read()).toBe("mine\n\n\n");
  expect(JSON.parse(read(".projen/quaywright.json"))).not.toHaveProperty("README.md");
});

test("what a person wrote between marks is shown before it goes, and stays where it is no longer declared", () => {
  write("README.md", "");
  synth({ daily: "a", backup: "b" });
  write("README.md", read().replace("\na\n", "\nby hand\n").replace("\nb\n", "\nalso by hand\n"));
  synth({ daily: "a" });
  expect(read()).toBe(`${marked("daily", "a")}\n${marked("backup", "also by hand")}`);
  expect(told.mock.calls.join("")).toContain("-by hand");
});

test("marks that are shown as code are none", () => {
  const shown = `\`\`\`md\n${marked("daily", "x")}\`\`\`\n`;
  write("README.md", shown);
  synth({ daily: "a" });
  expect(read()).toBe(`${shown}\n${marked("daily", "a")}`);
});

test("in reStructuredText a mark is a comment", () => {
  synth({ daily: "a" }, "README.rst");
  expect(read("README.rst")).toBe(".. quaywright: daily\n\na\n\n.. quaywright: end\n");
});

test.each([
  ["<!-- quaywright: daily -->\ntext\n", "`daily` is opened, but nowhere closed"],
  ["<!-- quaywright: end -->\n", "`<!-- quaywright: end -->` closes nothing"],
  ["<!-- quaywright: daily -->\n<!-- quaywright: backup -->\n", "stands inside of `daily`"],
  [marked("daily", "a") + marked("daily", "b"), "stands there twice"],
])("marks that cannot be told apart are named, and nothing is written: %j", (text, message) => {
  write("README.md", text);
  expect(() => synth({ daily: "a" })).toThrow(message);
  expect(read()).toBe(text);
});

test("a file that its owner has closed is not opened, and left as it is", () => {
  write("README.md", "mine\n");
  chmodSync(join(folder, "README.md"), 0o444);
  expect(() => synth({ daily: "a" })).toThrow("`README.md` may not be written");
  expect(read()).toBe("mine\n");
  chmodSync(join(folder, "README.md"), 0o644);
  synth({ daily: "a" });
  chmodSync(join(folder, "README.md"), 0o444);
  expect(synth({ daily: "a" })).toEqual([]);
});

test("a link, or what is no text, is left alone", () => {
  write("AGENTS.md", "mine");
  symlinkSync("AGENTS.md", join(folder, "CLAUDE.md"));
  expect(() => synth({ daily: "a" }, "CLAUDE.md")).toThrow("`CLAUDE.md` is a link or a folder");
  const bytes = Buffer.from([0x61, 0xff, 0x0a]);
  write("README.md", bytes);
  expect(() => synth({ daily: "a" })).toThrow("`README.md` is no text in UTF-8");
  expect(readFileSync(join(folder, "README.md")).equals(bytes)).toBe(true);
  expect(existsSync(join(folder, ".projen"))).toBe(false);
});
