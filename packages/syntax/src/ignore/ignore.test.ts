import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { awkwardText, awkwardTexts } from "../awkward.test.data";
import { Unprintable } from "../unprintable";
import { blank, comment, exclude, include, literal, print } from ".";

test("every line stays in its place, also one that says the opposite of another, or the same", () => {
  expect(
    print([
      comment("All, then some."),
      exclude("*"),
      include("src"),
      exclude("src"),
      blank,
      include("src"),
      exclude("*"),
    ]),
  ).toBe("# All, then some.\n*\n!src\nsrc\n\n!src\n*\n");
});

test("a literal path is the path alone", () => {
  expect(["src/app", "app/[slug]/*.ts", "#a", "!a", " a ", "a\\b", "a^{b|c}"].map(literal)).toEqual([
    "src/app",
    "app/\\[slug]/\\*.ts",
    "\\#a",
    "\\!a",
    "[ ]a[ ]",
    "a\\\\b",
    "a\\^\\{b\\|c\\}",
  ]);
});

test("git reads every literal path back", () => {
  const printable = (path: string): boolean => {
    try {
      return literal(path) !== "";
    } catch (error) {
      if (error instanceof Unprintable) return false;
      throw error;
    }
  };
  const paths = [...new Set([...awkwardTexts, ...fc.sample(awkwardText, 500)])].filter(
    (path) => !/\/|^\.{0,2}$|^:/.test(path) && printable(path),
  );
  const ignored = paths.filter((_, index) => index % 2 === 0);
  const folder = mkdtempSync(join(tmpdir(), "quaywright-ignore-"));
  try {
    execFileSync("git", ["init", "--quiet", folder]);
    writeFileSync(join(folder, ".gitignore"), print(ignored.map((path) => exclude(`/${literal(path)}`))));
    const matched = execFileSync("git", ["-C", folder, "check-ignore", "--stdin", "-z"], {
      input: paths.map((path) => `${path}\0`).join(""),
      encoding: "utf8",
    });
    expect(matched.split("\0").slice(0, -1)).toEqual(ignored);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(["", "a\nb", " a", "#a", "!a"])("the pattern %j is refused", (pattern) => {
  expect(() => print([exclude(pattern)])).toThrow("as ignore pattern, expected a pattern on one line");
});

test.each(["", "a\nb", "\u00a0a", "a\u2003", "\ufeff"])("the literal path %j is refused", (path) => {
  expect(() => literal(path)).toThrow("as path in an ignore file");
});
