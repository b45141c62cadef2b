import { posix } from "node:path";
import { type Problem, preset, type ServiceDeclaration } from "@quaywright/model";
import { versions } from "@quaywright/versions";
import { z } from "zod";
import { folderVariables, folderVolumes } from "./folders";
import { nodeHandbook } from "./handbook/node";
import { inDevelopment } from "./in-development";
import { nodeDevelopment } from "./node/development";
import { nodeImageOf } from "./node/image";
import { lockOf, nodeManager, nodeVersion } from "./node/packages";
import { nodeReader } from "./node/reader";
import { installSecrets, installVariables } from "./node/secrets";
import { buildPackage, layoutOf, strayFrom, type Workspace, workspace } from "./node/workspace";
import { rolloutJobs } from "./rollout";
import type { DatabaseChoice, DatabaseIn } from "./state/database";
import { spool } from "./state/spool";
import { stateOf } from "./state/state";
import { appUser } from "./user";
import { variables } from "./variables";

const words = z.array(z.string()).min(1).readonly();

const paths = z
  .array(z.string().regex(/^(?![/~]|\.\.?(?:\/|$)).+$/, "a path in the sources, such as `dist`"))
  .min(1)
  .readonly();

const runtime = z
  .union([
    nodeVersion.unwrap(),
    z.strictObject({
      /** Version of Node.js. Default: see `versions`. */
      version: nodeVersion,
      /** Who installs the packages. Default: `npm`. */
      manager: nodeManager,
      /** Secrets for that, such as the `.npmrc` of a private registry. Default: none. */
      secrets: installSecrets,
      /**
       * The workspace of npm that `source` is a package of: `{ packages: ["packages/shared"] }`. Default: `source` has a
       * lock file of its own.
       */
      workspace,
    }),
  ])
  .default(versions.node);

const options = z.strictObject({
  /** Folder with `package.json` and its lock file, from the project's folder. */
  source: z.string(),
  /** What serves in production: `["node", "dist/server.js"]`. */
  start: words,
  /** What serves in development, on mounted sources. Default: `["npm", "run", "dev"]`. */
  develop: words.default(["npm", "run", "dev"]),
  /**
   * Script of `package.json` that makes what production runs, and what it fills: `{ script: "build", output: ["dist"] }`.
   * Production then has that, `package.json` and the packages that run. Default: none, it has the sources.
   */
  build: z
    .strictObject({
      /** Default: `build`. */
      script: z.string().min(1).default("build"),
      /** Folders and files that it makes. Default: `dist`. */
      output: paths.default(["dist"]),
      /** Folders and files of the sources that production has beside: `["migrations"]`. Default: none. */
      keep: paths.optional(),
    })
    .optional(),
  /** Port on which it listens, told to it by `PORT`. Default: 3000. */
  port: z.int().min(1).max(65535).default(3000),
  /** Path that answers without a database. Default: `/healthz`. */
  health: z.string().startsWith("/").default("/healthz"),
  /** The service that is its database, its URL in `DATABASE_URL`; for all environments, or for each. Default: none. */
  database: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  /** The service that is its cache and broker, its URL in `REDIS_URL`. Default: none. */
  cache: z.string().optional(),
  /** Version of Node.js, or more of it: who installs the packages, with which secrets. Default: npm. */
  node: runtime,
  /** Commands that run once for each rollout, in this order: `{ migrate: ["npx", "knex", "migrate:latest"] }`. */
  rollout: z.record(z.string(), words).default({}),
  /** Folders that outlive its containers, each with the variable that names it: `{ uploads: "UPLOAD_FOLDER" }`. */
  folders: z.record(z.string(), z.string()).default({}),
  /** Variables that it reads beside those of its database and cache. */
  variables: variables.default({}),
});

export type NodeOptions<Database extends DatabaseChoice, Cache extends string> = Omit<
  z.input<typeof options>,
  "database" | "cache"
> & {
  /** The service that is its database, its URL in `DATABASE_URL`; for all environments, or for each. Default: none. */
  readonly database?: Database;
  /** The service that is its cache and broker, its URL in `REDIS_URL`. Default: none. */
  readonly cache?: Cache;
};

/** A server in JavaScript or TypeScript: its development command on mounted sources, an image of its own in production. */
export const node = <const Database extends DatabaseChoice = never, const Cache extends string = never>(
  given: NodeOptions<Database, Cache>,
): ServiceDeclaration<DatabaseIn<Database> | Cache> => preset(options, given, expand);

type Options = z.output<typeof options>;

interface Runtime {
  readonly version: string;
  readonly manager: z.output<typeof nodeManager>;
  readonly secrets: z.output<typeof installSecrets>;
  readonly workspace?: Workspace;
}

const runtimeOf = (node: Options["node"]): Runtime =>
  typeof node === "string" ? { version: node, manager: "npm", secrets: {} } : node;

