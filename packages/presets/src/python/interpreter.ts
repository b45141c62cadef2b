import { versions } from "@quaywright/versions";
import { z } from "zod";

/** Of the interpreter alone: its image is the slim one of Debian. */
export const pythonVersion = z.string().regex(/^\d[\w.]*$/, "a version such as `3.13`, whose image is Debian's");

const declared = z.strictObject({
  /** Version of Python. Default: see `versions`. */
  version: pythonVersion.optional(),
  /** Debian release of its image, such as `bookworm`. Default: see `versions`. */
  debian: z
    .string()
    .regex(/^(?!alpine)[a-z]+$/, "a release of Debian such as `trixie`")
    .optional(),
  /** Who installs the packages. Default: `pip`. */
  manager: z.enum(["pip", "poetry", "uv"]).optional(),
  /** Version of Poetry or uv. Default: see `versions`. */
  managerVersion: z.string().min(1).optional(),
  /** Version of Python that Poetry or uv runs on, where it is not the application's: `3.13`. Default: the same. */
  managerPython: pythonVersion.optional(),
  /**
   * For pip, the file of pinned packages in the sources, with or without hashes; after it the files that it names:
   * `["requirements/production.txt", "requirements/base.txt"]`. Default: `requirements.txt`.
   */
  requirements: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).readonly()]).optional(),
  /**
   * What development and build steps need beside: for pip a file of packages, else a group of `pyproject.toml`; `false`
   * is nothing. Default: none for pip, else `dev`.
   */
  development: z.union([z.string().min(1), z.literal(false)]).optional(),
  /**
   * Packages that its manifest lacks, such as a server or a driver, for the image alone: `["gunicorn==23.0.0"]`. They are
   * installed after the others. Default: none.
   */
  add: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z0-9][\w.-]*(\[[\w.,-]+\])?==\d[\w.!+-]*$/, "a pinned package such as `gunicorn==23.0.0`"),
    )
    .min(1)
    .readonly()
    .optional(),
  /** Debian packages by which those without a wheel are compiled, such as `g++`; in no image that runs. Default: none. */
  compilers: z.array(z.string()).min(1).readonly().optional(),
  /** Debian packages of every image that runs, such as `libmagic1` or `gettext`. Default: none. */
  libraries: z.array(z.string()).min(1).readonly().optional(),
  /**
   * Folders of the sources that modules are imported from beside the sources themselves: `["src"]`. Default: none.
   */
  roots: z.array(z.string().min(1)).min(1).readonly().optional(),
  /**
   * The sources are a package of their own, which `pyproject.toml` says how to build: it is installed, in development as
   * the sources that are mounted. Default: false.
   */
  package: z.boolean().optional(),
  /** Debian packages of the development image, such as `postgresql-client`. Default: none. */
  tools: z.array(z.string()).min(1).readonly().optional(),
  /** Development listens for a debugger (debugpy, which its packages must hold) on this port. Default: none. */
  debugPort: z.int().min(1).max(65535).optional(),
  /** What runs the tests, in development: `["pytest"]`. Default: `manage.py test` for Django, else none. */
  tests: z.array(z.string()).min(1).readonly().optional(),
  /**
   * The code of these tests, which production has not, and a stage `test` of the same sources has: names in any folder, or
   * with a slash paths from `source`: `["tests", "test_*.py", "shop/fixtures.json"]`. Default: all of it is in the image.
   */
  testCode: z
    .array(
      z
        .string()
        .regex(
          /^(?:[^/]+|(?!.*\.\.\/)\/?[^/*]+(?:\/[^/*]+)+)$/,
          "a name such as `test_*.py`, or a path such as `shop/fixtures.json`",
        ),
    )
    .min(1)
    .readonly()
    .optional(),
});

/** Python and who installs its packages: a version alone is pip with `requirements.txt`. */
export const interpreter = z.union([pythonVersion, declared]).default(versions.python);

/** The same with every default filled. */
export interface Interpreter {
  readonly version: string;
  readonly debian: string;
  readonly manager: "pip" | "poetry" | "uv";
  readonly managerVersion: string;
  readonly managerPython?: string;
  readonly requirements: string;
  /** Files that those of packages name: `-r base.txt`. */
  readonly included: readonly string[];
  readonly development?: string;
  readonly add: readonly string[];
  readonly compilers: readonly string[];
  readonly libraries: readonly string[];
  readonly roots: readonly string[];
  /** The sources are installed as a package. */
  readonly package: boolean;
  readonly tools: readonly string[];
  readonly debugPort?: number;
  readonly tests?: readonly string[];
  readonly testCode: readonly string[];
}

export function interpreterOf(given: z.output<typeof interpreter>): Interpreter {
  const asked: z.output<typeof declared> = typeof given === "string" ? { version: given } : given;
  const {
    debian = versions.debian,
    manager = "pip",
    requirements: files = "requirements.txt",
    version = versions.python,
  } = asked;
  const [requirements = "", ...included] = [files].flat();
  const group = asked.development ?? (manager === "pip" ? undefined : "dev");
  return {
    version,
    debian,
    manager,
    managerVersion: asked.managerVersion ?? (manager === "pip" ? "" : versions[manager]),
    ...(manager !== "pip" && asked.managerPython !== undefined && { managerPython: asked.managerPython }),
    requirements,
    included,
    add: asked.add ?? [],
    compilers: asked.compilers ?? [],
    libraries: asked.libraries ?? [],
    roots: asked.roots ?? [],
    package: asked.package ?? false,
    tools: asked.tools ?? [],
    testCode: asked.testCode ?? [],
    ...(group !== undefined && group !== false && { development: group }),
    ...(asked.tests !== undefined && { tests: asked.tests }),
    ...(asked.debugPort !== undefined && { debugPort: asked.debugPort }),
  };
}

/** The files of the sources that say what is installed. */
export const manifestsOf = (interpreter: Interpreter): string[] => {
  const { development, included, manager, package: own, requirements } = interpreter;
  if (manager === "pip") {
    const beside = development === undefined ? [] : [development];
    return [...included, requirements, ...beside, ...(own ? ["pyproject.toml"] : [])];
  }
  return ["pyproject.toml", manager === "poetry" ? "poetry.lock" : "uv.lock"];
};
