import type { Role } from "../knowledge/images";
import type { Fact, Place } from "../place";
import { isOptional, type Loaded, load, valuesOf } from "./compose/load";
import {
  booleanOf,
  entriesOf,
  get,
  isMap,
  isScalar,
  itemsOf,
  keyOf,
  type Mapping,
  type Node,
  numberOf,
  scalarsOf,
  textOf,
} from "./compose/nodes";
import {
  argvOf,
  type Build,
  dependenciesOf,
  grantedOf,
  healthcheckOf,
  imageText,
  limitsOf,
  madeOf,
  mountsOf,
  networksOf,
  portsOf,
  type Service,
  text,
  type Variable,
  variablesOf,
} from "./compose/service";
import type { Image } from "./dockerfile/image";
import type { Dockerfile } from "./dockerfile/nodes";
import { type EnvFile, readEnvFile } from "./env-file";
import type { NginxFile } from "./nginx/nodes";
import type { Repository } from "./repository";
import type { Script } from "./script";
import { type Command, commandsOf } from "./shell/commands";
import { folderOf, within } from "./tree";

export type Kind = "development" | "production" | "test" | "unknown";

/** A network, volume, secret or config of a stack. */
export interface Resource {
  readonly name: string;
  readonly at: Place;
  readonly node: Node;
  readonly external: boolean;
}

/** One environment of the repository: its services, linked. */
export interface Stack {
  readonly kind: "stack";
  readonly name: string;
  readonly environment: Kind;
  /** Why it is taken for that, as the end of a sentence. */
  readonly reason: string;
  /** The compose files that make it, in the order in which they are merged. */
  readonly paths: readonly string[];
  /** Paths of its compose files start from here. */
  readonly folder: string;
  readonly root: Mapping;
  readonly loaded: Loaded;
  readonly repository: Repository;
  readonly services: ReadonlyMap<string, Service>;
  readonly networks: ReadonlyMap<string, Resource>;
  readonly volumes: ReadonlyMap<string, Resource>;
  readonly secrets: ReadonlyMap<string, Resource>;
  readonly configs: ReadonlyMap<string, Resource>;
  /** Something that it is made of could not be read: what is absent may be there. */
  readonly isPartial: boolean;
}

export interface Outline {
  readonly name: string;
  readonly environment: Kind;
  readonly reason: string;
  readonly paths: readonly string[];
}

/** Reads the compose files of an environment and links what they name. */
export function stackOf(outline: Outline, repository: Repository): Stack {
  const loaded = load(outline.paths, repository);
  const { root } = loaded;
  const services = new Map<string, Service>();
  const stack: Stack = {
    kind: "stack",
    ...outline,
    folder: folderOf(outline.paths[0]!),
    root,
    loaded,
    repository,
    services,
    networks: resources(get(root, "networks")),
    volumes: resources(get(root, "volumes")),
    secrets: resources(get(root, "secrets")),
    configs: resources(get(root, "configs")),
    isPartial: loaded.unresolved.length > 0 || loaded.files.some(({ broken }) => broken),
  };
  for (const { key, value } of entriesOf(get(root, "services"))) {
    if (isMap(value) && key.text !== "") services.set(key.text, serviceOf(stack, key.text, key.at, value));
  }
  const awaited = new Set<string>();
  for (const { dependencies } of services.values()) {
    for (const { condition, name } of dependencies.values())
      if (condition === "service_completed_successfully") awaited.add(name);
  }
  for (const service of services.values()) Object.assign(service, laterFacts(service, awaited.has(service.name)));
  return stack;
}

function resources(node: Node | undefined): Map<string, Resource> {
  return new Map(
    entriesOf(node).map(({ key, value }) => [
      key.text,
      {
        name: key.text,
        at: key.at,
        node: value,
        external: booleanOf(get(value, "external")) === true || isMap(get(value, "external")),
      },
    ]),
  );
}

