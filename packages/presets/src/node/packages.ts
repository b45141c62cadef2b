import { posix } from "node:path";
import type { BuildStep, BuildText } from "@quaywright/model";
import { versions } from "@quaywright/versions";
import { z } from "zod";

/** Who installs packages of Node.js. */
export const nodeManager = z.enum(["npm", "pnpm", "yarn"]).default("npm");

export type NodeManager = z.output<typeof nodeManager>;

/** Version of Node.js, as an option of a preset. */
export const nodeVersion = z
  .string()
  .regex(/^\d[\d.]*$/, "a version such as `24`, whose image is Debian's")
  .default(versions.node);

export const nodeArgument = (version: string) => ({
  name: "NODE_VERSION",
  default: version,
  purpose: "is the version of Node.js that develops and builds.",
});

export const nodeImage: BuildText = ["node:", { ref: "NODE_VERSION" }, `-${versions.debian}-slim`];

const managers = {
  npm: {
    lock: "package-lock.json",
    cache: "/root/.npm",
    install: ["npm", "ci", "--no-audit", "--no-fund"],
    running: ["npm", "ci", "--no-audit", "--no-fund", "--omit=dev"],
  },
  pnpm: {
    lock: "pnpm-lock.yaml",
    package: `pnpm@${versions.pnpm}`,
    cache: "/root/.local/share/pnpm/store",
    // scripts of packages that nobody has allowed do not run, which pnpm would otherwise call an error
    install: [
      ...["pnpm", "install", "--frozen-lockfile", "--package-import-method=copy"],
      "--config.strict-dep-builds=false",
    ],
    running: [
      ...["pnpm", "install", "--frozen-lockfile", "--prod", "--package-import-method=copy"],
      "--config.strict-dep-builds=false",
    ],
  },
  yarn: {
    lock: "yarn.lock",
    package: `@yarnpkg/cli-dist@${versions.yarn}`,
    cache: "/root/.yarn/berry/cache",
    install: ["yarn", "install", "--immutable"],
    running: ["yarn", "workspaces", "focus", "--all", "--production"],
  },
} as const;

/** The lock file of a package manager. */
export const lockOf = (manager: NodeManager): string => managers[manager].lock;

/**
 * The packages of a lock file in `folder`, all of them or those that run; `.stamp` is what a volume with these packages
 * is compared by. Of a workspace they are those of its `members`, each of which may have some of its own.
 */
export function installPackages(
  source: string,
  folder: string,
  manager: NodeManager = "npm",
  which: "install" | "running" = "install",
  members: readonly string[] = [],
): BuildStep {
  const { cache, lock, ...more } = managers[manager];
  return {
    kind: "run",
    folder,
    commands: [
      ...("package" in more ? [["npm", "install", "--global", "--no-audit", "--no-fund", more.package]] : []),
      [...more[which]],
      ...nodeModulesOf(members).map((modules) => ["install", "-D", "-m", "0644", lock, `${modules}/.stamp`]),
    ],
    // packages in files of their own, where Yarn would make one archive of them
    ...(manager === "yarn" && { environment: { YARN_NODE_LINKER: "node-modules", YARN_ENABLE_TELEMETRY: "0" } }),
    takesSecrets: true,
    caches: [{ target: cache }],
    binds: ["package.json", lock, ...members.map((member) => posix.join(member, "package.json"))].map((file) => ({
      source: posix.join(source, file),
      target: posix.join(folder, file),
    })),
  };
}

/** Where packages are installed, from the folder of the lock file. */
export const nodeModulesOf = (members: readonly string[]): string[] => [
  "node_modules",
  ...members.map((member) => posix.join(member, "node_modules")),
];
