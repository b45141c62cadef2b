import { posix } from "node:path";
import type { BuildStage, BuildStep } from "@quaywright/model";
import { versions } from "@quaywright/versions";
import type { Interpreter } from "./interpreter";
import { removal } from "./test-code";

type Run = Extract<BuildStep, { kind: "run" }>;

/** Folder of the application's packages. */
const venv = "/opt/venv";

/** What the image's arguments say of Python and of who installs its packages. */
export const pythonArguments = ({ manager, managerVersion, version }: Interpreter) => [
  { name: "PYTHON_VERSION", default: version, purpose: "is the version of Python in every stage." },
  ...(manager === "pip"
    ? []
    : [
        {
          name: `${manager.toUpperCase()}_VERSION`,
          default: managerVersion,
          purpose: `is the version of ${titles[manager]} that installs the packages.`,
        },
      ]),
];

const titles = { poetry: "Poetry", uv: "uv" } as const;

/** What all stages share, and the packages; compilers and installers would stay in `packages`. */
export function packageStages(source: string, interpreter: Interpreter): BuildStage[] {
  const { compilers, debian, development, libraries, manager, managerPython, roots } = interpreter;
  const apart = manager !== "pip" && managerPython !== undefined;
  const first = [
    ...debianPackages(compilers),
    ...(manager === "pip" || apart ? [] : [installManager(manager)]),
    makeVenv,
  ];
  const taken = apart && manager === "uv" ? [takeUv] : [];
  return [
    {
      name: "base",
      purpose: "is what all stages share.",
      from: ["python:", { ref: "PYTHON_VERSION" }, `-slim-${debian}`],
      environment: {
        PYTHONUNBUFFERED: "1",
        PYTHONFAULTHANDLER: "1",
        VIRTUAL_ENV: venv,
        PATH: [`${venv}/bin:`, { ref: "PATH" }],
        ...(roots.length > 0 && { PYTHONPATH: roots.map((root) => posix.join("/app", root)).join(":") }),
      },
      takesSystem: true,
      workdir: "/app",
      ...(libraries.length > 0 && { steps: debianPackages(libraries) }),
    },
    ...(apart ? [managerStage(source, interpreter, manager)] : []),
    {
      name: "packages",
      purpose: "installs what the application imports, away from its sources.",
      from: "base",
      ...(manager !== "pip" && !apart && { takes: [`${manager.toUpperCase()}_VERSION`] }),
      steps: [...taken, ...joined([...first, install(source, interpreter)])],
    },
    ...(development === undefined
      ? []
      : [
          {
            name: "development-packages",
            purpose: "adds what development and build steps need beside.",
            from: "packages",
            steps: [install(source, interpreter, development)],
          },
        ]),
    ...(interpreter.package
      ? [
          {
            name: "package",
            purpose: "adds the application itself, as a package.",
            from: "packages",
            steps: [installTested(source, interpreter.testCode)],
          },
        ]
      : []),
  ];
}

/** Who installs the packages, on a Python of its own: what the application runs on may be too old for it. */
const managerStage = (source: string, interpreter: Interpreter, manager: "poetry" | "uv"): BuildStage => ({
  name: "manager",
  purpose: `has ${titles[manager]}, on a Python that is not the application's.`,
  from: `python:${interpreter.managerPython}-slim-${versions.debian}`,
  takes: [`${manager.toUpperCase()}_VERSION`],
  steps: [
    installManager(manager),
    ...(manager === "uv"
      ? []
      : [undefined, ...(interpreter.development === undefined ? [] : [interpreter.development])].map(
          (group): Run => ({
            kind: "run",
            folder: "/tmp",
            commands: [["mkdir", "-p", "/packages"], exported(group, `/packages/${group ?? "main"}.txt`)],
            binds: ofProject(source, "poetry.lock"),
          }),
        )),
  ],
});

/** A program without Python. */
const takeUv: BuildStep = { kind: "copy", from: "manager", sources: ["/opt/uv/bin/uv"], target: "/opt/uv/bin/uv" };

const exported = (group: string | undefined, output: string): string[] => [
  ...["/opt/poetry/bin/poetry", "export", "--no-interaction", "--output", output],
  ...(group === undefined ? ["--only", "main"] : ["--with", group]),
];

const bindOf = (source: string, file: string, target: string) => ({ source: posix.join(source, file), target });

const ofProject = (source: string, lock: string) => [
  bindOf(source, "pyproject.toml", "/tmp/pyproject.toml"),
  bindOf(source, lock, `/tmp/${lock}`),
];

/** The stage with what development and build steps import. */
export const developmentPackages = ({ development }: Interpreter): string =>
  development === undefined ? "packages" : "development-packages";

/** The stage with what production imports. */
export const productionPackages = (interpreter: Interpreter): string => (interpreter.package ? "package" : "packages");

/** The sources as they are mounted, as a package: what it wrote beside them would be hidden by the mount. */
export const installMounted = (source: string, interpreter: Interpreter): BuildStep[] =>
  interpreter.package ? [installOwn(source, "/app", "--editable", "/app")] : [];

/** Whatever the manager: how it is built is in `pyproject.toml`, with the files that this names. */
const installOwn = (source: string, target: string, ...what: readonly string[]): Run => ({
  kind: "run",
  commands: [["pip", "--python", `${venv}/bin/python`, "install", "--no-input", "--no-deps", ...what]],
  environment: pip,
  takesSecrets: true,
  caches: [{ target: "/root/.cache/pip" }],
  binds: [{ source: posix.join(source, "."), target, readwrite: true }],
});

