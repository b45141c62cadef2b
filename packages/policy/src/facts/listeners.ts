import type { Place } from "../place";
import { isBelow } from "../recover/compose/mount";
import type { Service } from "../recover/compose/service";
import type { Stage } from "../recover/dockerfile/nodes";
import { historyOf } from "../recover/dockerfile/stages";
import type { Directive, NginxFile } from "../recover/nginx/nodes";
import type { Repository } from "../recover/repository";
import type { Command } from "../recover/shell/commands";
import { folderFor, type Stack } from "../recover/stack";
import { nameOf, within } from "../recover/tree";
import { allDirectives } from "../subjects";
import { escaped } from "./documents";

/** Where a process waits for connections. */
export interface Listener {
  readonly program: string;
  /** Undefined where nobody can tell. */
  readonly port?: number;
  readonly address?: string;
  /** The address or port is the program's default: nobody wrote it. */
  readonly byDefault: boolean;
  readonly at: Place;
}

/** A value of an option: `--bind x`, `--bind=x`, `-b x`. */
export function option({ args }: Pick<Command, "args">, ...names: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    for (const name of names) {
      if (arg === name) return args[index + 1];
      if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
      if (/^-[a-zA-Z]$/.test(name) && arg.startsWith(name) && arg.length > 2 && !arg.startsWith("--"))
        return arg.slice(2);
    }
  }
  return undefined;
}

/** Defaults of servers, from their own documentation. */
const servers: Readonly<
  Record<string, (command: Command, service: Service) => Omit<Listener, "at" | "program"> | undefined>
> = {
  gunicorn: (command, service) => {
    const bind =
      option(command, "-b", "--bind") ??
      /--bind[ =](\S+)/.exec(service.environment.get("GUNICORN_CMD_ARGS")?.value ?? "")?.[1];
    if (bind !== undefined) return address(bind, 8000);
    const config = option(command, "-c", "--config");
    const text = configText(config ?? "gunicorn.conf.py", service);
    const written = /^bind\s*=\s*f?["']([^"']+)["']/m.exec(text ?? "")?.[1];
    if (written !== undefined) return address(written, 8000);
    if (config !== undefined || text !== undefined || service.environment.has("PORT")) return undefined;
    return { address: "127.0.0.1", port: 8000, byDefault: true };
  },
  uvicorn: (command, { environment }) => ({
    address: option(command, "--host") ?? environment.get("UVICORN_HOST")?.value ?? "127.0.0.1",
    ...port(option(command, "--port") ?? environment.get("UVICORN_PORT")?.value, 8000),
    byDefault: option(command, "--host") === undefined,
  }),
  hypercorn: (command) =>
    address(option(command, "-b", "--bind") ?? "127.0.0.1:8000", 8000, option(command, "-b", "--bind") === undefined),
  daphne: (command) => ({
    address: option(command, "-b", "--bind") ?? "127.0.0.1",
    ...port(option(command, "-p", "--port"), 8000),
    byDefault: option(command, "-b", "--bind") === undefined,
  }),
  flask: (command, { environment }) =>
    command.args.includes("run")
      ? {
          address: option(command, "-h", "--host") ?? environment.get("FLASK_RUN_HOST")?.value ?? "127.0.0.1",
          ...port(option(command, "-p", "--port") ?? environment.get("FLASK_RUN_PORT")?.value, 5000),
          byDefault: option(command, "-h", "--host") === undefined,
        }
      : undefined,
  streamlit: (command) => ({
    address: option(command, "--server.address") ?? "0.0.0.0",
    ...port(option(command, "--server.port"), 8501),
    byDefault: true,
  }),
  vite: (command) => vite(command),
};

/** What a service listens on, as far as its command tells. */
export function listenersOf(service: Service): Listener[] {
  return service.process.flatMap((command): Listener[] => {
    const at = command.at;
    if (command.args.some((arg) => arg.includes("$"))) return [];
    const runserver = command.args.indexOf("runserver");
    if (runserver >= 0 && /^(python[\d.]*|manage\.py|django-admin|serve-static|uv|poetry)$/.test(command.name)) {
      const given = command.args.slice(runserver + 1).find((arg) => /^(\S+:)?\d+$/.test(arg));
      if (given === undefined) return [{ program: "runserver", address: "127.0.0.1", port: 8000, byDefault: true, at }];
      const [host, port] = given.includes(":")
        ? [given.slice(0, given.lastIndexOf(":")), given.slice(given.lastIndexOf(":") + 1)]
        : ["127.0.0.1", given];
      return [
        {
          program: "runserver",
          address: host === "0" ? "0.0.0.0" : host,
          port: Number(port),
          byDefault: !given.includes(":"),
          at,
        },
      ];
    }
    const inner = /^(npx|yarn|pnpm|bunx|python[\d.]*|poetry|uv|pipenv)$/.test(command.name)
      ? command.args.find((arg) => arg in servers)
      : undefined;
    const program = inner ?? command.name;
    const found = servers[program]?.(command, service);
    return found === undefined ? [] : [{ program, at, ...found }];
  });
}

