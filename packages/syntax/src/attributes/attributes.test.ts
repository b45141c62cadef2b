import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awkwardTexts } from "../awkward.test.data";
import { Unprintable } from "../unprintable";
import { comment, line, print } from ".";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "quaywright-attributes-"));
  execFileSync("git", ["init", "--quiet", folder]);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What git says of paths. */
const generated = (text: string, paths: readonly string[]): string[] => {
  writeFileSync(join(folder, ".gitattributes"), text);
  const input = paths.map((path) => `${path}\0`).join("");
  const args = ["check-attr", "--stdin", "-z", "linguist-generated"];
  const fields = execFileSync("git", args, { cwd: folder, encoding: "utf8", input }).split("\0");
  return paths.filter((_, index) => fields[index * 3 + 2] === "set");
};

test("git finds the attribute at each path, whatever its name, and nowhere else", () => {
  const names = [...awkwardTexts, "a b", 'a"b', "a\\b", "[ab]", "a*", "#a", "!a", "é", "a\tb"]
    .map((text) => text.replaceAll("/", ""))
    .filter((name) => name !== "" && name !== "." && name !== ".." && isPrintable(name));
  const paths = [...new Set(names)].flatMap((name) => [`${name}/b`, name]);
  for (const path of paths) {
    const text = print([comment("Generated."), line(path, ["text", "linguist-generated"])]);
    expect(generated(text, [...paths, `deep/${path}`, "ab", "aXb"])).toEqual([path]);
  }
});

test("a path of two lines is refused", () => {
  expect(() => print([line("a\nb", ["text"])])).toThrow(Unprintable);
});

function isPrintable(path: string): boolean {
  try {
    return print([line(path, [])]) !== "";
  } catch {
    return false;
  }
}
