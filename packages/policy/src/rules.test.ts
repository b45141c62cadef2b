import { check } from "./check";
import { policyIn } from "./config/file";
import { memoryTree, recover } from "./recover";
import { examplesOf, filesOf } from "./report/explain";
import type { Example, Rule } from "./rule";
import { allRules } from "./rules";
import { eachSubject } from "./subjects";

const today = "2026-11-21";

/** Ids of what is found in a rule's example, the rule switched on. */
function found(rule: Rule, example: Example): string[] {
  const files = filesOf(rule, example);
  const executable = new Set(Object.keys(files).filter((path) => path.endsWith(".sh")));
  const tree = memoryTree(files, executable);
  const repository = recover(tree, { today });
  const severities = new Map(rule.severity === "off" ? [[rule.id, "info" as const]] : []);
  const { findings, unread } = check(repository, policyIn(tree, { severities }));
  for (const { says } of unread) if (says.startsWith("the rule")) throw new Error(says);
  return findings.filter(({ waived }) => waived === undefined).map((finding) => finding.rule.id);
}

describe.each(allRules().map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  test.each(examplesOf(rule.bad).map((example) => [example]))("finds what is bad: %j", (example) => {
    expect(found(rule, example)).toContain(rule.id);
  });

  test.each(examplesOf(rule.good).map((example) => [example]))("finds nothing in what is good: %j", (example) => {
    expect(found(rule, example)).not.toContain(rule.id);
  });
});

describe("a rule", () => {
  test("is named as its file, which tells nothing twice", () => {
    const ids = allRules().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(["image", "instruction", "stage"] as const)(
    "of a thing (%s) finds nothing in one without the words that it names, in all rules' examples",
    (kind) => {
      // a rule of some keywords takes for granted that it looks at one of them
      const isKeyword = (word: string) => kind === "instruction" && /^[A-Z]+$/.test(word);
      const rules = allRules().filter(({ of, on }) => on === kind && of !== undefined && !of.some(isKeyword));
      const examples = allRules().flatMap((rule) =>
        [...examplesOf(rule.bad), ...examplesOf(rule.good)].map((example) => filesOf(rule, example)),
      );
      const missed: unknown[] = [];
      for (const files of examples) {
        const tree = memoryTree(files);
        const repository = recover(tree, { today });
        const policy = policyIn(tree);
        eachSubject(repository, ({ on, subject, words }) => {
          if (on !== kind) return;
          for (const rule of rules.filter(({ of }) => !of!.some((word) => words.includes(word))))
            rule.check(subject as never, () => missed.push([rule.id, files]), repository, policy);
        });
      }
      expect(missed).toEqual([]);
    },
  );

  test("is told in sentences", () => {
    for (const { fix, id, meaning, reason } of allRules()) {
      for (const text of [meaning, reason, fix])
        expect([id, text]).toEqual([id, expect.stringMatching(/^([A-Z`*"'(]|nginx |gunicorn |git ).*[.)]$/s)]);
    }
  });
});
