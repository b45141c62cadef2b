import { type Input, mayBeMade, type Stack } from "@quaywright/model";

/** An input, and who asks for it. */
export interface Use {
  readonly environment: string;
  readonly input: Input;
  /** `uid:gid` of the containers that read it, as far as they are known. */
  readonly users: readonly string[];
  /** The command whose output is a secret of this stack. */
  readonly fetch?: readonly string[];
}

/** A secret that stands in a file of its own. */
export interface NeededFile {
  /** From the project's folder. */
  readonly path: string;
  readonly uses: readonly Use[];
}

/** A name that is set in `.env`. */
export interface NeededVariable {
  readonly name: string;
  readonly uses: readonly Use[];
}

/** The secrets' files that the stacks mount, by path. */
export function neededFiles(stacks: readonly Stack[]): readonly NeededFile[] {
  const uses = usesIn(stacks).flatMap((use) => (use.input.file === undefined ? [] : [[use.input.file, use] as const]));
  return grouped(uses).map(([path, group]) => ({ path, uses: group }));
}

/** The names that the stacks look up in `.env`, by name. */
export function neededVariables(stacks: readonly Stack[]): readonly NeededVariable[] {
  const uses = usesIn(stacks).flatMap((use) => (use.input.file === undefined ? [[use.input.name, use] as const] : []));
  return grouped(uses).map(([name, group]) => ({ name, uses: group }));
}

const usesIn = (stacks: readonly Stack[]): readonly Use[] =>
  stacks.flatMap(({ environment, fetchSecret: fetch, inputs, services }) =>
    inputs.map((input) => ({
      environment,
      input,
      users: services.flatMap(({ name, user }) =>
        user !== undefined && input.phase === "run" && input.readers.includes(name) ? [user] : [],
      ),
      ...(fetch !== undefined && { fetch }),
    })),
  );

/** What it is for, and who issues it. */
export const purposeOf = (uses: readonly Use[]): string => {
  const { purpose, issued } = uses.at(-1)!.input;
  return [...(purpose === undefined ? [] : [purpose]), ...(issued === undefined ? [] : [`Issued by ${issued}.`])].join(
    " ",
  );
};

/** Whether it may be made for all of them. */
export const isOurs = (uses: readonly Use[]): boolean => uses.every(({ input }) => mayBeMade(input));

function grouped(uses: readonly (readonly [key: string, use: Use])[]): readonly (readonly [string, readonly Use[]])[] {
  const groups = new Map<string, Use[]>();
  for (const [key, use] of uses) groups.set(key, [...(groups.get(key) ?? []), use]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
