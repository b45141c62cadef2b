import { posix } from "node:path";
import type { Problem } from "@quaywright/model";
import { z } from "zod";

const inside = z.string().regex(/^(?![/~]|\.\.?(?:\/|$)).+$/, "a path in the workspace, such as `packages/shared`");

/** https://docs.npmjs.com/cli/using-npm/workspaces */
export const workspace = z
  .strictObject({
    /** Its folder, with the lock file, from the project's folder. Default: `.`. */
    folder: z.string().default("."),
    /** Packages of it that the server imports, those that others import first: `["packages/shared"]`. Default: none. */
    packages: z.array(inside).readonly().default([]),
    /** Files of it that a build reads: `["tsconfig.base.json"]`. Default: none. */
    files: z.array(inside).readonly().default([]),
  })
  .optional();

export type Workspace = z.output<typeof workspace>;

/** Where a server lies among the packages that one lock file installs. */
export interface Layout {
  /** Folder with the lock file, from the project's. */
  readonly root: string;
  /** The packages of a workspace that it imports, from its folder. */
  readonly packages: readonly string[];
  /** Those, and its own. */
  readonly members: readonly string[];
  readonly files: readonly string[];
  /** Its folder in the image. */
  readonly home: string;
}

export function layoutOf(source: string, given: Workspace): Layout {
  if (given === undefined) return { root: source, packages: [], members: [], files: [], home: "/app" };
  const { files, folder, packages } = given;
  const own = posix.relative(folder, source);
  return { root: folder, packages, members: [...packages, own], files, home: posix.join("/app", own) };
}

/** A server that is none of the packages of its workspace. */
export const strayFrom = (source: string, given: Workspace): Problem[] =>
  given === undefined || /^(?!\.\.?(?:\/|$))./.test(posix.relative(given.folder, source))
    ? []
    : [
        {
          at: ["source"],
          found: `\`${source}\`, which is no folder in the workspace \`${given.folder}\``,
          expected: "the folder of one of its packages, such as `apps/api`",
        },
      ];

/** Builds a package that it imports, where that has something to build. */
export const buildPackage = (folder: string, script = "build"): string[] => [
  ...["npm", "--prefix", posix.join("/app", folder)],
  ...["run", "--if-present", script],
];