function serviceOf(stack: Stack, name: string, at: Place, node: Mapping): Service {
  const image = imageText(get(node, "image"));
  const build = buildOf(stack, node);
  const shared = build !== undefined || image === undefined ? undefined : sharedImage(stack, image.value);
  const made = shared ?? madeOf(image, build);
  const entrypoint = argvOf(get(node, "entrypoint"));
  const command = argvOf(get(node, "command"));
  const healthcheck = healthcheckOf(node, made);
  const composed = text(get(node, "user"));
  const user = composed ?? made?.user;
  const networkMode = text(get(node, "network_mode"));
  const restart = text(get(node, "restart"));
  const process = processOf(made, entrypoint, command);
  return {
    kind: "service",
    name,
    stack,
    at,
    node,
    role: "unknown",
    process,
    scripts: [],
    environment: environmentOf(stack, node, made),
    ports: portsOf(get(node, "ports")),
    mounts: mountsOf(get(node, "volumes"), get(node, "tmpfs")),
    networks: networkMode === undefined ? networksOf(get(node, "networks"), at) : new Map(),
    dependencies: dependenciesOf(node),
    secrets: grantedOf(get(node, "secrets")),
    profiles: scalarsOf(get(node, "profiles")).map((scalar) => scalar.text),
    replicas: numberOf(get(node, "deploy", "replicas")) ?? numberOf(get(node, "scale")) ?? 1,
    isJob: false,
    ...limitsOf(node),
    ...(image && { image }),
    ...(build && { build }),
    ...(made && { made }),
    ...(entrypoint && { entrypoint }),
    ...(command && { command }),
    ...(healthcheck && { healthcheck }),
    ...(user && { user }),
    ...(networkMode && { networkMode }),
    ...(restart && { restart }),
  };
}

const builders = new WeakMap<Stack, Map<string, Mapping>>();

/** An image that another service of the stack builds under the same name. */
function sharedImage(stack: Stack, name: string): Image | undefined {
  let known = builders.get(stack);
  if (known === undefined) {
    known = new Map();
    for (const { value } of entriesOf(get(stack.root, "services"))) {
      const image = isMap(value) && get(value, "build") !== undefined ? textOf(get(value, "image")) : undefined;
      if (image !== undefined && isMap(value) && !known.has(image)) known.set(image, value);
    }
    builders.set(stack, known);
  }
  const node = known.get(name);
  return node === undefined ? undefined : madeOf(undefined, buildOf(stack, node));
}

/** The folder that a node's relative paths start from: that of the file which it is written in. */
export const folderFor = (stack: Stack, at: Place): string => stack.loaded.folders.get(at.source.path) ?? stack.folder;

