import { posix } from "node:path";
import type { BuildStage, BuildStep, Problem } from "@quaywright/model";
import { z } from "zod";
import { installPackages, lockOf, nodeArgument, nodeImage, nodeManager, nodeVersion } from "../node/packages";

/** A command of the application's own, such as a compiler of style sheets. */
const command = z.strictObject({
  command: z.array(z.string()).min(1).readonly(),
  /** Names of files, such as `*.scss`: in development it runs again when one of them changes. Default: none. */
  watch: z.array(z.string()).min(1).readonly().optional(),
  /**
   * Folder that it fills and that the image must hold, from the project's folder. It may lie outside of `source`: the
   * image has what the project has beside `/app`. Default: none.
   */
  output: z.string().optional(),
  /** Variables for it alone, beside the application's own, of which those without a value are made up. Default: none. */
  environment: z.record(z.string(), z.string()).default({}),
  /**
   * `assets`: apart from the image, with the packages of development, so that it holds what `output` says alone.
   * `production`: in the image itself, as root, whatever it writes. Default: `assets`.
   */
  stage: z.enum(["assets", "production"]).default("assets"),
  /** The framework's own step in whose place it runs, the last one. Default: it runs beside. */
  replaces: z.literal("collectstatic").optional(),
});

/** A frontend that Node.js builds into the application's tree. */
const bundle = z.strictObject({
  /** Folder with `package.json` and its lock file, from the project's folder. */
  bundle: z.string(),
  /** Folder that its build fills, from the project's folder; it may lie outside of `bundle`. */
  output: z.string(),
  /** Script of `package.json`. Default: `build`. */
  script: z.string().default("build"),
  /** What its build reads outside of `bundle`, from the project's folder, such as templates with class names. Default: nothing. */
  reads: z.array(z.string()).readonly().default([]),
  /** Variables for its build alone. Default: none. */
  environment: z.record(z.string(), z.string()).default({}),
  manager: nodeManager,
  /** Version of Node.js. Default: see `versions`. */
  node: nodeVersion,
});

/** A folder beside the application that it reads and never writes. */
const folder = z.strictObject({
  /** From the project's folder, in it or outside of it: `../config`. */
  folder: z.string().min(1),
  /** Its place in the image; development mounts it there, read-only, as `mounts` can elsewhere. */
  at: z.string().startsWith("/"),
});

/** What is made of the sources before the image is complete, in order: folders that it reads, frontends, commands. */
export const steps = z
  .array(z.union([command, bundle, folder]))
  .readonly()
  .default([]);

export type Step = z.output<typeof steps>[number];
export type Command = z.output<typeof command>;
export type Bundle = z.output<typeof bundle>;

/** The commands of one stage, or all of them. */
export const commandsOf = (all: readonly Step[], stage?: Command["stage"]): Command[] =>
  all.flatMap((step) => ("command" in step && (stage ?? step.stage) === step.stage ? [step] : []));

export const bundlesOf = (all: readonly Step[]): Bundle[] => all.flatMap((step) => ("bundle" in step ? [step] : []));

export const foldersOf = (all: readonly Step[]): z.output<typeof folder>[] =>
  all.flatMap((step) => ("folder" in step ? [step] : []));

/** Folders of the system, beside `/app`. */
const system = new Set(
  "bin boot dev etc home lib lib64 media mnt opt proc root run sbin srv sys tmp usr var".split(" "),
);

/** Outputs beside the application's folder whose place in the image is the system's. */
export const farOutputs = (all: readonly Step[], source: string): Problem[] =>
  all.flatMap((step, index) => {
    const output = "output" in step ? step.output : undefined;
    const [, first = ""] = output === undefined ? [] : inImage(source, output).split("/");
    if (!system.has(first)) return [];
    const found = `\`${output}\`, which is \`${inImage(source, output!)}\` beside \`/app\``;
    return [{ at: ["steps", index, "output"], found, expected: `a folder in \`${source}\`, or of another name` }];
  });

/** What the frontends' builds need of their folders. */
export const bundlesExpect = (all: readonly Step[]) =>
  bundlesOf(all).flatMap(({ bundle: folder, manager, script }) => [
    { at: ["steps"], for: "what says how it is built", files: [posix.join(folder, "package.json")] },
    { at: ["steps"], for: `the lock file of ${manager}`, files: [posix.join(folder, lockOf(manager))] },
    { at: ["steps"], for: "what builds it", runs: { folder, command: ["npm", "run", script] } },
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
  bundlesOf(all).map(({ bundle: folder, environment, manager, reads, script }, index) => ({
    name: stageName(index),
    purpose: `builds ${folder}; its output fits every architecture.`,
    from: nodeImage,
    takesSystem: true,
    onBuildPlatform: true,
    workdir: posix.join("/src", folder),
    steps: [
      installPackages(folder, posix.join("/src", folder), manager),
      { kind: "copy", sources: [`${folder}/`], target: `${posix.join("/src", folder)}/` },
      ...reads.map(
        (read): BuildStep => ({
          kind: "copy",
          sources: [`${posix.join(read)}/`],
          target: `${posix.join("/src", read)}/`,
        }),
      ),
      {
        kind: "run",
        commands: [["npm", "run", script]],
        ...(Object.keys(environment).length > 0 && { environment: { ...environment } }),
      },
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
