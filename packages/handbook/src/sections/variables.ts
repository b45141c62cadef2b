import { dotenvOf, type Input, type Stack, type Variable } from "@quaywright/model";
import { document } from "@quaywright/syntax";
import { code, codes, type MakeSection, section, table } from "../section";
import * as words from "../words/variables";

export const variables: MakeSection = ({ main, stacks }) => {
  const environments = stacks.map(({ environment }) => environment);
  const places = codes([...new Set(stacks.map(dotenvOf))]);
  const names = [...new Set(stacks.flatMap(({ inputs }) => inputs.map(({ name }) => name)))].sort();
  const inputs = table(
    [...words.head, ...environments, words.readers],
    names.map((name) => inputRow(name, stacks)),
  );
  const fixed = table([...words.settled.head, ...environments, words.readers], settledRows(stacks));
  return section(
    words.title,
    ...(inputs === undefined ? [] : [document.paragraph(words.intro(main.files.env, places)), inputs]),
    fixed && section(words.settled.title, document.paragraph(words.settled.intro), fixed),
  );
};

function inputRow(name: string, stacks: readonly Stack[]): string[] {
  const uses = stacks.map(({ inputs }) => inputs.find((input) => input.name === name));
  const last = uses.filter((use) => use !== undefined).at(-1)!;
  const readers = [...new Set(uses.flatMap((use) => use?.readers ?? []))].sort();
  return [
    code(name),
    [last.purpose ?? "", ...rulesOf(last)].filter((each) => each !== "").join(" "),
    ...uses.map(cell),
    codes(readers),
  ];
}

function rulesOf({ example, kind, name, purpose = "", rule }: Input): string[] {
  return [
    name.endsWith("_PUBLISHED_PORT") || /comma/.test(purpose) ? "" : words.rule.kind[kind],
    ...(rule.minimumLength === undefined ? [] : [words.rule.minimumLength(rule.minimumLength)]),
    ...(rule.minimum === undefined ? [] : [words.rule.minimum(rule.minimum)]),
    ...(rule.maximum === undefined ? [] : [words.rule.maximum(rule.maximum)]),
    ...(rule.oneOf === undefined ? [] : [words.rule.oneOf(codes(rule.oneOf))]),
    ...(example === undefined ? [] : [words.rule.example(example)]),
  ];
}

function cell(input: Input | undefined): string {
  if (input === undefined) return words.cell.absent;
  if (input.file !== undefined) return words.cell.file(input.file);
  if (input.default !== undefined) return words.cell.default(input.default);
  return input.required ? words.cell.must : words.cell.may;
}

function settledRows(stacks: readonly Stack[]): string[][] {
  const rows = new Map<string, { purpose: string; values: Map<string, Set<string>>; readers: Set<string> }>();
  for (const { environment, services } of stacks) {
    for (const service of services) {
      if (service.oneShot) continue;
      for (const variable of service.variables) {
        const value = settled(variable);
        if (value === undefined) continue;
        const row = rows.get(variable.name) ?? {
          purpose: variable.purpose ?? "",
          values: new Map(),
          readers: new Set(),
        };
        row.values.set(environment, (row.values.get(environment) ?? new Set()).add(value));
        row.readers.add(service.name);
        rows.set(variable.name, row);
      }
    }
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { purpose, readers, values }]) => [
      code(name),
      purpose,
      ...stacks.map(({ environment }) => codes([...(values.get(environment) ?? [])]) || words.cell.absent),
      codes([...readers].sort()),
    ]);
}

const settled = ({ source }: Variable): string | undefined =>
  source.kind === "fixed" || source.kind === "linked" ? source.value : undefined;
