import { existsSync, readFileSync } from "node:fs";
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
