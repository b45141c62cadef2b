import { posix } from "node:path";
import type { BuildDeclaration, BuildStep } from "@quaywright/model";
import { type DatabaseChoice, hasSqlite } from "../state/database";
import { type Copies, copyDatabaseProgram } from "./copy-database";
import { type Interpreter, manifestsOf } from "./interpreter";
import {
  debianPackages,
  developmentPackages,
  installMounted,
  packageStages,
  productionPackages,
  pythonArguments,
  takePackages,
} from "./packages";
import { contextsRead, mountsRead, readsOf, sourcesRead, takeReads } from "./reads";
import { reloadProgram } from "./reload";
import { sqliteProgram } from "./sqlite";
import {
  bundleArguments,
  bundleStages,
  bundlesOf,
  type Command,
  commandsOf,
  inImage,
  type Step,
  takeBundles,
} from "./steps";
import { removal } from "./test-code";

/** A Python application: its sources, what is made of them, and the commands of its servers. */
export interface Application {
  /** Its folder, from the project's. */
  readonly source: string;
  readonly interpreter: Interpreter;
  readonly steps: readonly Step[];
  readonly port: number;
  readonly development: readonly string[];
  readonly production: readonly string[];
  /** Gunicorn's settings, which the production command reads. */
  readonly gunicorn: string;
  readonly database: DatabaseChoice | undefined;
  /** Whose tables they are, where what SQLite holds can be copied into the database of another environment. */
  readonly copies?: Copies | undefined;
  /** A framework's own last step, and the folder that it fills. */
  readonly collect?: {
    /** By which a step says that it takes its place. */
    readonly name: string;
    readonly purpose: string;
    readonly prepare: readonly string[];
    readonly command: readonly string[];
    readonly output: string;
  };
  /** Programs of the development image, by their names. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Names that never belong in the image, beside those of every application in Python. */
  readonly ignored?: readonly string[];
}

/** What every stage that copies the sources copies. */
const sourcesOf = (source: string): string => (posix.join(source, ".") === "." ? "." : `${posix.join(source)}/`);

/** The image: packages in stages of their own, sources on top, neither compilers nor installers in what runs. */
export function applicationBuild(application: Application): BuildDeclaration {
  const { copies, database, development, gunicorn, ignored = [], interpreter, programs = {} } = application;
  const { port, production, source, steps } = application;
  const sqlite = hasSqlite(database);
  const sources = [
    source,
    ...bundlesOf(steps).flatMap(({ bundle, reads }) => [bundle, ...reads]),
    ...sourcesRead(readsOf(application.steps)),
  ];
  const outside = contextsRead(readsOf(application.steps));
  const assets = assetsOf(application);
  return {
    arguments: [...pythonArguments(interpreter), ...bundleArguments(steps)],
    sources: [...new Set(sources.map((each) => posix.join(each, ".")))],
    ...(Object.keys(outside).length > 0 && { outside }),
    ignored: [
      ...["**/__pycache__", "**/*.py[cod]", "**/.venv", "**/venv", "**/*.sqlite3*"],
      ...(bundlesOf(steps).length > 0 ? ["**/node_modules"] : []),
      ...bundlesOf(steps).map(({ output }) => posix.join(output)),
      ...ignored,
    ],
    attachments: {
      "gunicorn.conf.py": gunicorn,
      "reload.py": reloadProgram,
      ...Object.fromEntries(Object.entries(programs).map(([name, text]) => [`${name}.py`, text])),
      ...(sqlite && { "sqlite.py": sqliteProgram }),
      ...(copies !== undefined && { "copy-database.py": copyDatabaseProgram(copies) }),
    },
    hostCommands: ["/opt/venv/bin/", "bash", "pip", "sh"],
    stages: [
      ...packageStages(source, interpreter),
      ...bundleStages(steps),
      {
        name: "development",
        purpose: "runs the sources that are mounted at /app.",
        from: "base",
        // else pip would look after the system's packages, which nobody imports
        environment: { PYTHONDONTWRITEBYTECODE: "1", PIP_PYTHON: "/opt/venv/bin/python" },
        steps: [
          ...debianPackages(interpreter.tools),
          takePackages(developmentPackages(interpreter)),
          ...installMounted(source, interpreter),
          program("reload"),
          ...Object.keys(programs).map(program),
          ...(sqlite ? [program("sqlite")] : []),
          ...(copies === undefined ? [] : [program("copy-database")]),
          ...takeBundles(steps, seedOf).flatMap(stamped),
        ],
        preparesUser: true,
        entrypoint: "development",
        port,
        client: "python",
        reloader: "reload",
        command: [...development],
      },
      ...assets,
      ...testStages(application),
      {
        name: "production",
        purpose: `runs ${production[0]}, without compilers and without the right to change its own code.`,
        from: "base",
        environment: { PYTHONDONTWRITEBYTECODE: "1" },
        steps: [
          takePackages(productionPackages(interpreter)),
          takeSettings,
          ...(sqlite ? [program("sqlite")] : []),
          ...(copies === undefined ? [] : [program("copy-database")]),
          untested(application) ?? takeSources(source),
          ...made(application),
          ...commandsOf(steps, "production").map(runStep),
        ],
        preparesUser: true,
        entrypoint: "production",
        port,
        client: "python",
        stopSignal: "SIGTERM",
        command: [...production],
      },
    ],
  };
}

