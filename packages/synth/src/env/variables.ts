import { faultOf } from "@quaywright/model";
import type { dotenv } from "@quaywright/syntax";
import { appendDotenv, type DotenvFile } from "./dotenv-file";
import { isOurs, type NeededVariable, purposeOf, type Use } from "./needs";
import { newSecret } from "./new-secret";
import { type EnvReport, joined } from "./report";

/** Adds to `.env` what must be set: a secret with its value, a line to fill in for what only a person knows. */
export function provideVariables(
  folder: string,
  file: DotenvFile,
  variables: readonly NeededVariable[],
  check: boolean,
): EnvReport {
  const set = variables.filter(({ name }) => isSet(file, name));
  const missing = variables.filter(({ name, uses }) => !isSet(file, name) && uses.some(isRequired));
  const isMine = ({ uses }: NeededVariable) =>
    isOurs(uses) || uses.some(({ fetch, input }) => fetch !== undefined && input.kind === "secret");
  const given = missing.filter(isMine).map((variable) => ({
    variable,
    secret: check ? undefined : newSecret(folder, variable.name, variable.uses),
  }));
  const unfetched = given.flatMap(({ variable, secret }) =>
    secret !== undefined && "fault" in secret
      ? [`\`${variable.name}\` in \`${file.path}\` is not made: ${secret.fault}.`]
      : [],
  );
  const secrets = given.filter(({ secret }) => secret === undefined || "value" in secret);
  const others = missing.filter((variable) => !isMine(variable));
  const entries = [
    ...secrets.flatMap(({ variable, secret }) =>
      secret !== undefined && "value" in secret ? [entry(variable, secret.value)] : [],
    ),
    ...others.filter(({ name }) => !file.assignments.has(name)).map((variable) => entry(variable, "")),
  ];
  const refused = check || entries.length === 0 ? [] : appendDotenv(folder, file, entries);
  const made = secrets.map(
    ({ variable: { name, uses }, secret }) =>
      `\`${name}\` in \`${file.path}\`${secret?.from === "manager" ? ", fetched" : ""}: ${purposeOf(uses)}`,
  );
  return joined([
    refused.length === 0 ? { made } : { toDo: [...refused, ...secrets.map(({ variable }) => setIt(file, variable))] },
    {
      toDo: [
        ...unfetched,
        ...others.map((variable) => setIt(file, variable)),
        ...set.flatMap((variable) => faultsOf(file, variable)),
      ],
    },
  ]);
}

function isSet({ assignments }: DotenvFile, name: string): boolean {
  const assignment = assignments.get(name);
  return assignment !== undefined && assignment.value !== "";
}

const isRequired = ({ input }: Use): boolean => input.required;

function entry({ name, uses }: NeededVariable, value: string): dotenv.Entry {
  const comment = [purposeOf(uses), ...exampleOf(uses)].filter((line) => line !== "").join("\n");
  return { name, value, ...(comment !== "" && { comment }) };
}

const setIt = ({ path }: DotenvFile, { name, uses }: NeededVariable): string =>
  [`Set \`${name}\` in \`${path}\`, for ${environments(uses.filter(isRequired))}.`, purposeOf(uses), ...exampleOf(uses)]
    .filter((part) => part !== "")
    .join(" ");

const exampleOf = (uses: readonly Use[]): string[] =>
  uses.flatMap(({ input }) => (input.example === undefined ? [] : [`Example: ${input.example}`])).slice(0, 1);

/** What is wrong with a value that is set, once for all environments where it is. */
function faultsOf({ assignments, path }: DotenvFile, { name, uses }: NeededVariable): string[] {
  const { line, value } = assignments.get(name)!;
  if (value === undefined) return [];
  const faults = uses.map(({ input }) => faultOf(value, input.kind, input.rule));
  return [...new Set(faults.filter((fault) => fault !== undefined))].map((fault) => {
    const where = uses.filter((_, index) => faults[index] === fault);
    return `\`${path}\`, line ${line}: \`${name}\` ${fault}, in ${environments(where)}.`;
  });
}

const environments = (uses: readonly Use[]): string => uses.map(({ environment }) => environment).join(" and ");
