import { z } from "zod";

/** Where the code of a service lies, and what is known of it. Paths are from the project's folder. */
export const code = z.strictObject({
  folder: z.string(),
  /** Folders beside whose code its image has as well: packages of its workspace. Default: none. */
  beside: z.array(z.string()).optional(),
  /** In which it reads its variables. */
  language: z.enum(["python", "node"]),
  /** Who installs its packages, in the version that the image has. */
  manager: z.strictObject({ name: z.string(), version: z.string() }).optional(),
  /** The files that say what is installed, the lock file last. */
  manifests: z.array(z.string()).optional(),
  /** Packages that its image has beside: `gunicorn==23.0.0`. */
  adds: z.array(z.string()).readonly().optional(),
  /** How a package comes to be installed, `{package}` for its name. */
  adding: z.string().optional(),
  /** How its variables come to have the names by which it reads them. */
  naming: z.string().optional(),
});

/** What must be in its code, so that an option of a preset can hold: a file, a module, a script or a package. */
export const expected = z.strictObject({
  /** Where the option stands, in the options of the preset. */
  at: z.array(z.string()),
  /** What it is for, one line: "Django's own commands". */
  for: z.string(),
  /** Files of which one must be there. */
  files: z.array(z.string()).min(1).optional(),
  /** A module of Python: `config.settings`. */
  module: z.string().optional(),
  /** What that module must have: `application`. */
  object: z.string().optional(),
  /** The application starts there: the code around it is its own, where others lie in the same folder. Default: false. */
  starts: z.boolean().optional(),
  /** A script of a `package.json`, by the command that runs it in a folder: `["npm", "run", "build"]`. */
  runs: z.strictObject({ folder: z.string(), command: z.array(z.string()).readonly() }).optional(),
  /** A group of packages in a `pyproject.toml`. */
  group: z.strictObject({ file: z.string(), name: z.string() }).optional(),
  /** Packages of which one must be installed. */
  packages: z.array(z.string()).min(1).optional(),
  /** Only where one of these is installed in their place; it is told then, and stops nothing. */
  instead: z.array(z.string()).min(1).optional(),
  /** Only where a fact of another service has that value: `{ fact: "db:engine", is: "postgresql" }`. */
  when: z.strictObject({ fact: z.string(), is: z.string() }).optional(),
});

export type CodeShape = z.output<typeof code>;
export type ExpectedShape = z.output<typeof expected>;
