import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { descriptions } from "@quaywright/presets/descriptions";
import { documentation } from "../projenrc/docs";
import { describePresets } from "../projenrc/docs/preset-options";

const root = resolve(__dirname, "..");
const pages = documentation(root);

test("every page is what the sources say: `npm run docs` writes them", () => {
  const stale = pages.filter(
    ({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), "utf8") !== text,
  );
  expect(stale.map(({ path }) => path)).toEqual([]);
});

test("an edit of one file moves no option of another's", () => {
  const folder = mkdtempSync(join(tmpdir(), "quaywright-docs-"));
  const save = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  save("tsconfig.base.json", "{}");
  save("templates/.keep", "");
  save(
    "packages/presets/src/index.ts",
    'import type { Shared } from "./shared";\nexport const shop = (given: Shared & { a?: string; b: string; c?: string }) => given;\n',
  );
  const options = (before: string) => {
    save("packages/presets/src/shared.ts", `${before}export interface Shared { x?: string; y: string; z?: string }\n`);
    return describePresets(folder).flatMap((preset) => preset.options.map(({ name }) => name));
  };
  try {
    const order = ["b", "y", "a", "c", "x", "z"];
    expect([options(""), options("// a\n".repeat(15)), options("// a\n".repeat(99))]).toEqual([order, order, order]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("there is a page for each preset, and for nothing else", () => {
  const files = readdirSync(join(root, "docs/presets")).map((name) => `docs/presets/${name}`);
  expect(files.sort()).toEqual(
    pages
      .map(({ path }) => path)
      .filter((path) => path.startsWith("docs/presets/"))
      .sort(),
  );
  expect(files).toContain("docs/presets/django.md");
});

test("every option says what it is", () => {
  const silent = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/^\| `(\w+)` \|[^|]*\|[^|]*\|\s*\|$/gm)].map(([, name]) => `${path}: ${name}`),
  );
  expect(silent).toEqual([]);
});

test("links between the pages of docs lead somewhere", () => {
  const documents = (readdirSync(join(root, "docs"), { recursive: true }) as string[]).filter((path) =>
    path.endsWith(".md"),
  );
  const broken = documents.flatMap((path) =>
    [...readFileSync(join(root, "docs", path), "utf8").matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)]
      .map(([, link = ""]) => join("docs", dirname(path), link))
      .filter((target) => !existsSync(join(root, target))),
  );
  expect(broken).toEqual([]);
});

test("decisions are numbered one after another", () => {
  const names = readdirSync(join(root, "docs/decisions")).sort();
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
});

test.each(descriptions)("$name takes at most twelve options", ({ options }) => {
  expect(options.length).toBeLessThanOrEqual(12);
});
