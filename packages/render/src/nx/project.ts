import { createHash } from "node:crypto";
import type { Build, Stack } from "@quaywright/model";
import { bakeTextOf } from "../bake";
import type { Target } from "../bake-targets";
import { bakeCommand, checkCommand, testCommand } from "./commands";
import { contextInputs, definitionInputs } from "./inputs";

/** What surrounds an image. */
export interface Surroundings {
  /** The environment whose images are built unasked. */
  readonly main: Stack;
  readonly stacks: readonly Stack[];
  /** All targets of bake, by name. */
  readonly targets: ReadonlyMap<string, Target>;
  /** The folder of the stack in the workspace. */
  readonly folder: string;
}

/**
 * An image as a project of Nx. The first of its targets of bake is built unasked, each other one in the environment that
 * it is for. What Nx would take from the workspace's defaults is said, so that it says nothing else.
 */
export function nxProject(build: Build, own: readonly [Target, ...Target[]], around: Surroundings): object {
  const { main, stacks, targets, folder } = around;
  const [first, ...others] = own;
  const name = nameOf(main, build);
  const tested = testedBy(build, stacks);
  const all = [...targetsBelow(first, targets)].map((target) => nameOf(main, target.build)).sort();
  const cwd = folder === "" ? "." : folder;
  const options = (env?: Record<string, string>) => ({ options: { cwd, ...(env && { env }) } });
  const bake = (flags: readonly string[], env?: Record<string, string>) => ({
    command: bakeCommand(main, first.name, flags),
    ...options(env),
    ...(others.length > 0 && {
      configurations: Object.fromEntries(
        others.map(({ name: target, stacks: [stack] }) => [
          stack!.environment,
          { command: bakeCommand(main, target, flags) },
        ]),
      ),
    }),
    // a hit would say that there is an image, of which Nx knows nothing
    ...said({ cache: false, inputs: [of("context", all), of("definition", all)] }),
  });
  return {
    name,
    projectType: "application",
    metadata: { description: build.title, bake: digest(bakeTextOf(main, own, targets)) },
    namedInputs: {
      context: contextInputs(build, { stage: first.image.target, stacks, folder }),
      definition: definitionInputs(build, folder),
      ...(tested !== undefined && {
        tested: contextInputs(build, { ...tested, stacks, folder }),
      }),
    },
    targets: {
      image: bake([]),
      ...(main.images.registry !== undefined && { "image-push": bake(["--push"], { RELEASE: "true" }) }),
      check: {
        command: checkCommand(build),
        ...options(),
        ...said({ cache: true, inputs: [of("definition", [name])] }),
      },
      ...(tested !== undefined && {
        test: {
          command: testCommand(tested.stack, build.name, tested.command),
          ...options(),
          ...said({ cache: false, inputs: [of("tested", [name]), of("definition", [name])] }),
        },
      }),
    },
  };
}

/** As its image is named, without a registry. */
const nameOf = ({ name }: Stack, build: Build): string => `${name}-${build.name}`;

/** Inputs of projects: their patterns are told apart, so that what one leaves out another may have. */
const of = (input: string, projects: readonly string[]) => ({ input, projects });

/** No package of npm is part of an image, unless a file of its context says so. */
const said = ({ cache, inputs }: { readonly cache: boolean; readonly inputs: readonly object[] }) => ({
  cache,
  dependsOn: [],
  inputs: [...inputs, { externalDependencies: [] }],
  outputs: [],
});

/** What stands in the file of bake for it, so that a change of that file changes only those of whom it tells. */
const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** A target, and those whose images it takes files from. */
function targetsBelow(
  target: Target,
  targets: ReadonlyMap<string, Target>,
  found = new Set<Target>(),
): ReadonlySet<Target> {
  if (found.has(target)) return found;
  found.add(target);
  for (const name of target.image.contexts) {
    const sibling = targets.get(name);
    if (sibling !== undefined) targetsBelow(sibling, targets, found);
  }
  return found;
}

/** How development tests the code of an image: with the sources that it mounts. */
function testedBy({ name }: Build, stacks: readonly Stack[]) {
  const stack = stacks.find(({ mode }) => mode === "development");
  const service = stack?.services.find((each) => each.name === name);
  if (stack === undefined || service?.test === undefined || service.image.kind !== "built") return undefined;
  const mounted = service.mounts.flatMap((mount) => (mount.kind === "source" ? [`${mount.source}/`] : []));
  return { stack, command: service.test, stage: service.image.target, mounted };
}