const port = (text: string | undefined, byDefault: number): { port?: number } =>
  text === undefined ? { port: byDefault } : /^\d+$/.test(text) ? { port: Number(text) } : {};

function vite(command: Command): Omit<Listener, "at" | "program"> | undefined {
  if (command.args.some((arg) => /^(build|optimize)$/.test(arg))) return undefined;
  const host = command.args.some((arg) => arg === "--host")
    ? (option(command, "--host") ?? "")
    : option(command, "--host");
  if (host === undefined) return undefined; // the configuration may say it
  return {
    address: host === "" || host.startsWith("-") ? "0.0.0.0" : host,
    ...port(option(command, "--port"), command.args.includes("preview") ? 4173 : 5173),
    byDefault: false,
  };
}

function address(text: string, byDefault: number, isDefault = false): Omit<Listener, "at" | "program"> | undefined {
  if (text.startsWith("unix:") || text.includes("$") || text.includes("{")) return undefined;
  const [, host = "0.0.0.0", port] = /^(\[[^\]]+\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
  return {
    address: host === "" ? "0.0.0.0" : host,
    port: port === undefined ? byDefault : Number(port),
    byDefault: isDefault,
  };
}

/** A file of the sources that a service is built of, by its name. */
export function configText(path: string, { build, stack }: Service): string | undefined {
  const { tree } = stack.repository;
  const name = nameOf(path.replace(/^(file|python):/, ""));
  const own = build?.context === undefined ? undefined : within(build.context, path.replace(/^\//, ""));
  const paths = tree.named(name);
  const near =
    paths.find((each) => each === own) ??
    paths.find((each) => build?.context !== undefined && isBelow(each, build.context)) ??
    (paths.length === 1 ? paths[0] : undefined);
  return near === undefined ? undefined : tree.read(near)?.text;
}

const configs = new WeakMap<Service, readonly NginxFile[]>();

/** The nginx configurations of the repository that a service runs with: mounted into it, or copied into its image. */
export function nginxOf(service: Service): readonly NginxFile[] {
  const { mounts, made, stack } = service;
  const { repository } = stack;
  if (repository.nginxFiles.length === 0) return [];
  const cached = configs.get(service);
  if (cached !== undefined) return cached;
  const found = new Set<NginxFile>();
  for (const { at, source, target, type } of mounts) {
    if (type !== "bind" || !/nginx|conf/.test(target)) continue;
    const path = within(folderFor(stack, at), source);
    if (path === undefined) continue;
    for (const file of repository.nginxFiles) if (isBelow(file.path, path)) found.add(file);
  }
  if (made?.stage !== undefined)
    for (const file of nginxOfStage(made.stage, service.build?.context, repository)) found.add(file);
  configs.set(service, [...found]);
  return [...found];
}

function nginxOfStage(stage: Stage, context: string | undefined, repository: Repository): NginxFile[] {
  const copied = historyOf(stage).flatMap(({ flags, json, keyword, words }) => {
    if (keyword !== "COPY" && keyword !== "ADD") return [];
    if (flags.some(({ name }) => name === "from")) return [];
    const all = json ?? words.map(({ value }) => value);
    return /nginx|conf/.test(all.at(-1) ?? "") ? all.slice(0, -1) : [];
  });
  const paths = copied.flatMap((path) => (context === undefined ? [] : (within(context, path) ?? [])));
  const folders = paths.filter((path) => path !== "" && !/\.\w+$/.test(path));
  // of many files those that are named are looked up
  const files =
    folders.length > 0 ? repository.nginxFiles : paths.flatMap((path) => byPath(repository).get(path) ?? []);
  return files.filter((file) => paths.includes(file.path) || folders.some((path) => isBelow(file.path, path)));
}

const indexes = new WeakMap<Repository, ReadonlyMap<string, NginxFile>>();

/** The nginx files of a repository by their paths. */
export function byPath(repository: Repository): ReadonlyMap<string, NginxFile> {
  const found = indexes.get(repository) ?? new Map(repository.nginxFiles.map((file) => [file.path, file]));
  indexes.set(repository, found);
  return found;
}

/** The directives of one name in the configurations of a service. */
export const directivesOf = (service: Service, ...names: readonly string[]): Directive[] =>
  nginxOf(service).flatMap((file) => [...allDirectives(file.directives)].filter(({ name }) => names.includes(name)));

/** Ports that an nginx listens on. */
export function listenPorts(service: Service): { readonly port: number; readonly ssl: boolean; readonly at: Place }[] {
  return directivesOf(service, "listen").flatMap(({ args, at }) => {
    const found = /^(?:.*:)?(\d+)$/.exec(args[0]?.value ?? "");
    return found === null
      ? []
      : [{ port: Number(found[1]), ssl: args.some(({ value }) => value === "ssl" || value === "quic"), at }];
  });
}

const runners = new WeakMap<Repository, ReadonlyMap<NginxFile, Service[]>>();

/** The services that run with an nginx file. */
export function servicesOf(file: NginxFile, repository: Repository): readonly Service[] {
  let found = runners.get(repository);
  if (found === undefined) {
    const made = new Map<NginxFile, Service[]>();
    for (const service of repository.stacks.flatMap(({ services }) => [...services.values()]))
      for (const each of nginxOf(service)) made.set(each, [...(made.get(each) ?? []), service]);
    runners.set(repository, made);
    found = made;
  }
  return found.get(file) ?? [];
}

/** A host that an nginx file passes requests to. */
export interface Upstream {
  readonly host: string;
  readonly port?: number;
  readonly at: Place;
}

const upstreams = new WeakMap<NginxFile, readonly Upstream[]>();

/** The hosts that an nginx file passes requests to. */
export function upstreamsOf(file: NginxFile): readonly Upstream[] {
  const found = upstreams.get(file) ?? readUpstreams(file);
  upstreams.set(file, found);
  return found;
}

function readUpstreams(file: NginxFile): Upstream[] {
  const all = [...allDirectives(file.directives)];
  const named = new Set(all.filter(({ name }) => name === "upstream").map(({ args }) => args[0]?.value.toLowerCase()));
  return all.flatMap(({ args, name, parent }) => {
    const isServer = name === "server" && parent?.name === "upstream";
    if (!isServer && !/^(proxy|fastcgi|uwsgi|grpc|scgi)_pass$/.test(name)) return [];
    const [target] = args;
    if (target === undefined || target.value.startsWith("unix:")) return [];
    const [, host, port] = /^(?:[a-z]+:\/\/)?(\[[^\]]+\]|[^:/$\s]+)(?::(\d+))?(?=\/|$)/.exec(target.value) ?? [];
    if (host === undefined || host.includes("$") || (!isServer && named.has(host.toLowerCase()))) return [];
    const isPlain = /^http:/.test(target.value) || isServer;
    return [
      {
        host: host.toLowerCase(),
        at: target.at,
        ...(port !== undefined
          ? { port: Number(port) }
          : name === "proxy_pass" && isPlain
            ? { port: 80 }
            : isServer
              ? { port: 80 }
              : {}),
      },
    ];
  });
}

/** Whether a `proxy_pass` and its like lead to a service: a variable stands for what its `map` has by default. */
export function passesTo({ args, file }: Directive, name: string): boolean {
  const target = (args[0]?.value ?? "").replace(/\$(\w+)/, (variable) => {
    const map = file.directives.find((each) => each.name === "map" && each.args[1]?.value === variable);
    return map?.block?.find((each) => each.name === "default")?.args[0]?.value ?? variable;
  });
  return new RegExp(`(^|/)${escaped(name)}([:/]|$)`).test(target);
}

const passed = new WeakMap<Stack, ReadonlyMap<string, Upstream[]>>();

/** Where the nginx of a stack passes requests to a host. */
export function passedTo(host: string, stack: Stack): readonly Upstream[] {
  let found = passed.get(stack);
  if (found === undefined) {
    const made = new Map<string, Upstream[]>();
    const all = [...stack.services.values()].flatMap((service) => nginxOf(service).flatMap(upstreamsOf));
    for (const upstream of all) {
      const others = made.get(upstream.host);
      if (others === undefined) made.set(upstream.host, [upstream]);
      else others.push(upstream);
    }
    passed.set(stack, made);
    found = made;
  }
  return found.get(host) ?? [];
}

/** Where nginx passes requests to a service. */
export const passedFrom = ({ name, stack }: Service): Place | undefined =>
  stack.repository.nginxFiles.length === 0 ? undefined : passedTo(name.toLowerCase(), stack)[0]?.at;

/** All ports that a service is known to listen on; undefined where some may not be known. */
export function knownPorts(service: Service): { readonly all: readonly number[]; readonly at: Place } | undefined {
  const listeners = listenersOf(service);
  if (listeners.length > 0) {
    if (listeners.some(({ port }) => port === undefined) || service.scripts.length > 0) return undefined;
    return { all: listeners.map(({ port }) => port!), at: listeners[0]!.at };
  }
  const isNginx =
    service.made?.known?.programs.includes("nginx") === true &&
    !service.process.some(({ name }) => !/^(nginx|docker-entrypoint\.sh|sh|exec)$/.test(name));
  const files = nginxOf(service);
  const [first] = listenPorts(service);
  if (
    !isNginx ||
    first === undefined ||
    directivesOf(service, "listen").some(({ args }) => !/^(.*:)?\d+$/.test(args[0]?.value ?? "")) ||
    directivesOf(service, "include").some(
      ({ args }) => /conf\.d|sites|servers|\.conf/.test(args[0]?.value ?? "") && files.length < 2,
    )
  )
    return undefined;
  return { all: [...new Set(listenPorts(service).map(({ port }) => port))], at: first.at };
}

/** Local ports that a service's health check asks over HTTP or TCP. */
export function checkedPorts({ healthcheck }: Service): { readonly port: number; readonly at: Place }[] {
  if (healthcheck === undefined || healthcheck.disabled) return [];
  return [
    ...healthcheck.text.matchAll(/https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(?=[/"'\s)]|$)/g),
  ].map(([whole, port]) => ({
    port: port === undefined ? (whole.startsWith("https") ? 443 : 80) : Number(port),
    at: healthcheck.testAt,
  }));
}
