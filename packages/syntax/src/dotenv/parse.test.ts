import fc from "fast-check";
import { awkwardText, awkwardTexts } from "../awkward.test.data";
import { heading, parse, print, remark } from ".";

test("what was printed is read back, with its lines", () => {
  const values = [...awkwardTexts, ...fc.sample(awkwardText, 500)].filter((value) => !value.includes("\0"));
  const text = print([
    remark("A remark."),
    heading("A heading"),
    ...values.map((value, index) => ({ name: `V${index}`, value, ...(index % 3 === 0 && { comment: "it's = a $" }) })),
    { name: "SHOWN", value: "only", commented: true },
  ]);
  const { assignments, faults } = parse(text);
  expect(faults).toEqual([]);
  expect(assignments.map(({ name, value }) => [name, value])).toEqual(
    values.map((value, index) => [`V${index}`, value]),
  );
  const lines = text.split("\n");
  expect(assignments.filter(({ name, line }) => !lines[line - 1]?.startsWith(`${name}=`))).toEqual([]);
});

test("any text is read to its end", () => {
  fc.assert(
    fc.property(fc.oneof(awkwardText, fc.string({ unit: "binary" })), (text) => {
      const { assignments, faults } = parse(text);
      const lines = text.split("\n").length;
      for (const { line } of [...assignments, ...faults]) expect(line).toBeLessThanOrEqual(lines);
    }),
  );
});

test("a value that other variables make is not known, but they are", () => {
  expect(parse("A=x$B\nC=\"${D:-e}\"\nF='$G'\nH=$$I").assignments).toEqual([
    { name: "A", uses: ["B"], line: 1 },
    { name: "C", uses: ["D"], line: 2 },
    { name: "F", value: "$G", uses: [], line: 3 },
    { name: "H", value: "$I", uses: [], line: 4 },
  ]);
});

test.each([
  ["A=1\nSECRET KEY=x", 2, "its name has a space in it"],
  ["A=1\n\nSECRET", 3, "it has no `=`"],
  ["=x", 1, "it has no name before the `=`"],
  ["1A=x", 1, "its name begins with a digit"],
  ["A!=x", 1, "its name has other characters than letters, digits and `_`"],
  ['A=1\nB="x\nC=1\n', 2, "the quote that opens the value of `B` is never closed"],
  ['A="x" y', 1, "something follows the quotes of `A`"],
  ["A=${", 1, "the value of `A` has a `${` that begins no variable; a dollar is written `$$`, or in single quotes"],
])("%j is told with its line and the reason", (text, line, reason) => {
  expect(parse(text).faults).toEqual([{ line, reason }]);
});

test("every fault is told, and no value", () => {
  const { assignments, faults } = parse("A B=hunter2\nC=1\nhunter2!x\nD='hunter2' hunter2\nE=2\n");
  expect(assignments.map(({ name }) => name)).toEqual(["C", "E"]);
  expect(faults.map(({ line }) => line)).toEqual([1, 3, 4]);
  expect(JSON.stringify(faults)).not.toContain("hunter2");
});

test("a large file takes no longer than its size", () => {
  const text = `${"A=b\n# c\n".repeat(50_000)}${"x".repeat(500_000)}`;
  const start = performance.now();
  expect(parse(text).assignments).toHaveLength(50_000);
  expect(performance.now() - start).toBeLessThan(5_000);
});
