import { glob, ignore } from "@quaywright/syntax";
import fc from "fast-check";
import { matchGlobPaths } from "nx/src/native";

const { fromIgnore, literal } = glob;

const matches = (globs: readonly string[], path: string): boolean => matchGlobPaths([...globs], [path])[0] ?? false;

test("a path is matched by its glob, and no other path is", () => {
  const name = fc.string({
    unit: fc.constantFrom(..."ab .-_#~@+!*?[](){}^$|,\\é"),
    minLength: 1,
    maxLength: 6,
  });
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  fc.assert(
    fc.property(path, path, (one, other) => {
      expect(matches([literal(one)], one)).toBe(true);
      expect(matches([literal(one)], other)).toBe(one === other);
    }),
    { numRuns: 2_000 },
  );
});

// what Docker's matcher does, as tests/engine sees it do
test.each<[string, readonly string[], readonly string[]]>([
  ["secrets", ["secrets", "secrets/a/b"], ["a/secrets", "secrets2"]],
  ["/secrets/", ["secrets", "secrets/a"], ["a/secrets"]],
  ["**/.env", [".env", "a/.env", "a/b/.env/c"], ["a.env", ".env.x"]],
  ["**/.env.*", [".env.x", "a/.env.local"], [".env", "a/.envx"]],
  ["**/*.py[cod]", ["a.pyc", "a/b.pyo", "a/.pyd"], ["a.py", "a.pyx"]],
  ["**.log", ["a.log", "b/a.log", "b/.log"], ["a.logs"]],
  ["app/**/cache", ["app/cache", "app/a/b/cache/c"], ["cache", "app/caches"]],
  ["app/**", ["app/a", "app/a/b"], ["app", "b/app/a"]],
  ["app**", ["app", "apple/a"], ["b/app"]],
  ["a**b", ["ab", "ax/y/b", "a/b"], ["axb"]],
  ["*/x?", ["a/xy", "a/xy/z"], ["x", "a/b/xy", "a/x"]],
  ["a[!b]", ["a!", "ab"], ["ac"]],
  ["a[^b]", ["ac", "a!"], ["ab"]],
  ["a\\*", ["a*", "a*/b"], ["ab"]],
  ["{a,b}", ["{a,b}", "{a,b}/c"], ["a", "b"]],
  ["a(b)+", ["a(b)+"], ["ab", "abb"]],
  ["**", ["a", "a/b", ".c"], []],
  ["./a/../b//c", ["b/c", "b/c/d"], ["a/b/c", "b"]],
])("%s leaves out the same in both", (pattern, out, left) => {
  const globs = fromIgnore(pattern);
  expect({
    out: out.filter((path) => matches(globs, path)),
    left: left.filter((path) => matches(globs, path)),
  }).toEqual({
    out,
    left: [],
  });
});

test("a folder that an ignore file names literally is left out by its glob", () => {
  const name = fc.string({ unit: fc.constantFrom(..."ab .-_#~@+!*?[](){}^$|,\\é"), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(name, (folder) => {
      fc.pre(folder !== "." && folder !== "..");
      expect(matches(fromIgnore(ignore.literal(folder)), `${folder}/x`)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