/** A program of ours, found by its name. */
const program = (name: string): BuildStep => ({
  kind: "copy",
  from: "attachments",
  sources: [`${name}.py`],
  target: `/usr/local/bin/${name}`,
  mode: "0755",
});

const takeSettings: BuildStep = {
  kind: "copy",
  from: "attachments",
  sources: ["gunicorn.conf.py"],
  target: "/etc/gunicorn.conf.py",
  mode: "0644",
};

/** The sources as they are in the context. */
const takeSources = (source: string): BuildStep => ({ kind: "copy", sources: [sourcesOf(source)], target: "/app/" });

/** The sources without the code that tests them. */
const untested = ({ interpreter: { testCode } }: Application): BuildStep | undefined =>
  testCode.length === 0 ? undefined : { kind: "copy", from: "sources", sources: ["/app/"], target: "/app/" };

/** What the image holds beside its sources. */
const made = (application: Application): BuildStep[] => [
  ...takeReads(readsOf(application.steps)),
  ...takeBundles(application.steps, (output) => inImage(application.source, output)),
  ...outputsOf(application).map(
    (folder): BuildStep => ({ kind: "copy", from: "assets", sources: [`${folder}/`], target: `${folder}/` }),
  ),
];

/** The framework's own, or the step that takes its place. */
function lastStep({ command, name, prepare }: NonNullable<Application["collect"]>, steps: readonly Step[]): BuildStep {
  const other = commandsOf(steps).find(({ replaces }) => replaces === name);
  const environment = other?.environment ?? {};
  return {
    kind: "run",
    asApplication: true,
    commands: [[...prepare], [...(other?.command ?? command)]],
    environment: { ...environment },
  };
}

const runStep = ({ command, environment }: Command): BuildStep => ({
  kind: "run",
  asApplication: true,
  commands: [[...command]],
  ...(Object.keys(environment).length > 0 && { environment: { ...environment } }),
});

/** One context gives what is tested and what runs: the one with the code that tests, the other one without. */
function testStages(application: Application): BuildDeclaration["stages"] {
  const { interpreter, source, steps } = application;
  const { testCode, tests } = interpreter;
  if (testCode.length === 0) return [];
  return [
    {
      name: "test",
      purpose: "runs the tests on what the image holds, with the packages of development.",
      from: "base",
      environment: { PYTHONDONTWRITEBYTECODE: "1" },
      steps: [
        takePackages(developmentPackages(interpreter)),
        ...installMounted(source, interpreter),
        takeSources(source),
        ...made(application),
        ...commandsOf(steps, "production").map(runStep),
      ],
      ...(tests !== undefined && { command: [...tests] }),
    },
    {
      name: "sources",
      purpose: "is the sources without the code that tests them.",
      from: "base",
      steps: [takeSources(source), { kind: "run", commands: testCode.map((pattern) => removal("/app", pattern)) }],
    },
  ];
}

