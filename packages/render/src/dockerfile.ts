import { posix } from "node:path";
import {
  type Build,
  type BuildStage,
  type BuildStep,
  type BuildText,
  type Mode,
  type Probe,
  placeOf,
} from "@quaywright/model";
import { dockerfile, shell } from "@quaywright/syntax";
import { marker } from "./marker";
import { takeSecret } from "./take-secret";
import { givesMore, hookFile, nodeHook, nodeOptions, variablesHook } from "./variables-hook";

const {
  arg,
  blank,
  cmd,
  comment,
  copy,
  entrypoint,
  env,
  expose,
  from,
  healthcheck,
  label,
  ref,
  run,
  stopsignal,
  user,
  workdir,
} = dockerfile;

/** The Dockerfile of an image. Its last stage is what a bare `docker build` gives. */
export function renderDockerfile(build: Build): string {
  return dockerfile.print([
    comment(marker),
    ...(build.arguments.length + Object.keys(build.contexts).length > 0 ? [blank] : []),
    ...build.arguments.flatMap(({ name, default: value, purpose }) => [
      comment(`${name} ${purpose}`),
      arg(name, value),
    ]),
    ...Object.entries(build.contexts).flatMap(([service, { image }]) => [
      comment(`${imageArgument(service)} is the image of ${service}, from which files are taken.`),
      arg(imageArgument(service), image),
    ]),
    ...Object.entries(build.contexts).flatMap(contextStage),
    ...Object.entries(build.outside ?? {}).flatMap(outsideStage),
    ...build.stages.flatMap((stage) => [blank, ...renderStage(stage, build)]),
  ]);
}

/** A `FROM` sees no argument that is declared below the first one: https://docs.docker.com/reference/dockerfile/#scope */
export const imageArgument = (service: string): string => `${service.toUpperCase().replaceAll("-", "_")}_IMAGE`;

/** The image of a sibling service; where they build it, Compose and bake put what they have just built in its place. */
const contextStage = ([service, { pulled }]: [string, Build["contexts"][string]]): dockerfile.Instruction[] => [
  blank,
  ...(pulled ? [] : [comment(`${service} is replaced by the image that Compose builds.`)]),
  from([ref(imageArgument(service))], { as: service }),
];

/** A folder that is none of the context: empty where nobody says which. */
const outsideStage = ([name, folder]: [string, string]): dockerfile.Instruction[] => [
  blank,
  comment(`${name} is replaced by ${folder}: docker build --build-context ${name}=${folder}`),
  from("scratch", { as: name }),
];

function renderStage(stage: BuildStage, build: Build): dockerfile.Instruction[] {
  const mode = modeOf(stage);
  const hosted = isHosted(stage, build);
  const owner = ownerOf(stage, build);
  return [
    comment(`${stage.name} ${stage.purpose}`),
    from(stage.from, { as: stage.name, ...(stage.onBuildPlatform && { platform: [ref("BUILDPLATFORM")] }) }),
    ...(stage.takes ?? []).map((name) => arg(name)),
    ...(stage.takesVariables ? build.variables.flatMap(buildVariable) : []),
    ...(stage.environment === undefined ? [] : [env(stage.environment)]),
    ...(stage.workdir === undefined ? [] : [workdir(stage.workdir)]),
    ...stepsOf(stage, build).flatMap((step) => renderStep(step, build)),
    ...(stage.entrypoint !== undefined && isNode(build, stage.entrypoint) ? [env({ NODE_OPTIONS: nodeOptions })] : []),
    ...(hosted && (build.hostCommands ?? []).length > 0 ? [env({ PATH: ["/usr/local/as-host:", ref("PATH")] })] : []),
    ...(stage.client === undefined || mode === "development"
      ? []
      : [label({ "org.opencontainers.image.title": build.title })]),
    ...(owner === undefined ? [] : [user(owner.id)]),
    ...(stage.port === undefined ? [] : [expose(stage.port)]),
    ...(stage.stopSignal === undefined ? [] : [stopsignal(stage.stopSignal)]),
    ...(stage.client === undefined ? [] : renderProbe(build.probes[mode])),
    ...(stage.entrypoint === undefined ? [] : [entrypoint(hosted ? ["as-host", "entrypoint"] : ["entrypoint"])]),
    ...(stage.command === undefined ? [] : [cmd(stage.command)]),
  ];
}