function expand(given: Options): ServiceDeclaration {
  const { build, cache, database, folders, health, port, rollout, source } = given;
  const runtime = runtimeOf(given.node);
  const { manager } = runtime;
  const layout = layoutOf(source, runtime.workspace);
  const { members, packages, root } = layout;
  const { jobs, mounts, seeds, volumes, watch } = nodeDevelopment(root, manager, members);
  const manifest = posix.join(source, "package.json");
  const state = stateOf(
    { database, cache, reader: nodeReader(database !== undefined) },
    {
      variables: {
        NODE_ENV: {
          development: { purpose: "What packages of Node.js ask.", value: "development" },
          production: { purpose: "What packages of Node.js ask.", value: "production" },
        },
        PORT: { purpose: "Port on which it listens.", kind: "number", value: String(port) },
        ...folderVariables(folders),
        ...spool.variables,
        ...installVariables(runtime.secrets),
        ...given.variables,
      },
      volumes: {
        ...spool.volumes,
        ...folderVolumes(folders),
        ...inDevelopment(volumes),
      },
      jobs: {
        ...rolloutJobs(rollout),
        ...inDevelopment({ ...jobs, ...(packages.length > 0 && { "build-packages": built(packages, build?.script) }) }),
      },
      handbook: () =>
        nodeHandbook({
          folders: Object.keys(folders),
          packages: Object.keys(volumes),
          rollout: Object.values(rollout),
        }),
    },
  );
  return {
    summary: "A server on Node.js.",
    mistakes: [...strayFrom(source, runtime.workspace), ...npmAlone(runtime)],
    code: {
      folder: source,
      language: "node",
      ...(packages.length > 0 && { beside: packages.map((folder) => posix.join(root, folder)) }),
      naming: 'a file that reads one of them, or variables of its own names, such as `MY_HOST: { from: "db:host" }`',
      manifests: [manifest, posix.join(root, lockOf(manager))],
    },
    expects: [
      { at: ["source"], for: "what says how it is built", files: [manifest] },
      { at: ["node"], for: lockIn(runtime), files: [posix.join(root, lockOf(manager))] },
      ...packages.map((folder) => ({
        at: ["node", "workspace", "packages"],
        for: "a package of the workspace",
        files: [posix.join(root, folder, "package.json")],
      })),
      ...scriptsOf(given).map(({ at, command, purpose }) => ({ at, for: purpose, runs: { folder: source, command } })),
      ...(build === undefined ? programOf(given) : []),
    ],
    build: nodeImageOf(given, runtime, layout),
    ...state,
    port,
    publish: { development: port },
    mounts: { development: mounts },
    seeds: { development: seeds },
    scratch: { production: ["/tmp"] },
    user: { development: "host", production: appUser },
    probe: { kind: "http", path: health },
    watch: { development: watch },
    resources: { production: { memory: "512m", cpus: 1, pids: 100 } },
    stopGrace: 40,
  };
}

/** In development the packages that it imports are built once, where they need it. */
const built = (packages: readonly string[], script?: string) => {
  const commands = packages.map((folder) => buildPackage(folder, script));
  return {
    summary: "Builds the packages of the workspace that it imports.",
    command: commands.length === 1 ? commands[0]! : ["sh", "-c", commands.map(line).join(" && ")],
  };
};

const line = (words: readonly string[]): string => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");

const lockIn = ({ manager, workspace }: Runtime): string =>
  workspace === undefined && manager === "npm"
    ? "the lock file of npm; or `workspace` of `node`, where that of a workspace installs it"
    : `the lock file of ${manager}`;

/** The others install nothing where packages of the workspace are missing. */
const npmAlone = ({ manager, workspace }: Runtime): Problem[] =>
  workspace === undefined || manager === "npm"
    ? []
    : [
        {
          at: ["node", "workspace"],
          found: `a workspace of ${manager}`,
          expected: "one of npm, whose lock file installs a part of it, or a `build` of your own",
        },
      ];

/** Commands that may run scripts of `package.json`. */
const scriptsOf = ({ build, develop, start }: Options) => [
  { at: ["develop"], command: develop, purpose: "its server in development" },
  { at: ["start"], command: start, purpose: "its server in production" },
  ...(build === undefined
    ? []
    : [
        {
          at: ["build", "script"],
          command: ["npm", "run", build.script],
          purpose: "what makes of the sources what production runs",
        },
      ]),
];

/** The file that Node.js is given, where it is one of the sources. */
const programOf = ({ source, start: [program, file] }: Options) =>
  program === "node" && file !== undefined && !file.startsWith("-") && !file.startsWith("/")
    ? [{ at: ["start"], for: "its server in production", files: [posix.join(source, file)], starts: true }]
    : [];
