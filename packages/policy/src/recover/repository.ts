import { type Place, place, type Source } from "../place";
import { rememberedOf } from "../remembered";
import { type ComposeFile, get, isMap } from "./compose/nodes";
import { readCompose } from "./compose/read";
import type { Service } from "./compose/service";
import { imageOfStage } from "./dockerfile/image";
import type { Dockerfile, Stage } from "./dockerfile/nodes";
import { readDockerfile } from "./dockerfile/read";
import { historyOf } from "./dockerfile/stages";
import { type EnvFile, readEnvFile } from "./env-file";
import { kindOfPath, outlinesOf } from "./environments";
import { type IgnoreFile, readIgnoreFile } from "./ignore-file";
import { isNginx, isStack, isTemplate, kindOfFile, stackFolder, withoutComments } from "./kind-of-file";
import type { NginxFile } from "./nginx/nodes";
import { readNginx } from "./nginx/read";
import { readScript, type Script } from "./script";
import { type Kind, type Stack, stackOf } from "./stack";
import { folderOf, nameOf, type Tree, within } from "./tree";

/** What could not be read or understood: nothing is said of it, which is no praise. */
export interface Unread {
  readonly at: Place;
  readonly says: string;
}

/** A build of a stage that somebody declares, or that the Dockerfile's own place suggests. */
export interface Use {
  readonly stage: Stage;
  /** Folder whose files `COPY` takes; undefined where it is not known. */
  readonly context?: string;
  readonly service?: Service;
  readonly environment: Kind;
}

/** Everything that was found in a repository, linked. */
export interface Repository {
  readonly tree: Tree;
  readonly dockerfiles: readonly Dockerfile[];
  readonly composeFiles: readonly ComposeFile[];
  readonly nginxFiles: readonly NginxFile[];
  readonly scripts: readonly Script[];
  readonly envFiles: readonly EnvFile[];
  readonly ignoreFiles: readonly IgnoreFile[];
  readonly stacks: readonly Stack[];
  readonly unread: readonly Unread[];
  /** Files that a generator fills in, which are not looked at. */
  readonly templates: readonly string[];
  /** The day of the check, `YYYY-MM-DD`. */
  readonly today: string;
  dockerfile(path: string): Dockerfile | undefined;
  compose(path: string): ComposeFile | undefined;
  script(path: string): Script | undefined;
  envFile(path: string): EnvFile | undefined;
  nginx(path: string): NginxFile | undefined;
  /** The scripts of the repository that a service starts with. */
  scriptsOf(service: Service): readonly Script[];
  /** Who builds the stages of a Dockerfile. */
  usesOf(dockerfile: Dockerfile): readonly Use[];
  /** What a stage is for: `unknown` where nothing says it. A stage that only others copy from is for none. */
  environmentsOf(stage: Stage): ReadonlySet<Kind>;
  /** The ignore file of a build. */
  ignoreOf(context: string, dockerfile: Dockerfile): IgnoreFile | undefined;
}

export interface RecoverOptions {
  readonly today?: string;
  /** Only these files and what they name, by their paths. */
  readonly only?: ReadonlySet<string>;
}

