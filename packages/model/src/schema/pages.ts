import { z } from "zod";
import { projectPath } from "./path";

/** The parts of a handbook, in their order. */
export const parts = [
  "overview",
  "requirements",
  "install-docker",
  "quick-start",
  "daily",
  "environments",
  "variables",
  "secrets",
  "checklist",
  "tls",
  "schedule",
  "upgrade",
  "database-upgrade",
  "backup",
  "move",
  "scaling",
  "self-hosting",
  "troubleshooting",
  "security",
  "arrival",
  "deviations",
  "uninstall",
] as const;

const part = z.enum(parts);

/** What of the handbook a file holds: all, or some parts; `marked`: between marks, in a file that a person owns. */
const page = z.union([
  z.literal("all"),
  z.array(part).min(1),
  z.strictObject({ marked: z.union([z.literal("all"), z.array(part).min(1)]) }),
]);

/** The pages of a handbook by their files, `.md` or `.rst`. */
export const pages = z.record(
  projectPath.regex(/[^/]\.(?:md|rst)$/, "a file of Markdown or reStructuredText, such as `docs/deployment.md`"),
  page,
);

export type Part = z.output<typeof part>;
export type PagesShape = z.output<typeof pages>;