/** Without the code that tests it: what is taken away of a mount comes back after the step. */
function installTested(source: string, testCode: readonly string[]): Run {
  const install = installOwn(source, "/tmp/source", "/tmp/source");
  return { ...install, commands: [...testCode.map((pattern) => removal("/tmp/source", pattern)), ...install.commands] };
}

/** The packages without what installed them. */
export const takePackages = (stage = "packages"): BuildStep => ({
  kind: "copy",
  from: stage,
  sources: [`${venv}/`],
  target: `${venv}/`,
});

/** https://docs.docker.com/build/building/best-practices/#apt-get */
export const debianPackages = (names: readonly string[]): Run[] =>
  names.length === 0
    ? []
    : [
        {
          kind: "run",
          commands: [
            ["apt-get", "update"],
            ["apt-get", "install", "--yes", "--no-install-recommends", ...names],
            ["rm", "-rf", "/var/lib/apt/lists"],
          ],
          environment: { DEBIAN_FRONTEND: "noninteractive" },
        },
      ];

/** What Poetry wrote on a Python of its own. */
const installExported = (group: string | undefined): Run => ({
  kind: "run",
  commands: [
    ["pip", "--python", `${venv}/bin/python`, "install", "--no-input", "--no-deps", "-r", "/tmp/packages.txt"],
  ],
  environment: pip,
  takesSecrets: true,
  caches: [{ target: "/root/.cache/pip" }],
  binds: [{ from: "manager", source: `/packages/${group ?? "main"}.txt`, target: "/tmp/packages.txt" }],
});

const pip = { PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_ROOT_USER_ACTION: "ignore" };

const makeVenv: Run = { kind: "run", commands: [["python", "-m", "venv", "--without-pip", venv]] };

/** In an environment of its own, whose packages cannot clash with the application's. */
const installManager = (manager: "poetry" | "uv"): Run => ({
  kind: "run",
  note: `${titles[manager]} has packages of its own, which cannot clash with the application's.`,
  commands: [
    ["python", "-m", "venv", `/opt/${manager}`],
    [
      ...[`/opt/${manager}/bin/pip`, "install", "--no-input"],
      [`${manager}==`, { ref: `${manager.toUpperCase()}_VERSION` }],
      ...(manager === "poetry" ? [`poetry-plugin-export==${versions.poetryExport}`] : []),
    ],
  ],
  environment: pip,
  takesSecrets: true,
  caches: [{ target: "/root/.cache/pip" }],
});

/** The packages of the lock file, and with a group that group's too. */
function install(source: string, interpreter: Interpreter, group?: string): Run {
  const run = installLocked(source, interpreter, group);
  return { ...run, commands: [...run.commands, ...additions(interpreter)] };
}

/** What the lock file does not know; uv would take it away again with each group that it adds. */
function additions({ add, manager }: Interpreter): string[][] {
  if (add.length === 0) return [];
  return [
    manager === "uv"
      ? ["/opt/uv/bin/uv", "pip", "install", "--python", `${venv}/bin/python`, ...add]
      : ["pip", "--python", `${venv}/bin/python`, "install", "--no-input", ...add],
  ];
}

function installLocked(source: string, interpreter: Interpreter, group?: string): Run {
  const bind = (file: string, target: string) => bindOf(source, file, target);
  switch (interpreter.manager) {
    case "pip": {
      const given = group ?? interpreter.requirements;
      // they name one another from where they lie: `-r requirements.txt`
      const placed = (file: string) => posix.join("/tmp", file);
      const beside = [...(group === undefined ? [] : [interpreter.requirements]), ...interpreter.included];
      return {
        kind: "run",
        commands: [["pip", "--python", `${venv}/bin/python`, "install", "--no-input", "-r", placed(given)]],
        environment: pip,
        takesSecrets: true,
        caches: [{ target: "/root/.cache/pip" }],
        binds: [given, ...beside].map((file) => bind(file, placed(file))),
      };
    }
    case "poetry":
      if (interpreter.managerPython !== undefined) return installExported(group);
      return {
        kind: "run",
        folder: "/tmp",
        note: "Poetry reads its lock file, pip installs it: with hashes, and from whatever index pip is told of.",
        commands: [
          exported(group, "packages.txt"),
          ["pip", "--python", `${venv}/bin/python`, "install", "--no-input", "--no-deps", "-r", "packages.txt"],
        ],
        environment: pip,
        takesSecrets: true,
        caches: [{ target: "/root/.cache/pip" }],
        binds: ofProject(source, "poetry.lock"),
      };
    case "uv":
      return {
        kind: "run",
        folder: "/tmp",
        commands: [
          [
            ...["/opt/uv/bin/uv", "sync", "--locked", "--no-install-project"],
            ...(group === undefined ? ["--no-default-groups"] : ["--group", group]),
          ],
        ],
        environment: {
          UV_COMPILE_BYTECODE: "1",
          UV_LINK_MODE: "copy",
          UV_PROJECT_ENVIRONMENT: venv,
          UV_PYTHON_DOWNLOADS: "never",
        },
        takesSecrets: true,
        caches: [{ target: "/root/.cache/uv" }],
        binds: ofProject(source, "uv.lock"),
      };
  }
}

/** Steps whose commands may stand in one layer do. */
function joined(steps: readonly Run[]): BuildStep[] {
  const [first, second, ...rest] = steps;
  if (first === undefined || second === undefined) return [...steps];
  if (second.folder !== undefined || first.environment !== undefined) return [first, ...joined([second, ...rest])];
  return joined([{ ...second, commands: [...first.commands, ...second.commands] }, ...rest]);
}
