import { posix } from "node:path";
import type { BuildStage, BuildStep, Problem } from "@quaywright/model";
import { z } from "zod";
import { installPackages, lockOf, nodeArgument, nodeImage, nodeManager, nodeVersion } from "../node/packages";

/** A command of the application's own, such as a compiler of style sheets. */
const command = z.strictObject({
  command: z.array(z.string()).min(1).readonly(),
  /** Names of files, such as `*.scss`: in development it runs again when one of them changes. Default: none. */
  watch: z.array(z.string()).min(1).readonly().optional(),
  /** Folder that it fills and that the image must hold, from the project's folder. Default: none. */
  output: z.string().optional(),
});

/** A frontend that Node.js builds into the application's tree. */
const bundle = z.strictObject({
  /** Folder with `package.json` and its lock file, from the project's folder. */
  bundle: z.string(),
  /** Folder that its build fills, from the project's folder; it may lie outside of `bundle`. */
  output: z.string(),
  /** Script of `package.json`. Default: `build`. */
  script: z.string().default("build"),
  manager: nodeManager,
  /** Version of Node.js. Default: see `versions`. */
  node: nodeVersion,
});

/** What is made of the sources before the image is complete, in order: frontends first, then commands. */
export const steps = z
  .array(z.union([command, bundle]))
  .readonly()
  .default([]);

export type Step = z.output<typeof steps>[number];
export type Command = z.output<typeof command>;
export type Bundle = z.output<typeof bundle>;

export const commandsOf = (all: readonly Step[]): Command[] => all.flatMap((step) => ("command" in step ? [step] : []));

export const bundlesOf = (all: readonly Step[]): Bundle[] => all.flatMap((step) => ("bundle" in step ? [step] : []));

/** Outputs that would not lie in the application's folder, which is all that its image has. */
export const farOutputs = (all: readonly Step[], source: string): Problem[] =>
  all.flatMap(({ output }, index) =>
    output === undefined || !posix.relative(source, output).startsWith("..")
      ? []
      : [
          {
            at: ["steps", index, "output"],
            found: `\`${output}\`, outside of \`${source}\``,
            expected: `a folder in \`${source}\``,
          },
        ],
  );

/** What the frontends' builds need of their folders. */
export const bundlesExpect = (all: readonly Step[]) =>
  bundlesOf(all).flatMap(({ bundle: folder, manager, script }) => [
    { at: ["steps"], for: "what says how it is built", files: [posix.join(folder, "package.json")] },
    { at: ["steps"], for: `the lock file of ${manager}`, files: [posix.join(folder, lockOf(manager))] },
    { at: ["steps"], for: "what builds it", script: { file: posix.join(folder, "package.json"), name: script } },
  ]);

/** Where in the image a folder of the project lies. */
export const inImage = (source: string, folder: string): string => posix.join("/app", posix.relative(source, folder));

export const bundleArguments = (all: readonly Step[]) =>
  bundlesOf(all)
    .slice(0, 1)
    .map(({ node }) => nodeArgument(node));

const stageName = (index: number): string => (index === 0 ? "bundle" : `bundle-${index + 1}`);

/** A stage for each frontend, in the tree as the project has it: a build may write beside its own folder. */
export const bundleStages = (all: readonly Step[]): BuildStage[] =>
  bundlesOf(all).map(({ bundle: folder, manager, script }, index) => ({
    name: stageName(index),
    purpose: `builds ${folder}; its output fits every architecture.`,
    from: nodeImage,
    takesSystem: true,
    onBuildPlatform: true,
    workdir: posix.join("/src", folder),
    steps: [
      installPackages(folder, posix.join("/src", folder), manager),
      { kind: "copy", sources: [`${folder}/`], target: `${posix.join("/src", folder)}/` },
      { kind: "run", commands: [["npm", "run", script]] },
    ],
  }));

/** What the frontends' builds made, put where the application looks for it. */
export const takeBundles = (all: readonly Step[], place: (output: string) => string): BuildStep[] =>
  bundlesOf(all).map(({ output }, index) => ({
    kind: "copy",
    from: stageName(index),
    sources: [`${posix.join("/src", output)}/`],
    target: `${place(output)}/`,
  }));
