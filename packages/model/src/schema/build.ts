import { z } from "zod";
import { contextPath, projectPath } from "./path";
import { client } from "./probe";

/** Text in which `{ ref: "NAME" }` is the value of a build argument or variable; all else is literal. */
export const text = z.union([z.string(), z.array(z.union([z.string(), z.strictObject({ ref: z.string() })]))]);

/** A folder kept between builds of one machine: https://docs.docker.com/build/cache/optimize/#use-cache-mounts */
const cache = z.strictObject({ target: z.string(), sharing: z.enum(["shared", "locked"]).optional() });

/** A file of the build context that a step reads without copying it. */
const bind = z.strictObject({
  source: z.string(),
  target: z.string(),
  from: z.string().optional(),
  /** The step may write there; what it writes is thrown away. */
  readwrite: z.boolean().optional(),
});

/** One step of a stage, in order. */
export const step = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("run"),
    /** Why, printed above it. */
    note: z.string().optional(),
    /** Commands that follow one another; the first that fails fails the build. Each is words, never shell text. */
    commands: z.array(z.array(text).min(1)).min(1),
    /** Variables for these commands alone; none is kept in the image. */
    environment: z.record(z.string(), z.string()).optional(),
    /** Sees the service's variables too; those that only a running stack has are made up. */
    asApplication: z.boolean().optional(),
    /** Folder in which they run. Default: the stage's. */
    folder: z.string().optional(),
    /** Sees the secrets that the service reads at build, such as the password of a private package index. */
    takesSecrets: z.boolean().optional(),
    caches: z.array(cache).optional(),
    binds: z.array(bind).optional(),
  }),
  z.strictObject({
    kind: z.literal("copy"),
    note: z.string().optional(),
    /** Paths in the build context, or in the stage or image `from`. */
    sources: z.array(z.string()).min(1),
    target: z.string(),
    from: z.string().optional(),
    /** Octal mode. Only where the target's folder exists already: one that COPY makes gets it too. */
    mode: z.string().optional(),
    owner: z.string().optional(),
  }),
]);

/** One stage of a Dockerfile. */
export const stage = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** What it is, one line, printed above it and by `docker build --call=targets`. */
  purpose: z.string(),
  /** An image, or the stage that it goes on from. */
  from: text,
  /** Runs on the machine that builds, whatever the target: for output that fits every architecture. */
  onBuildPlatform: z.boolean().optional(),
  /** Takes the build arguments that the services' variables of phase `build` make. */
  takesVariables: z.boolean().optional(),
  environment: z.record(z.string(), text).optional(),
  /** Takes what the stack says of every system: its locale (of Debian's packages), the authorities that it trusts. */
  takesSystem: z.boolean().optional(),
  /** Build arguments that its commands read. */
  takes: z.array(z.string()).optional(),
  /** Default: that of the stage it goes on from. */
  workdir: z.string().optional(),
  steps: z.array(step).optional(),
  /** Its image starts as root: the service's user, if it is a number, gets an account and the volumes' folders. */
  preparesUser: z.boolean().optional(),
  /** Makes a final image that runs: with the entrypoint of that mode, a port, a probe, a command. */
  entrypoint: z.enum(["development", "production"]).optional(),
  port: z.int().optional(),
  /** The tool of this image that can ask over HTTP and TCP. Default, beside an entrypoint: `bash`, on Alpine `wget`. */
  client: client.optional(),
  command: z.array(z.string()).optional(),
  /** Its command that runs another one and starts it anew when a source file changes. */
  reloader: z.string().optional(),
  stopSignal: z.string().optional(),
});

/** A folder that is no part of the project's, from there or absolute. */
const outside = z
  .string()
  .regex(
    /^(?:\.\.(?:\/|$)|\/.)/,
    "a folder outside of the project's, such as `../config`; one inside of it is a part of `sources`",
  );

/** An image that is built: one Dockerfile, whose last stage is what a bare `docker build` gives. */
export const build = z.strictObject({
  /** What the image holds, for its label. */
  title: z.string().optional(),
  /** Build arguments before the first stage, such as the base image's version. */
  arguments: z.array(z.strictObject({ name: z.string(), default: z.string(), purpose: z.string() })).optional(),
  stages: z.array(stage).min(1),
  /** Folders and files of the repository that its stages copy or bind: nothing else is in the build's context. */
  sources: z.array(projectPath),
  /**
   * Folders outside of the project's, by the names under which steps take `from` them: `{ config: "../config" }`. They
   * are contexts of their own: https://docs.docker.com/build/concepts/context/#named-contexts
   */
  outside: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/, "a name: lower-case letters, digits and `-`"), outside)
    .optional(),
  /** Names in those folders that never belong in an image. */
  ignored: z.array(z.string()).optional(),
  /** Files that stand beside the Dockerfile and go into the image: name to text. */
  attachments: z.record(z.string(), z.string()).optional(),
  /**
   * Commands that stand for the host's user when run by root in development, `docker compose exec … python`; a folder,
   * with `/` at its end, is all commands in it.
   */
  hostCommands: z.array(z.string()).optional(),
});

/**
 * An image whose Dockerfile a person wrote, and keeps: it is built as it stands. What it takes are the build arguments that
 * the service's `variables` of phase `build` make, and secrets among these by `RUN --mount=type=secret,id=…`.
 */
export const writtenBuild = z.strictObject({
  /** The Dockerfile, from the project's folder: `docker/legacy/Dockerfile`. */
  dockerfile: projectPath,
  /** Folder that it copies from, from the project's. Default: the project's. */
  context: contextPath.optional(),
  /** What the image holds. */
  title: z.string().optional(),
  /** Folders outside of the project's, by the names under which it takes files `--from` them. */
  outside: build.shape.outside,
});

export type BuildText = z.output<typeof text>;
export type BuildStep = z.output<typeof step>;
export type BuildStage = z.output<typeof stage>;
export type BuildDeclaration = z.output<typeof build>;
export type WrittenBuild = z.output<typeof writtenBuild>;
