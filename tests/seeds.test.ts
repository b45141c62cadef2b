import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { kindsOf, type Requirement, readSeeds, saidOf, testOf } from "../projenrc/docs/seeds";

const root = resolve(__dirname, "..");

describe.each(readSeeds(root))("what $template was asked for", ({ number, requirements, size }) => {
  const rows = Object.entries(requirements);
  const rowsThat = (fails: (requirement: Requirement, id: string) => boolean) =>
    rows.flatMap(([id, requirement]) => (fails(requirement, id) ? [id] : []));

  test("has every requirement, in order", () => {
    const ids = Array.from({ length: size }, (_, index) => `${number}-${String(index + 1).padStart(2, "0")}`);
    expect(rows.map(([id]) => id)).toEqual(ids);
  });

  test("says of each what it is, and one thing of how it is met", () => {
    const wrong = rowsThat((requirement) => {
      const [kind, ...others] = kindsOf(requirement);
      if (kind === undefined || others.length > 0 || Object.keys(requirement).length !== 2) return true;
      const said = saidOf(requirement, kind);
      return said.length === 0 || ![requirement.what, ...said].every((text) => text?.trim());
    });
    expect(wrong).toEqual([]);
  });

  test("refers to others that say how they are met themselves", () => {
    expect(rowsThat(({ same }) => same !== undefined && !isAnswered(String(same)))).toEqual([]);
  });

  /** Whether what a requirement refers to ends at an answer. */
  function isAnswered(id: string, before: readonly string[] = []): boolean {
    const { same } = requirements[id] ?? { same: id };
    return same === undefined || (!before.includes(id) && isAnswered(String(same), [...before, id]));
  }

  test("names files that exist", () => {
    const missing = rows
      .flatMap(([, requirement]) => saidOf(requirement, "file"))
      .filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  test("names tests that exist", () => {
    const missing = rows
      .flatMap(([, requirement]) => saidOf(requirement, "met"))
      .filter((said) => {
        const { path, title } = testOf(said);
        return !titlesIn(path).has(title);
      });
    expect(missing).toEqual([]);
  });
});

describe.each(readSeeds(root))("the declaration of $template", ({ template }) => {
  const [path = ""] = (readdirSync(join(root, "templates", template), { recursive: true }) as string[]).filter(
    (each) => /(^|\/)\.projenrc\.ts$/.test(each) && !each.includes("node_modules"),
  );
  const text = readFileSync(join(root, "templates", template, path), "utf8");

  test("has at most sixty lines", () => {
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
  });

  test("passes nothing through to Compose, and calls nothing by another type", () => {
    const hatches: string[] = [];
    const look = (node: ts.Node): void => {
      const passed = ts.isPropertyAssignment(node) && node.name.getText() === "compose" && !isOfFiles(node);
      if (passed || ts.isAsExpression(node)) hatches.push(node.getText());
      ts.forEachChild(node, look);
    };
    look(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
    expect(hatches).toEqual([]);
  });

  /** The names of the files. */
  const isOfFiles = ({ parent }: ts.PropertyAssignment): boolean =>
    ts.isPropertyAssignment(parent.parent) && parent.parent.name.getText() === "files";
});

const read = new Map<string, ReadonlySet<string>>();

/** The titles of a file's tests, as they are written: what a call has before a function. */
function titlesIn(path: string): ReadonlySet<string> {
  const known = read.get(path);
  if (known !== undefined) return known;
  const titles = new Set<string>();
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [title, body] = node.arguments;
      const isTest = !/^(describe|onEngine|inBrowser)\b/.test(node.expression.getText());
      if (
        isTest &&
        title !== undefined &&
        ts.isStringLiteralLike(title) &&
        body !== undefined &&
        ts.isArrowFunction(body)
      )
        titles.add(title.text);
    }
    ts.forEachChild(node, look);
  };
  const file = join(root, path);
  if (existsSync(file)) look(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true));
  read.set(path, titles);
  return titles;
}