/** What a stage does, in order: what is declared, and what its user and its entrypoint take. */
export function stepsOf(stage: BuildStage, build: Build): readonly BuildStep[] {
  const owner = ownerOf(stage, build);
  return [
    ...(owner === undefined || stage.preparesUser !== true ? [] : [addUser(owner)]),
    ...(stage.steps ?? []),
    ...linkSteps(stage, build),
    ...entrypointSteps(stage, build, isHosted(stage, build)),
  ];
}

const modeOf = ({ name }: BuildStage): Mode => (name === "development" ? "development" : "production");

const isHosted = ({ entrypoint }: BuildStage, { entrypoints }: Build): boolean =>
  entrypoint === "development" && entrypoints.development?.host !== undefined;

const ownerOf = (stage: BuildStage, { users }: Build): Build["users"][Mode] =>
  stage.client === undefined && stage.preparesUser !== true ? undefined : users[modeOf(stage)];

const isNode = (build: Build, mode: Mode): boolean => variablesHook(build, mode)?.name.endsWith(".cjs") ?? false;

/** What gives its variables to a process that did not come through the entrypoint. */
function hookSteps(build: Build, mode: Mode): BuildStep[] {
  const entrypoint = build.entrypoints[mode];
  if (entrypoint === undefined || !givesMore(entrypoint)) return [];
  const byName = ["ln", "-s", "entrypoint", "/usr/local/bin/with-variables"];
  const note = "Gives its variables to every process, also to those that `docker compose exec` or a scheduler starts.";
  const hook = variablesHook(build, mode);
  if (hook === undefined) return [{ kind: "run", note, commands: [byName] }];
  const source = placeOf(build, hookFile(hook, mode));
  const target = `/tmp/${hook.name}`;
  const commands = hook.name.endsWith(".py") ? [["python", "-c", addToPackages, target]] : [["cp", target, nodeHook]];
  return [{ kind: "run", note, commands: [byName, ...commands], binds: [{ source, target }] }];
}

/** Beside the packages that the image's Python imports, in a folder that only Python knows. */
const addToPackages =
  'import pathlib, shutil, site, sys; to = pathlib.Path(site.getsitepackages()[0]); shutil.copy(sys.argv[1], to); (to / "declared_variables.pth").write_text("import declared_variables\\n")';

/** In mounted sources the entrypoint makes them: they hide what the image has at the same place. */
function linkSteps(stage: BuildStage, { entrypoints, links }: Build): BuildStep[] {
  const mode = modeOf(stage);
  if (stage.entrypoint === undefined && stage.client === undefined) return [];
  const mounted = entrypoints[mode]?.links ?? {};
  const made = Object.entries(links[mode] ?? {}).filter(([place]) => !Object.hasOwn(mounted, place));
  if (made.length === 0) return [];
  return [
    {
      kind: "run",
      note: "What has its place here, and what is written beside it, lies on a volume.",
      commands: made
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([place, file]) => [
          ["mkdir", "-p", posix.dirname(place)],
          ["ln", "-s", file, place],
        ]),
    },
  ];
}

/** An account without a home, for programs that ask who they are, and the folders that it may write. */
function addUser({ id, folders }: { readonly id: string; readonly folders: readonly string[] }): BuildStep {
  const [uid = "", gid = ""] = id.split(":");
  const account = ["--uid", uid, "--gid", gid, "--home-dir", "/tmp", "--shell", "/usr/sbin/nologin"];
  return {
    kind: "run",
    commands: [
      ["groupadd", "--non-unique", "--gid", gid, "app"],
      ["useradd", "--non-unique", ...account, "--no-create-home", "--no-log-init", "app"],
      ...(folders.length === 0 ? [] : [["install", "--directory", "--owner", uid, "--group", gid, ...folders]]),
    ],
  };
}