/** Folders that the stage of steps fills for the image. */
const outputsOf = ({ collect, source, steps }: Application): string[] => [
  ...commandsOf(steps, "assets").flatMap(({ output }) => (output === undefined ? [] : [inImage(source, output)])),
  ...(collect === undefined ? [] : [collect.output]),
];

function assetsOf(application: Application): BuildDeclaration["stages"] {
  const { collect, interpreter, source, steps } = application;
  const commands = commandsOf(steps, "assets").filter(({ replaces }) => replaces === undefined);
  if (collect === undefined && commands.length === 0) return [];
  return [
    {
      name: "assets",
      purpose: collect?.purpose ?? "makes of the sources what the image needs of them.",
      from: "base",
      steps: [
        takePackages(commands.length > 0 ? developmentPackages(interpreter) : productionPackages(interpreter)),
        takeSources(source),
        ...takeReads(readsOf(steps)),
        ...takeBundles(steps, (output) => inImage(source, output)),
        ...commands.map(runStep),
        ...(collect === undefined ? [] : [lastStep(collect, steps)]),
      ],
    },
  ];
}

const seedOf = (output: string): string => posix.join("/opt/bundle", output);

/** `.stamp` is what a volume with this folder is compared by. */
const stamped = (take: BuildStep): BuildStep[] =>
  take.kind === "run"
    ? [take]
    : [
        take,
        {
          kind: "run",
          folder: take.target,
          commands: [["sh", "-c", "find . -type f -exec sha256sum {} + | LC_ALL=C sort | sha256sum > .stamp"]],
        },
      ];

const withVariables = (
  environment: Readonly<Record<string, string>>,
  command: readonly string[],
): readonly string[] => {
  const given = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return given.length === 0 ? command : ["env", ...given, ...command];
};

/** What development has beside its server: frontends in volumes, and steps that run again when their files change. */
export function applicationDevelopment({ interpreter, source, steps }: Application) {
  const bundles = bundlesOf(steps).map(({ output }, index) => ({
    volume: index === 0 ? "bundle" : `bundle-${index + 1}`,
    folder: inImage(source, output),
    seed: seedOf(output),
  }));
  const mountPoints = bundles.flatMap(({ folder }) => (folder.startsWith("/app/") ? [folder] : []));
  const watched = commandsOf(steps).flatMap(({ command, environment, watch }) =>
    watch === undefined ? [] : [{ command, environment, watch }],
  );
  const jobs: Readonly<Record<string, unknown>> = {
    ...(mountPoints.length > 0 && {
      "mount-point": {
        summary: "Makes the frontend's folder on the host as its user, where the engine would make it as root.",
        command: ["mkdir", "-p", ...mountPoints],
        sourcesOnly: true,
      },
    }),
    ...Object.fromEntries(
      watched.map(({ command, environment, watch }, index) => [
        index === 0 ? "watch" : `watch-${index + 1}`,
        {
          summary: `Runs \`${command.join(" ")}\` when one of ${watch.join(", ")} changes.`,
          when: "beside" as const,
          command: [
            "reload",
            "--again",
            ...watch.flatMap((pattern) => ["--on", pattern]),
            ...withVariables(environment, command),
          ],
        },
      ]),
    ),
  };
  return {
    mounts: { "/app": sourcesOf(source) === "." ? "." : `./${posix.join(source)}`, ...mountsRead(readsOf(steps)) },
    volumes: Object.fromEntries(bundles.map(({ folder, volume }) => [volume, folder])),
    seeds: Object.fromEntries(bundles.map(({ folder, seed }) => [folder, seed])),
    jobs,
    watch: [
      ...manifestsOf(interpreter).map((file) => `./${posix.join(source, file)}`),
      ...bundlesOf(steps).map(({ bundle }) => `./${posix.join(bundle)}`),
    ],
  };
}