function buildOf(stack: Stack, node: Mapping): Build | undefined {
  const build = get(node, "build");
  if (build === undefined || (isScalar(build) && build.value === null)) return undefined;
  const at = keyOf(node, "build")?.at ?? build.at;
  const contextNode = isScalar(build) ? build : get(build, "context");
  const written = text(contextNode);
  const contextAt = contextNode?.at ?? at;
  const folder = folderFor(stack, contextAt);
  const context =
    written?.open || /^[a-z+]+:\/\/|^git@|\.git(#|$)/.test(written?.value ?? "")
      ? undefined
      : within(folder, written?.value ?? ".");
  const file = text(get(build, "dockerfile"));
  const inline = textOf(get(build, "dockerfile_inline")) !== undefined;
  const path = inline || file?.open || context === undefined ? undefined : within(context, file?.value ?? "Dockerfile");
  const target = text(get(build, "target"));
  const found = path === undefined ? undefined : stack.repository.dockerfile(path);
  // Buildx and Podman look for these too: https://github.com/docker/buildx/blob/master/build/opt.go
  const dockerfile =
    found ??
    (path !== undefined && file === undefined
      ? ["dockerfile", "Containerfile"]
          .map((name) => stack.repository.dockerfile(within(context!, name) ?? ""))
          .find((other) => other !== undefined)
      : undefined);
  const stage = target?.open ? undefined : stageNamed(dockerfile, target?.value);
  return {
    at,
    contextAt,
    args: variablesOf(get(build, "args")),
    contexts: entriesOf(get(build, "additional_contexts"))
      .map(({ key }) => key.text)
      .concat(scalarsOf(get(build, "additional_contexts")).map((each) => each.text.split("=")[0]!)),
    ...(context !== undefined && { context }),
    ...(path !== undefined && { path }),
    ...(inline && { inline }),
    ...(dockerfile && { dockerfile }),
    ...(target && { target }),
    ...(stage && { stage }),
  };
}

export function stageNamed(dockerfile: Dockerfile | undefined, target: string | undefined) {
  if (dockerfile === undefined) return undefined;
  if (target === undefined) return dockerfile.stages.at(-1);
  return dockerfile.stages.find(
    ({ index, name }) => name?.value.toLowerCase() === target.toLowerCase() || String(index) === target,
  );
}

function environmentOf(stack: Stack, node: Mapping, made: Image | undefined): Map<string, Variable> {
  const found = new Map<string, Variable>();
  for (const [name, { at, value }] of made?.environment ?? [])
    found.set(name, { name, value, at, from: "image", literal: true, open: false, uses: [] });
  const files = get(node, "env_file");
  const own = variablesOf(get(node, "environment"));
  const set = new Map(own.map(({ name, value }) => [name, value]));
  const earlier = (name: string) => (found.get(name)?.from === "env_file" ? found.get(name)?.value : undefined);
  const lookup = (name: string) => stack.loaded.lookup(name) ?? set.get(name) ?? earlier(name);
  for (const item of isScalar(files) ? [files] : itemsOf(files)) {
    const name = isMap(item) ? text(get(item, "path")) : text(item);
    const path = name === undefined || name.open ? undefined : within(folderFor(stack, item.at), name.value);
    const source = path === undefined ? undefined : stack.repository.tree.read(path);
    if (source === undefined) continue;
    const file = readEnvFile(source);
    const isRaw = textOf(get(item, "format")) === "raw";
    const values = new Map((isRaw ? rawValues(file) : valuesOf(file, lookup)).map((each) => [each.name, each]));
    for (const entry of file.entries) {
      const each = values.get(entry.name);
      found.set(entry.name, {
        name: entry.name,
        ...(each && { value: each.value }),
        at: entry.at,
        from: "env_file",
        literal: isRaw || !entry.value.includes("$"),
        open: each?.open ?? true,
        uses: [],
      });
    }
  }
  for (const variable of own) {
    const value = variable.value ?? stack.loaded.lookup(variable.name);
    found.set(
      variable.name,
      value === undefined || value === variable.value ? variable : { ...variable, value, open: false },
    );
  }
  return found;
}

/** `format: raw`: neither quotes nor variables mean anything. */
const rawValues = ({ entries }: EnvFile) =>
  entries.filter(({ bare }) => !bare).map(({ name, raw }) => ({ name, value: raw, open: false }));

/** Env files that a service names and that are not there. */
export function missingEnvFiles(
  service: Service,
): { readonly at: Place; readonly path: string; readonly outside: boolean }[] {
  const files = get(service.node, "env_file");
  return (isScalar(files) ? [files] : itemsOf(files)).flatMap((item) => {
    const name = isMap(item) ? text(get(item, "path")) : text(item);
    if (name === undefined || name.open || isOptional(item)) return [];
    const path = within(folderFor(service.stack, item.at), name.value);
    return path !== undefined && service.stack.repository.tree.has(path)
      ? []
      : [{ at: name.at, path: path ?? name.value, outside: path === undefined }];
  });
}

function processOf(made: Image | undefined, entrypoint: Service["entrypoint"], command: Service["command"]): Command[] {
  const first = entrypoint?.commands ?? made?.entrypoint?.commands ?? [];
  // an entrypoint of compose takes away the image's command
  const second = command?.commands ?? (entrypoint === undefined ? (made?.command?.commands ?? []) : []);
  const argv = entrypoint?.argv ?? made?.entrypoint?.json ?? [];
  const more = command?.argv ?? (entrypoint === undefined ? (made?.command?.json ?? []) : []);
  const at = command?.at ?? entrypoint?.at ?? made?.command?.at ?? made?.entrypoint?.at;
  // an entrypoint that is a program, not a script, takes the command's words as its own
  if (at !== undefined && argv.length > 0 && more.length > 0 && first.length <= 2) {
    return [...commandsOf.argv([...argv, ...more], at), ...second];
  }
  return [...first, ...second];
}

const jobs =
  /(^|[-_])(migrat(e|ions?)|init|setup|seed(er)?|bootstrap|collectstatic|createbuckets?|provision|job|once|tests?|lint|builder|fixtures?)([-_]|$)/i;
const workers =
  /(^|[-_])(worker|celery|celerybeat|beat|scheduler|cron|consumer|sidekiq|queue|rq|horizon|dramatiq|huey)([-_\d]|$)/i;

/** Facts of a service that look at the others. */
function laterFacts(service: Service, awaited: boolean): Pick<Service, "role" | "isJob" | "scripts"> {
  const { name, process, restart, stack } = service;
  const stays = restart !== undefined && /^(always|unless-stopped)/.test(restart.value);
  const runsJob = process.some(
    ({ args, name: program }) =>
      /^(migrate|alembic|flyway|liquibase|createbuckets|mc|pytest|jest)$/.test(program) ||
      (/^(python3?|manage\.py|rails|rake|flask|npx|npm|yarn|php|artisan|bundle)$/.test(program) &&
        args.some((arg) => /^(migrate|db:migrate|collectstatic|upgrade|test|seed|createcachetable)$/.test(arg))),
  );
  const given = service.command ?? service.entrypoint;
  const isOneShot = given !== undefined && !given.open && process.length > 0 && process.every(ends);
  const isJob =
    awaited ||
    (service.profiles.length > 0 && /^(no|false)$/.test(restart?.value ?? "")) ||
    (!stays && (jobs.test(name) || isOneShot || (runsJob && !process.some(isServer))));
  return { isJob, role: roleOf(service, isJob), scripts: stack.repository.scriptsOf(service) };
}

/** Programs that do one thing to files or accounts and end. */
const ends = ({ args, name }: Command): boolean =>
  /^(cd|cp|mv|rm|ln|mkdir|touch|chown|chmod|echo|printf|cat|sed|ls|tar|unzip|envsubst|openssl|export|set|test|true|exit|\[|\/bin\/(sh|bash)|sh|bash|certonly|renew)$/.test(
    name,
  ) ||
  (name === "certbot" && args.some((arg) => /^(certonly|renew)$/.test(arg)));

const servers =
  /^(gunicorn|uvicorn|daphne|hypercorn|nginx|httpd|apache2ctl|apache2-foreground|php-fpm|puma|unicorn|node|next|vite|serve|waitress-serve|uwsgi|granian|caddy|java|dotnet|air|flask|runserver|rails|hugo)$/;
export const isServer = ({ args, name }: Command): boolean =>
  servers.test(name) || args.some((arg) => /^(runserver|serve|server|start|dev)$/.test(arg));

/** A command of the application's own, by Django or Symfony: it serves nobody. */
const isOwnCommand = ({ args, name }: Command): boolean => {
  const index = [name, ...args].findIndex((word) => /(^|\/)(manage\.py|bin\/console)$/.test(word));
  const command = index < 0 ? undefined : args[index];
  return command !== undefined && /^[a-z]/.test(command) && !/server|serve|shell|uvicorn|gunicorn|daphne/.test(command);
};

function roleOf({ command, image, made, name, ports, process, entrypoint }: Service, isJob: boolean): Role {
  const known = made?.known;
  if (isJob) return "job";
  if (known !== undefined && known.language === undefined && !known.system && known.role !== "unknown") {
    return made?.stage !== undefined && known.role === "proxy" && made.command === undefined && command === undefined
      ? "proxy"
      : known.role;
  }
  if (
    workers.test(name) ||
    (ports.length === 0 && process.some(isOwnCommand)) ||
    process.some(
      ({ name: program, args }) =>
        /^(celery|rq|dramatiq|sidekiq|huey_consumer|arq)$/.test(program) ||
        args.some((arg) => /^(worker|beat|queue:work|qcluster|worker_run|schedule:work)$/.test(arg)),
    )
  )
    return "worker";
  if (image === undefined && made === undefined && entrypoint === undefined) return "unknown";
  return made?.known?.language !== undefined || process.some(isServer) || made?.stage !== undefined
    ? "application"
    : "unknown";
}

export type { Fact, NginxFile, Script };
