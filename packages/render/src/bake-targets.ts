import type { Build, Image, Stack } from "@quaywright/model";

type Built = Extract<Image, { kind: "built" }>;

/** An image as a target of bake. */
export interface Target {
  readonly name: string;
  readonly build: Build;
  readonly image: Built;
  /** The environments that have this very image, first the one whose name it has. */
  readonly stacks: readonly Stack[];
}

/** What bake builds: each image of an environment like production once, by the service that owns it. By name. */
export function bakeTargets(stacks: readonly Stack[]): ReadonlyMap<string, Target> {
  const released = stacks.filter(({ mode }) => mode === "production");
  const main = released.find(({ environment }) => environment === "production") ?? released[0];
  return main === undefined ? new Map() : targetsOf([main, ...released.filter((stack) => stack !== main)]);
}

/** Those of the environment that is built unasked, the first one. */
export const mainOf = (targets: readonly Target[]): Stack | undefined =>
  targets.find(({ build, name }) => build.name === name)?.stacks[0];

/** An environment whose image is built as that of the first one has that one's, under one more tag. */
function targetsOf(stacks: readonly Stack[]): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>();
  for (const stack of stacks) {
    for (const { image, name } of stack.services) {
      const build = stack.builds.find((each) => each.name === name);
      if (image.kind !== "built" || !image.owner || build === undefined) continue;
      const found = targets.get(name);
      if (found?.image.repository === image.repository) {
        targets.set(name, { ...found, stacks: [...found.stacks, stack] });
      } else {
        const own = found === undefined ? name : `${name}-${stack.environment}`;
        targets.set(own, { name: own, build, image, stacks: [stack] });
      }
    }
  }
  return new Map([...targets].sort(([a], [b]) => (a < b ? -1 : 1)));
}
