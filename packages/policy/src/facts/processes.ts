import { changes } from "@quaywright/versions";
import type { Place } from "../place";
import { place } from "../place";
import { isBelow } from "../recover/compose/mount";
import { get } from "../recover/compose/nodes";
import type { Service } from "../recover/compose/service";
import type { ImageReference } from "../recover/image-reference";
import type { Repository } from "../recover/repository";
import type { Stack } from "../recover/stack";
import { folderFor } from "../recover/stack";
import { within } from "../recover/tree";
import { absolute } from "./copies";
import { configText, option } from "./listeners";
import { packageJson } from "./packages";

const swarm = new WeakMap<Stack, boolean>();

/** A stack that Swarm runs, where replicas and ports are another matter. */
export function isSwarm(stack: Stack): boolean {
  const known = swarm.get(stack);
  if (known !== undefined) return known;
  const { paths, services } = stack;
  const found =
    paths.some((path) => /swarm|stack/.test(path)) ||
    [...services.values()].some(({ node }) =>
      ["placement", "update_config", "mode"].some((key) => get(node, "deploy", key) !== undefined),
    );
  swarm.set(stack, found);
  return found;
}

/** A database file of SQLite that a service is given. */
export function sqliteOf(
  service: Service,
): { readonly service: Service; readonly path: string; readonly at: Place } | undefined {
  for (const { at, name, open, value } of service.environment.values()) {
    if (open || value === undefined) continue;
    const [, url] = /^sqlite(?:\+\w+)?:\/\/(\/.+?)(?:\?.*)?$/.exec(value) ?? [];
    const path =
      url !== undefined
        ? url.startsWith("//")
          ? url.slice(1)
          : undefined
        : /^(DATABASE_PATH|SQLITE_(PATH|FILE|DB)|DB_(PATH|FILE))$/.test(name) && /^\/.*\.(sqlite3?|db)$/.test(value)
          ? value
          : undefined;
    if (path !== undefined) return { service, path, at };
  }
  return undefined;
}

/** gunicorn reads `gunicorn.conf.py` of its working folder by itself. */
export const hasConfig = (service: Service): boolean => configText("gunicorn.conf.py", service) !== undefined;

/** How many processes and threads a service starts, where its command says it. */
export function workersOf({
  environment,
  process,
}: Service): { readonly count: number; readonly threads: number; readonly at: Place } | undefined {
  for (const command of process) {
    const { at, name } = command;
    const written =
      name === "gunicorn"
        ? (option(command, "-w", "--workers") ?? environment.get("WEB_CONCURRENCY")?.value)
        : name === "uvicorn"
          ? option(command, "--workers")
          : name === "celery"
            ? option(command, "-c", "--concurrency")
            : undefined;
    if (written === undefined || !/^\d+$/.test(written)) continue;
    const threads = Number(option(command, "--threads") ?? 1);
    return { count: Number(written), threads: Number.isNaN(threads) ? 1 : threads, at };
  }
  return undefined;
}

/** Connections that a database takes; undefined for what is none, or of which it is not known. */
export function maxConnections({ command, image, made, mounts }: Service): number | undefined {
  if (made?.stage !== undefined || mounts.some(({ target }) => /\.(conf|cnf)$|conf\.d/.test(target))) return undefined;
  const name = image?.reference?.name;
  const given = /max[_-]connections=(\d+)/.exec(command?.argv.join(" ") ?? "")?.[1];
  if (name === "postgres") return given === undefined ? 100 : Number(given);
  return name === "mysql" || name === "mariadb" ? (given === undefined ? 151 : Number(given)) : undefined;
}

/** Where a database's image keeps its data. */
export function dataPath(reference: ImageReference | undefined, pgdata: string | undefined): string | undefined {
  switch (reference?.name) {
    case "postgres": {
      if (pgdata !== undefined) return pgdata;
      const version = major(reference.tag);
      return version === undefined
        ? undefined
        : version >= changes.postgresFolders
          ? "/var/lib/postgresql"
          : "/var/lib/postgresql/data";
    }
    case "mysql":
    case "mariadb":
      return "/var/lib/mysql";
    case "mongo":
      return "/data/db";
    case "redis":
    case "valkey/valkey":
      return "/data";
    default:
      return undefined;
  }
}

export const major = (tag: string | undefined): number | undefined => {
  const found = /^(\d+)(?=[.-]|$)/.exec(tag ?? "")?.[1];
  return found === undefined ? undefined : Number(found);
};

