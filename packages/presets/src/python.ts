import type { BuildStage, BuildStep } from "@quaywright/model";
import { versions } from "./versions";

/** User of production images: no host's user has this number by chance, and Kubernetes can check it. */
export const appUser = "10001:10001";

export interface PythonOptions {
  /** Folder of the sources, from the project's folder. */
  readonly source: string;
  /** File of the pinned packages, in that folder. */
  readonly requirements: string;
}

/** The base image's version as a build argument. */
export const pythonArgument = (version: string) => ({
  name: "PYTHON_VERSION",
  default: version,
  purpose: "is the version of Python in every stage.",
});

const environment = { VIRTUAL_ENV: "/opt/venv", PATH: ["/opt/venv/bin:", { ref: "PATH" }] };

/** What all stages share, and the packages; compilers would stay in `packages`. */
export const pythonStages = ({ source, requirements }: PythonOptions): BuildStage[] => [
  {
    name: "base",
    purpose: "is what all stages share.",
    from: ["python:", { ref: "PYTHON_VERSION" }, `-slim-${versions.debian}`],
    environment: { PYTHONUNBUFFERED: "1", PYTHONFAULTHANDLER: "1", ...environment },
    workdir: "/app",
  },
  {
    name: "packages",
    purpose: "installs what the application imports, away from its sources.",
    from: "base",
    steps: [
      {
        kind: "run",
        commands: [
          ["python", "-m", "venv", "--without-pip", "/opt/venv"],
          ["pip", "--python", "/opt/venv/bin/python", "install", "--no-input", "-r", "/tmp/requirements.txt"],
        ],
        environment: { PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_ROOT_USER_ACTION: "ignore" },
        caches: [{ target: "/root/.cache/pip" }],
        binds: [{ source: `${source}/${requirements}`, target: "/tmp/requirements.txt" }],
      },
    ],
  },
];

/** The packages without what installed them. */
export const takePackages: BuildStep = {
  kind: "copy",
  from: "packages",
  sources: ["/opt/venv/"],
  target: "/opt/venv/",
};
