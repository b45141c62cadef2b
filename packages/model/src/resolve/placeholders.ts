import type { BuildStage } from "../schema/build";
import type { Variable } from "../stack";
import { asSpelled } from "./spelling";

/** Stages whose steps see what the application reads, where they ask for it: what only a running stack has is made up. */
export function withPlaceholders(stages: readonly BuildStage[], variables: readonly Variable[]): BuildStage[] {
  return stages.map(({ steps, ...stage }) => ({
    ...stage,
    ...(steps !== undefined && {
      steps: steps.map((step) =>
        step.kind === "run" && step.asApplication === true
          ? { ...step, environment: { ...environmentOf(variables), ...step.environment } }
          : step,
      ),
    }),
  }));
}

const environmentOf = (variables: readonly Variable[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    variables.flatMap((variable) => {
      const value = variable.phase === "run" ? standIn(variable, variables) : undefined;
      return value === undefined || value === "" ? [] : [[variable.name, value] as const];
    }),
  );

/** A secret, even one with a default, is never a part of a build. */
function standIn({ kind, required, source, spelled }: Variable, all: readonly Variable[]): string | undefined {
  if (source.kind === "template") {
    const parts = source.parts.map((part, index) => (index % 2 === 0 ? part : standInOf(part, all)));
    return parts.includes(undefined) ? undefined : parts.join("");
  }
  if (source.kind === "url") return `${source.scheme}://build:build@127.0.0.1:9/build`;
  if (spelled?.scheme !== undefined) return `${spelled.scheme || "http"}://build:build@127.0.0.1:9/build`;
  if (source.kind !== "input") return source.value;
  if (source.input.default !== undefined && kind !== "secret") {
    return asSpelled(source.input.default, spelled);
  }
  return required ? asSpelled(made[kind], spelled) : undefined;
}

const standInOf = (name: string, all: readonly Variable[]): string | undefined => {
  const found = all.find((each) => each.name === name);
  return found === undefined ? undefined : standIn(found, all);
};

const made = {
  boolean: "False",
  list: "127.0.0.1",
  number: "1",
  secret: "only-for-this-command-only-for-this-command-only-for-this",
  text: "only-for-this-command",
  url: "http://127.0.0.1:9",
} as const;
