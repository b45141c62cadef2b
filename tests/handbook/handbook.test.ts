import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { renderHandbook } from "@quaywright/handbook";
import type { Stack } from "@quaywright/model";
import { hasDocutils, readMarkdown, readRst, type Said } from "./read";
import { pageOf, templates } from "./stacks";
import { falsehoods } from "./truth";

describe.each(templates)("the handbook of $name", ({ name, stacks }) => {
  test("says nothing in Markdown that is not so", () => {
    const { files, page } = pageOf(stacks, "markdown");
    const said = readMarkdown(page);
    expect(said.commands.length).toBeGreaterThan(20);
    expect(said.codes.length).toBeGreaterThan(50);
    expect(
      falsehoods(
        said,
        stacks,
        files.map(({ path }) => path),
      ),
    ).toEqual([]);
  });

  (hasDocutils ? test : test.skip)("says the same in reStructuredText, without a complaint of docutils", () => {
    const { files, page } = pageOf(stacks, "rst");
    const { errors, ...said } = readRst(page);
    expect(errors).toBe("");
    expect(
      falsehoods(
        said,
        stacks,
        files.map(({ path }) => path),
      ),
    ).toEqual([]);
    const other = readMarkdown(pageOf(stacks, "markdown").page);
    expect(said.commands).toEqual(other.commands);
    expect(said.headings.filter((heading) => heading !== "Contents")).toEqual(other.headings);
  });

  test("lies in the template as its pages, of which nothing is false", () => {
    const home = resolve(__dirname, "../../templates", name);
    const pages = stacks[0]?.pages ?? [];
    const files = renderHandbook(stacks).map(({ path }) => path);
    expect(pages.length).toBeGreaterThan(0);
    for (const { format, marked, path } of pages) {
      const text = readFileSync(join(home, path), "utf8");
      const parts = [...text.matchAll(/<!-- quaywright: (?!end)[a-z-]+ -->([\s\S]*?)<!-- quaywright: end -->/g)];
      const page = marked ? parts.map(([, part]) => part).join("\n") : text;
      expect({ path, empty: page === "" }).toEqual({ path, empty: false });
      if (format === "rst" && !hasDocutils) continue;
      const said = format === "rst" ? readRst(page) : readMarkdown(page);
      expect({ path, falsehoods: falsehoods(said, stacks, files) }).toEqual({ path, falsehoods: [] });
    }
  });

  test("is the same each time", () => {
    expect(pageOf(stacks, "markdown").page).toBe(pageOf(structuredClone(stacks) as Stack[], "markdown").page);
  });

  test("has no empty section, and tells its reader no word twice in a row", () => {
    const { page } = pageOf(stacks, "markdown");
    expect(page.match(/^(#+) .*\n+(?=(#+) )/gm)?.filter((match) => !isAbove(match, page)) ?? []).toEqual([]);
    expect(page.replace(/```[\s\S]*?```/g, "").match(/\b(\w+) \1\b/g) ?? []).toEqual([]);
    expect(page).not.toMatch(/undefined|\[object|NaN/);
  });
});

/** A heading may stand right above one of a lower level. */
function isAbove(match: string, page: string): boolean {
  const level = /^#+/.exec(match)?.[0].length ?? 0;
  const next = /^#+/.exec(page.slice(page.indexOf(match) + match.length))?.[0].length ?? 0;
  return next > level;
}

describe("what is false is found", () => {
  const { stacks } = templates.find(({ name }) => name === "django-react")!;
  const { files, page } = pageOf(stacks, "markdown");
  const told = (said: Said) =>
    falsehoods(
      said,
      stacks,
      files.map(({ path }) => path),
    );

  test.each([
    ["a service", "exec backend", "exec backnd"],
    ["a service in a table", "`worker`", "`walker`"],
    ["a port", "http://localhost:5173/", "http://localhost:5174/"],
    ["a port in a table", "`8000`", "`8001`"],
    ["a file", "-f docker-compose.prod.yml", "-f docker-compose.production.yml"],
    ["a path in a table", "`docker/backend/Dockerfile`", "`docker/backend/Dockerfil`"],
    ["a secret", "> secrets/secret_key", "> secrets/secret-key"],
    ["a variable", "`ALLOWED_HOSTS`", "`ALLOWED_HOST`"],
    ["a volume", "timetracker-production_db_data", "timetracker-production_data"],
    ["an image", "`timetracker-backend:production`", "`timetracker-back:production`"],
    ["a task", "`npx projen dev:logs`", "`npx projen dev:log`"],
    ["a script", "docker/deploy.production.sh", "docker/deploy.prod.sh"],
    ["a sum", " GiB", "1 GiB"],
    ["a count of connections", " are left", "1 are left"],
    ["a link", "(#quick-start)", "(#quickstart)"],
    ["a program", "npx projen", "projen"],
  ])("%s", (_, right, wrong) => {
    expect(page).toContain(right);
    expect(told(readMarkdown(page.replaceAll(right, wrong))).length).toBeGreaterThan(0);
  });
});