/** Reads a repository. Never throws for what is in it. */
export function recover(
  tree: Tree,
  { only, today = new Date().toISOString().slice(0, 10) }: RecoverOptions = {},
): Repository {
  const unread: Unread[] = tree.unread.map((path) => ({
    at: place({ path, text: "" }, 0, 0),
    says: "the folder cannot be listed",
  }));
  const templates: string[] = [];
  const dockerfiles = new Map<string, Dockerfile | undefined>();
  const composeFiles = new Map<string, ComposeFile | undefined>();
  const scripts = new Map<string, Script | undefined>();
  const envFiles = new Map<string, EnvFile | undefined>();
  const nginxFiles = new Map<string, NginxFile | undefined>();
  const ignoreFiles = new Map<string, IgnoreFile>();
  const once = <T>(
    known: Map<string, T | undefined>,
    path: string,
    make: (source: Source) => T | undefined,
  ): T | undefined => {
    if (known.has(path)) return known.get(path);
    const source = tree.read(path);
    if (source === undefined && tree.has(path))
      unread.push({ at: place({ path, text: "" }, 0, 0), says: "the file cannot be read" });
    const binary = source?.text.includes("\0") === true;
    if (binary) unread.push({ at: place({ path, text: "" }, 0, 0), says: "it is no text" });
    const made = source === undefined || binary ? undefined : make(source);
    known.set(path, made);
    return made;
  };
  const uses = new Map<Dockerfile, Use[]>();
  const repository: Repository = {
    tree,
    today,
    unread,
    templates,
    stacks: [],
    get dockerfiles() {
      return values(dockerfiles);
    },
    get composeFiles() {
      return values(composeFiles);
    },
    get nginxFiles() {
      return values(nginxFiles);
    },
    get scripts() {
      return values(scripts);
    },
    get envFiles() {
      return values(envFiles);
    },
    get ignoreFiles() {
      return values(ignoreFiles);
    },
    dockerfile: (path) =>
      once(dockerfiles, path, (source) => {
        // in quotes they are a step's own: `sed 's/{{name}}/a/'`
        if (isTemplate(source.text) && isTemplate(source.text.replace(/'[^'\n]*'/g, ""))) {
          templates.push(path);
          return undefined;
        }
        const found = readDockerfile(source);
        for (const { at, says } of found.faults.filter(
          () => found.instructions.length > 0 && !found.instructions.some(({ keyword }) => keyword === "FROM"),
        ))
          unread.push({ at, says });
        return found;
      }),
    compose: (path) =>
      once(composeFiles, path, (source) => {
        if (/\{%|\{\{\s*[.\w]+\s*\}\}|<%/.test(source.text) && isTemplate(source.text)) {
          templates.push(path);
          return undefined;
        }
        const found = readCompose(source);
        if (found.broken) for (const fault of found.faults) unread.push(fault);
        return found;
      }),
    script: (path) => once(scripts, path, readScript),
    envFile: (path) => once(envFiles, path, readEnvFile),
    nginx: (path) =>
      once(nginxFiles, path, (source) => {
        if (/\{%[-+]?\s|\{\{|<%/.test(withoutComments(source.text))) {
          templates.push(path);
          return undefined;
        }
        return readNginx(source);
      }),
    scriptsOf: (service) => scriptsOf(service, repository),
    usesOf: (dockerfile) => uses.get(dockerfile) ?? [],
    environmentsOf: (stage) => environmentsOf(stage, repository),
    ignoreOf: (context, { path }) =>
      ignoreFiles.get(`${path}.dockerignore`) ??
      ignoreFiles.get(context === "" ? ".dockerignore" : `${context}/.dockerignore`),
  };
  const wanted = only === undefined ? tree.paths : tree.paths.filter((path) => only.has(path));
  for (const path of wanted) {
    const kind = kindOfFile(path);
    if (kind === "template") templates.push(path);
    else if (kind === "dockerfile") repository.dockerfile(path);
    else if (kind === "compose") keepCompose(path);
    else if (kind === "env") repository.envFile(path);
    else if (kind === "script") repository.script(path);
    else if (kind === undefined && stackFolder.test(path)) {
      if (isStack(tree.read(path)?.text ?? "")) keepStack(path);
    } else if (kind === "nginx") {
      const source = tree.read(path);
      if (source !== undefined && (nameOf(path) === "nginx.conf" || isNginx(source.text))) repository.nginx(path);
    }
  }
  for (const path of tree.paths) {
    const kind = kindOfFile(path);
    if (kind !== "dockerignore" && kind !== "gitignore") continue;
    const source = tree.read(path);
    if (source !== undefined) ignoreFiles.set(path, readIgnoreFile(source, kind === "gitignore" ? "git" : "docker"));
  }
  if (only !== undefined)
    for (const path of only) if (kindOfFile(path) === undefined && /\.ya?ml$/.test(path)) keepStack(path);
  const stacks = outlinesOf(
    tree,
    values(composeFiles).filter(({ broken }) => !broken),
  ).map((outline) => stackOf(outline, repository));
  Object.assign(repository, { stacks });
  for (const stack of stacks) {
    for (const { at, says } of stack.loaded.unresolved)
      if (!unread.some((known) => known.at.source === at.source && known.at.start === at.start))
        unread.push({ at, says });
    for (const service of stack.services.values()) {
      const { build } = service;
      if (build?.stage === undefined) continue;
      const { dockerfile } = build.stage;
      uses.set(dockerfile, [
        ...(uses.get(dockerfile) ?? []),
        {
          stage: build.stage,
          service,
          environment: stack.environment,
          ...(build.context !== undefined && { context: build.context }),
        },
      ]);
    }
  }
  for (const dockerfile of values(dockerfiles)) {
    const known = uses.get(dockerfile);
    uses.set(
      dockerfile,
      known === undefined ? guessed(dockerfile, repository) : [...known, ...unbuilt(dockerfile, known)],
    );
    for (const { stage } of uses.get(dockerfile)!) linkScripts(stage, repository);
  }
  return repository;

  /** By any name: what has services, other than a pipeline of CI. */
  function keepStack(path: string): void {
    const found = repository.compose(path);
    if (found !== undefined && !found.broken && !isMap(get(found.root, "services"))) composeFiles.delete(path);
  }

  /** Not every file with `compose` in its name is one. */
  function keepCompose(path: string): void {
    const found = repository.compose(path);
    const first = found === undefined || found.broken ? undefined : firstVersion(found.root);
    if (first !== undefined)
      unread.push({
        at: first,
        says: "it is a Compose file of the first version, without `services`, which Compose no longer reads",
      });
    if (
      found !== undefined &&
      !found.broken &&
      found.root.entries.size > 0 &&
      !["services", "include", "volumes", "networks", "x-", "version", "name", "configs", "secrets"].some(
        (key) =>
          get(found.root, key) !== undefined || [...found.root.entries.keys()].some((name) => name.startsWith("x-")),
      )
    )
      composeFiles.delete(path);
  }
}

/** Where services stand at the top, as before there was a `services`. */
const firstVersion = (root: ComposeFile["root"]): Place | undefined =>
  get(root, "services") === undefined && get(root, "include") === undefined
    ? [...root.entries.values()].find(
        ({ key, value }) =>
          !/^(x-|networks$|volumes$|secrets$|configs$|models$)/.test(key.text) &&
          (get(value, "image") !== undefined || get(value, "build") !== undefined),
      )?.key.at
    : undefined;

const lists = new WeakMap<object, { readonly size: number; readonly list: readonly unknown[] }>();

/** What a map has, listed once for as long as nothing is added. */
function values<T>(map: ReadonlyMap<string, T | undefined>): readonly T[] {
  const known = lists.get(map);
  if (known?.size === map.size) return known.list as readonly T[];
  const list = [...map.values()].filter((value): value is T & {} => value !== undefined);
  lists.set(map, { size: map.size, list });
  return list;
}

/** A Dockerfile that no compose file builds: its last stage, from its own folder or from the repository's. */
function guessed(dockerfile: Dockerfile, { tree }: Repository): Use[] {
  const stage = dockerfile.stages.at(-1);
  if (stage === undefined) return [];
  const { kind } = kindOfPath(dockerfile.path);
  const own = folderOf(dockerfile.path);
  const sources = dockerfile.stages
    .flatMap(({ instructions }) =>
      instructions.filter(({ flags, keyword }) => keyword === "COPY" && !flags.some(({ name }) => name === "from")),
    )
    .flatMap(({ json, words }) => (json ?? words.map(({ value }) => value)).slice(0, -1))
    .filter((path) => /^[\w./-]+$/.test(path) && !/^\.\/?$/.test(path));
  const fits = (folder: string) =>
    sources.every((path) => {
      const found = within(folder, path);
      return found !== undefined && (tree.has(found) || tree.isFolder(found));
    });
  const context = [own, ""].find((folder) => sources.length > 0 && fits(folder));
  return [{ stage, environment: kind, ...(context !== undefined && { context }) }];
}

/** The last stage, where compose files only build others for development: it is what `docker build` makes. */
function unbuilt({ stages }: Dockerfile, known: readonly Use[]): Use[] {
  const stage = stages.at(-1);
  if (
    stage === undefined ||
    known.some((use) => use.stage === stage || !["development", "test"].includes(use.environment))
  )
    return [];
  const name = stage.name?.value ?? "";
  const environment = /^(dev|debug|local)/i.test(name)
    ? "development"
    : /^(tests?|lint|ci|check|e2e|docs)/i.test(name)
      ? "test"
      : kindOfPath(name).kind;
  const context = known.find((use) => use.context !== undefined)?.context;
  return [{ stage, environment, ...(context !== undefined && { context }) }];
}

const noKinds: ReadonlySet<Kind> = new Set();

const kindsByUses = new WeakMap<readonly Use[], Map<Stage, ReadonlySet<Kind>>>();

function environmentsOf(stage: Stage, repository: Repository): ReadonlySet<Kind> {
  const uses = repository.usesOf(stage.dockerfile);
  const stages = kindsByUses.get(uses) ?? new Map<Stage, ReadonlySet<Kind>>();
  kindsByUses.set(uses, stages);
  const found = stages.get(stage) ?? kindsOf(stage, uses);
  stages.set(stage, found);
  return found;
}

function kindsOf(stage: Stage, uses: readonly Use[]): ReadonlySet<Kind> {
  const kinds = uses.filter((use) => use.stage === stage).map(({ environment }) => environment);
  if (kinds.length === 0) return noKinds;
  const named = stage.name?.value ?? "";
  if (kinds.every((kind) => kind === "unknown") && /^(dev|development|local|debug)$/i.test(named))
    return new Set(["development"]);
  if (kinds.every((kind) => kind === "unknown") && /^(tests?|ci)$/i.test(named)) return new Set(["test"]);
  return new Set(kinds);
}

/** The script of the repository that a program in an image is: what was copied there, else a file of that name. */
function scriptAt(
  path: string,
  stage: Stage | undefined,
  repository: Repository,
  context?: string,
): Script | undefined {
  const name = nameOf(path);
  if (!/^[\w.-]+$/.test(name)) return undefined;
  const found = copiedTo(path, stage, repository, context) ?? namedAlike(name, stage, repository);
  const source = found === undefined ? undefined : repository.tree.read(found);
  if (source === undefined || (!/\.(sh|bash)$/.test(found!) && !/^(\ufeff)?#!.*sh\b/.test(source.text)))
    return undefined;
  return repository.script(found!);
}

/** The file that a `COPY` puts under a program's name. */
function copiedTo(
  path: string,
  stage: Stage | undefined,
  { tree, usesOf }: Repository,
  context: string | undefined,
): string | undefined {
  if (stage === undefined) return undefined;
  const isProgram = (destination: string): boolean =>
    destination === path || (!path.includes("/") && nameOf(destination) === path && /\/s?bin\//.test(destination));
  for (const { destination, source } of singleCopies(stage)) {
    if (!isProgram(destination)) continue;
    const contexts = context === undefined ? usesOf(stage.dockerfile).flatMap((use) => use.context ?? []) : [context];
    return [...contexts, folderOf(stage.dockerfile.path), ""]
      .map((folder) => within(folder, source.replace(/^\//, "")))
      .find((each) => each !== undefined && tree.has(each));
  }
  return undefined;
}

interface SingleCopy {
  readonly source: string;
  readonly destination: string;
}

/** The `COPY`s of one thing from the context that made an image, newest first. */
const singleCopies = rememberedOf((stage: Stage): readonly SingleCopy[] =>
  historyOf(stage)
    .filter(({ flags, keyword }) => keyword === "COPY" && !flags.some(({ name }) => name === "from"))
    .flatMap(({ json, words }) => {
      const [source, destination, ...more] = json ?? words.map(({ value }) => value);
      return source === undefined || destination === undefined || more.length > 0 ? [] : [{ source, destination }];
    })
    .reverse(),
);

function namedAlike(name: string, stage: Stage | undefined, { tree }: Repository): string | undefined {
  if (!/\.(sh|bash)$/.test(name) && !/entrypoint|start|run|boot|init/.test(name)) return undefined;
  const folder = stage === undefined ? "" : folderOf(stage.dockerfile.path);
  const candidates = tree.named(name);
  return (
    candidates.find((each) => each.startsWith(folder === "" ? "" : `${folder}/`)) ??
    (candidates.length === 1 ? candidates[0] : undefined)
  );
}

function scriptsOf({ build, command, entrypoint, made }: Service, repository: Repository): Script[] {
  const first =
    entrypoint?.argv ??
    made?.entrypoint?.json ??
    made?.entrypoint?.commands.flatMap(({ argv }) => argv.map(({ value }) => value)) ??
    [];
  const second =
    command?.argv ??
    (entrypoint === undefined
      ? (made?.command?.json ?? made?.command?.commands.flatMap(({ argv }) => argv.map(({ value }) => value)))
      : undefined) ??
    [];
  return [
    ...new Set([...first, ...second].flatMap((word) => scriptAt(word, made?.stage, repository, build?.context) ?? [])),
  ];
}

function linkScripts(stage: Stage, repository: Repository): void {
  const { command, entrypoint } = imageOfStage(stage);
  for (const instruction of [entrypoint, command]) {
    for (const word of instruction?.json ?? instruction?.words.map(({ value }) => value) ?? []) {
      const script = scriptAt(word, stage, repository);
      if (script !== undefined && !script.stages.includes(stage)) script.stages.push(stage);
    }
  }
  for (const { service } of repository.usesOf(stage.dockerfile)) {
    for (const script of service?.scripts ?? [])
      if (!script.services.includes(service!)) script.services.push(service!);
  }
}
