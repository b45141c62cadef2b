import type { LeftOut } from "../left-out";
import { defaultFile, type Example, type Rule } from "../rule";

/** What a rule means, for a terminal. */
export function explain(rule: Rule): string {
  const lines = [
    `${rule.id} (${rule.severity}${rule.production ? ", in production" : ""})`,
    "",
    rule.meaning,
    "",
    `Why: ${rule.reason}`,
    ...(rule.how === undefined ? [] : ["", `How it is found: ${rule.how}`]),
    "",
    `Fix: ${rule.fix}`,
    "",
    "Found in",
    ...shown(rule, rule.bad),
    "Not in",
    ...shown(rule, rule.good),
    ...(rule.aliases === undefined ? [] : [`Other names: ${rule.aliases.join(", ")}`]),
    ...(rule.references ?? []),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** Why there is no rule for something. */
export const explainLeftOut = ({ aliases = [], id, meaning, why }: LeftOut): string =>
  `${[
    `${id} (left out)`,
    "",
    meaning,
    "",
    `Why there is no rule for it: ${why}`,
    ...(aliases.length > 0 ? ["", `Other names: ${aliases.join(", ")}`] : []),
  ].join("\n")}\n`;

export const examplesOf = (examples: Rule["bad"]): readonly Example[] =>
  Array.isArray(examples) ? examples : [examples as Example];

/** The files of an example, by path. */
export const filesOf = ({ on }: Rule, example: Example): Readonly<Record<string, string>> =>
  typeof example === "string" ? { [defaultFile[on]]: example } : example;

function shown(rule: Rule, examples: Rule["bad"]): string[] {
  const files = Object.entries(filesOf(rule, examplesOf(examples)[0]!));
  return files
    .flatMap(([path, text]) => [
      "",
      `  ${path}`,
      ...text
        .trimEnd()
        .split("\n")
        .map((line) => `    ${line}`),
    ])
    .concat("");
}