/** Links by which commands run as the host's user; a folder stands for all that is in it. */
const hostedAs = (names: readonly string[]): BuildStep => ({
  kind: "run",
  note: "What is run by these names, also by `docker compose exec`, runs as the host's user.",
  commands: [
    ["mkdir", "/usr/local/as-host"],
    ...names.map((name) =>
      name.endsWith("/")
        ? [
            "find",
            name,
            "-mindepth",
            "1",
            "-exec",
            "sh",
            "-c",
            'ln -sf /usr/local/bin/as-host "/usr/local/as-host/${1##*/}"',
            "-",
            "{}",
            ";",
          ]
        : ["ln", "-sf", "/usr/local/bin/as-host", `/usr/local/as-host/${name}`],
    ),
  ],
});

const buildVariable = ({ name, default: value, purpose = "is compiled in." }: Build["variables"][number]) => [
  comment(`${name}: ${purpose}`),
  arg(name, value),
];

function entrypointSteps({ entrypoint: mode }: BuildStage, build: Build, hosted: boolean): BuildStep[] {
  if (mode === undefined) return [];
  const file = mode === "development" ? "entrypoint.dev.sh" : "entrypoint.sh";
  const script = (source: string, target: string): BuildStep => ({
    kind: "copy",
    from: "attachments",
    sources: [source],
    target,
    mode: "0755",
  });
  const entered = [script(file, "/usr/local/bin/entrypoint"), ...hookSteps(build, mode)];
  if (!hosted) return entered;
  const names = build.hostCommands ?? [];
  return [...entered, script("as-host.sh", "/usr/local/bin/as-host"), ...(names.length === 0 ? [] : [hostedAs(names)])];
}

function renderStep(step: BuildStep, build: Build): dockerfile.Instruction[] {
  const note = step.note === undefined ? [] : [blank, comment(step.note)];
  if (step.kind === "copy") {
    const attached = step.from === "attachments";
    const copied = copy(attached ? step.sources.map((source) => placeOf(build, source)) : step.sources, step.target, {
      ...(step.from !== undefined && !attached && { from: step.from, link: true }),
      ...(step.owner !== undefined && { chown: step.owner }),
      ...(step.mode !== undefined && { chmod: step.mode }),
    });
    return [...note, copied];
  }
  const secrets = step.takesSecrets === true ? build.secrets : [];
  const commands = withEnvironment(
    [...(step.folder === undefined ? [] : [["cd", step.folder]]), ...step.commands].map((words) =>
      words.map(word).join(" "),
    ),
    Object.entries(step.environment ?? {}).map(([name, value]) => `${name}=${shell.quote(value)}`),
  );
  return [
    ...note,
    run(
      { shell: [...secrets.map(takeSecret), ...commands] },
      {
        mounts: [
          ...(step.caches ?? []).map((cache) => ({ type: "cache" as const, ...cache })),
          ...(step.binds ?? []).map((bind) => ({ type: "bind" as const, ...bind })),
          ...secrets.map(({ id, required }) => ({ type: "secret" as const, id, ...(required && { required }) })),
        ] as dockerfile.Mount[],
      },
    ),
  ];
}

/** A word for the shell; what stands for a build argument is its value. */
const word = (text: BuildText): string =>
  typeof text === "string"
    ? shell.quote(text)
    : text.map((part) => (typeof part === "string" ? shell.quote(part) : `"$${part.ref}"`)).join("");

/** Commands that see variables which the image does not keep. */
function withEnvironment(commands: readonly string[], assignments: readonly string[]): readonly string[] {
  if (assignments.length === 0) return commands;
  if (assignments.length > 3) return [...assignments.map((assignment) => `export ${assignment}`), ...commands];
  if (commands.length > 1) return [["export", ...assignments].join(" "), ...commands];
  return [[...assignments, ...commands].join(" ")];
}

const renderProbe = (probe: Probe | undefined): dockerfile.Instruction[] =>
  probe === undefined
    ? []
    : [
        healthcheck(probe.command, {
          interval: `${probe.interval}s`,
          timeout: `${probe.timeout}s`,
          startPeriod: `${probe.startPeriod}s`,
          startInterval: `${probe.startInterval}s`,
          retries: probe.retries,
        }),
      ];
