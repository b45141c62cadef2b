import type { Repository } from "../recover/repository";
import type { Stack } from "../recover/stack";

interface Siblings {
  readonly byFolder: ReadonlyMap<string, readonly Stack[]>;
  readonly byPath: ReadonlyMap<string, readonly Stack[]>;
}

const known = new WeakMap<Repository, Siblings>();

/** The environments whose compose files stand in a folder. */
export const stacksIn = (folder: string, repository: Repository): readonly Stack[] =>
  siblings(repository).byFolder.get(folder) ?? [];

/** The environments that share a compose file with one, and are others. */
export const stacksBeside = (stack: Stack): ReadonlySet<Stack> =>
  new Set(
    stack.paths.flatMap((path) => siblings(stack.repository).byPath.get(path) ?? []).filter((other) => other !== stack),
  );

function siblings(repository: Repository): Siblings {
  let found = known.get(repository);
  if (found === undefined) {
    const { stacks } = repository;
    found = { byFolder: grouped(stacks, ({ folder }) => [folder]), byPath: grouped(stacks, ({ paths }) => paths) };
    known.set(repository, found);
  }
  return found;
}

function grouped(stacks: readonly Stack[], keys: (stack: Stack) => readonly string[]): Map<string, Stack[]> {
  const groups = new Map<string, Stack[]>();
  for (const stack of stacks) {
    for (const key of keys(stack)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [stack]);
      else group.push(stack);
    }
  }
  return groups;
}
