import { z } from "zod";
import { projectPath, spelled } from "./path";

const host = z.enum(["github", "gitlab"]);

/** What checks, builds and publishes the images of a repository: the same in every environment. */
export const ci = z.union([
  host,
  z.strictObject({
    /** Where the repository is. */
    host,
    /** Its file. Default: `.github/workflows/containers.yml`, `.gitlab-ci.yml`. */
    file: projectPath
      .regex(/[^/]\.ya?ml$/, "a file of YAML")
      .transform(spelled)
      .optional(),
    /** The branch whose images are published, besides those of tags. Default: `main`. */
    branch: z
      .string()
      .regex(/^[\w./-]+$/, "a branch's name of letters, digits, `.`, `/` and `-`")
      .optional(),
    /** Command that installs what `.projenrc.ts` imports. Default: `npm ci`. */
    install: z.string().min(1).optional(),
    /** Node.js that runs it. Default: `24`. */
    node: z.string().min(1).optional(),
    /** Who looks for newer images, with a configuration of its own. Default: Dependabot at GitHub, Renovate at GitLab. */
    updates: z.union([z.enum(["dependabot", "renovate"]), z.literal(false)]).optional(),
    /** Other commits of actions than ours, each with its version: `{ "actions/checkout": "de0fac2… v6.0.2" }`. */
    actions: z
      .record(z.string(), z.string().regex(/^[0-9a-f]{40} v\S+$/, "the 40 digits of a commit, a blank and its version"))
      .optional(),
  }),
]);

export type CiShape = z.output<typeof ci>;