/** The version of the PostgreSQL client in a service's image. */
export function clientVersion({ image, made }: Service): { readonly version: number; readonly at: Place } | undefined {
  if (made?.stage === undefined) {
    const version = image?.reference?.name === "postgres" ? major(image.reference.tag) : undefined;
    return version === undefined ? undefined : { version, at: image!.at };
  }
  for (const { commands, keyword } of made.history) {
    for (const { argv, name } of keyword === "RUN" ? commands : []) {
      const found = /^(apt-get|apt|apk)$/.test(name)
        ? argv.find(({ value }) => /^postgresql-?client-?\d+$|^postgresql\d+-client$/.test(value))
        : undefined;
      if (found !== undefined) return { version: Number(/\d+/.exec(found.value)![0]), at: found.at };
    }
  }
  return undefined;
}

/** Whether a file may be in a proxy's container. */
export function providesFile({ made, mounts, stack }: Service, path: string): boolean {
  const mount = mounts.find(({ target }) => isBelow(path, target));
  if (mount !== undefined) {
    if (mount.type !== "bind" || mount.target !== path) return true;
    const source = within(folderFor(stack, mount.at), mount.source);
    return source === undefined || stack.repository.tree.has(source) || true;
  }
  let folder = made?.workdir?.value ?? "/";
  return (made?.history ?? []).some(({ commands, heredocs, json, keyword, words }) => {
    if (keyword === "WORKDIR") folder = absolute(words[0]?.value ?? "/", folder);
    if (keyword === "COPY" || keyword === "ADD")
      return isBelow(path, absolute((json ?? words.map(({ value }) => value)).at(-1) ?? "", folder));
    return (
      keyword === "RUN" &&
      (heredocs.length > 0 ||
        commands.some(
          ({ args, name }) => name === "openssl" || args.some((arg) => arg.includes(path) || /\.sh$/.test(arg)),
        ))
    );
  });
}

interface Wanted {
  readonly range: string;
  readonly at: Place;
}

export function nodeVersion(folder: string, repository: Repository): Wanted | undefined {
  const manifest = packageJson(folder, repository);
  const engines = (manifest?.content.engines ?? undefined) as { node?: unknown } | undefined;
  if (typeof engines?.node === "string") {
    const at = manifest!.source.text.indexOf(engines.node);
    return { range: engines.node, at: place(manifest!.source, Math.max(at, 0), Math.max(at, 0) + engines.node.length) };
  }
  return firstLine(folder, [".nvmrc", ".node-version"], repository);
}

export function pythonVersion(folder: string, repository: Repository): Wanted | undefined {
  const path = folder === "" ? "pyproject.toml" : `${folder}/pyproject.toml`;
  const source = repository.tree.read(path);
  const found =
    /^requires-python\s*=\s*["']([^"']+)["']/m.exec(source?.text ?? "") ??
    /^\[tool\.poetry\.dependencies\][^[]*?^python\s*=\s*["']([^"']+)["']/ms.exec(source?.text ?? "");
  return found === null || source === undefined
    ? firstLine(folder, [".python-version"], repository)
    : { range: found[1]!, at: place(source, found.index, found.index + found[0].length) };
}

/** A file that holds a version and nothing else. */
function firstLine(folder: string, names: readonly string[], { tree }: Repository): Wanted | undefined {
  const source = names.map((name) => tree.read(folder === "" ? name : `${folder}/${name}`)).find((each) => each);
  const found = /^v?\d+(\.\d+)*(?=\s|$)/.exec(source?.text ?? "");
  return found === null || source === undefined
    ? undefined
    : { range: found[0], at: place(source, 0, found[0].length) };
}

/** Whether `20` or `3.12` can be a version of a range. What cannot be read is satisfied. */
export function satisfies(version: string, range: string): boolean {
  const given = version.split(".").map(Number);
  return range.split("||").some((part) =>
    part
      .trim()
      .split(/\s*,\s*|\s+(?![\d])/)
      .every((each) => holds(given, each.trim())),
  );
}

function holds(given: readonly number[], constraint: string): boolean {
  const [, operator = "", text] = /^(>=|<=|>|<|==?|~=?|\^|!=)?\s*v?(\d+(?:\.(?:\d+|x|\*))*)$/.exec(constraint) ?? [];
  if (text === undefined) return true;
  const wanted = text
    .split(".")
    .filter((part) => /^\d+$/.test(part))
    .map(Number);
  const length = Math.min(given.length, wanted.length);
  const order = compare(given.slice(0, length), wanted.slice(0, length));
  switch (operator) {
    case ">=":
    case ">":
      return order >= 0;
    case "<":
      return (
        order < 0 ||
        (order === 0 && given.length < wanted.length && wanted.slice(given.length).some((part) => part > 0))
      );
    case "<=":
      return order <= 0;
    case "!=":
      return true;
    case "^":
      return order >= 0 && (given[0] === wanted[0] || order === 0);
    case "~":
    case "~=":
      return given[0] === wanted[0] && order >= 0;
    default:
      return order === 0;
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, part] of a.entries()) if (part !== b[index]) return part - b[index]!;
  return 0;
}
