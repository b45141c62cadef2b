import { type Place, textAt } from "../place";
import { get, scalarsOf, textOf } from "../recover/compose/nodes";
import type { Service, Variable } from "../recover/compose/service";
import type { Stack } from "../recover/stack";

/** What a variable of a service says of another host: `DB_HOST=db`, `REDIS_URL=redis://cache:6379/0`. */
export interface Connection {
  readonly variable: Variable;
  readonly at: Place;
  readonly host: string;
  readonly port?: number;
  readonly scheme?: string;
  readonly user?: string;
  readonly password?: string;
  readonly path?: string;
  /** The service of the stack that answers to the host. */
  readonly target?: Service;
}

const hostName =
  /(^|_)(DB|DATABASE|POSTGRES(QL)?|PG|MYSQL|MARIADB|MONGO(DB)?|REDIS|VALKEY|CACHE|RABBITMQ|AMQP|BROKER|QUEUE|ELASTIC(SEARCH)?|OPENSEARCH|MEMCACHED?|KAFKA|SQL|SMTP|MAIL|EMAIL|MINIO|S3|BACKEND|UPSTREAM)_?(HOST(NAME)?|SERVER|ADDR(ESS)?)$|^PGHOST$/;
const urlName =
  /(_|^)(URL|URI|DSN|BROKER|BACKEND|ENDPOINT|SERVERS?|CONNECTION(_STRING)?|LOCATION|PROXY_TARGET|UPSTREAM)$|_URLS?$|^(DATABASE|REDIS|BROKER|CELERY)_/;
const url =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^\s:/@]*)(?::([^\s/@]*))?@)?(\[[^\]]+\]|[^\s:/?#,@]+)?(?::(\d+))?(\/[^\s?#]*)?/i;
/** Schemes of which the host is another machine that a stack has of its own. */
export const backing =
  /^(postgres(ql)?|psql|mysql2?|mariadb|mongodb(\+srv)?|rediss?|valkey|amqps?|pyamqp|memcached|nats|kafka)(\+\w+)?$/i;

const named = new WeakMap<Service, readonly Connection[]>();

/** The hosts that a service's variables name. */
export function connectionsOf(service: Service): readonly Connection[] {
  const found = named.get(service) ?? connectionsIn(service.environment.values(), service.stack);
  named.set(service, found);
  return found;
}

/** The hosts that variables name which a service of a stack may have. */
export function connectionsIn(variables: Iterable<Variable>, stack: Stack): Connection[] {
  const hosts = hostsOf(stack);
  return [...variables].flatMap((variable) => {
    const { at, name, value } = variable;
    if (value === undefined || value === "" || value.includes("${")) return [];
    const found = url.exec(value);
    const other = found === null && !hostName.test(name) ? otherwiseWritten(variable, hosts) : undefined;
    if (other !== undefined) return [other];
    if (variable.open) return found === null ? [] : (written(variable, found, hosts) ?? []);
    if (found !== null && (urlName.test(name) || backing.test(found[1]!))) {
      const [, scheme, user, password, host, port, path] = found;
      if (host === undefined) return [];
      const target = hosts.get(host.toLowerCase());
      return [
        {
          variable,
          at,
          host,
          ...(scheme && { scheme }),
          ...(user && { user }),
          ...(password && { password }),
          ...(path && { path: path.slice(1) }),
          ...(port && { port: Number(port) }),
          ...(target && { target }),
        },
      ];
    }
    if (!hostName.test(name)) return [];
    const [, host, port] = /^([\w.-]+)(?::(\d+))?$/.exec(value) ?? [];
    if (host === undefined || /^\d+$/.test(host)) return [];
    const target = hosts.get(host.toLowerCase());
    return [{ variable, at, host, ...(port && { port: Number(port) }), ...(target && { target }) }];
  });
}

/** Where only user, password or path are variables nobody knows, the host is what is written. */
function written(
  variable: Variable,
  [, scheme = "", , , host = "", port]: RegExpExecArray,
  hosts: ReadonlyMap<string, Service>,
): Connection[] | undefined {
  const { at } = variable;
  const [, rest] = /:\/\/(?:[^/?#]*@)?([^/?#"'\s]+)/.exec(textAt(at)) ?? [];
  if (!backing.test(scheme) || rest !== (port === undefined ? host : `${host}:${port}`)) return undefined;
  const target = hosts.get(host.toLowerCase());
  return [{ variable, at, host, scheme, ...(port && { port: Number(port) }), ...(target && { target }) }];
}

/** A name alone, which is a host only where the variable is named so. */
const hostOnly = /^([\w.-]+)$/;
/** What drivers take beside URLs, and lists of hosts with ports. */
const otherForms: readonly RegExp[] = [
  hostOnly,
  /^(?:jdbc|r2dbc):[\w:+]+:\/\/(?:[^@/]*@)?([\w.-]+)(?::(\d+))?/i,
  /@(?:tcp)?\(([\w.-]+)(?::(\d+))?\)/,
  /(?:^|[;\s:])(?:host|server|data source|address)\s*=\s*(?:tcp:)?([\w.-]+)(?:[,:](\d+))?/i,
  /^([\w.-]+):(\d+)(?:,[\w.-]+:\d+)*$/,
  /@([\w.-]+):(\d+)(?:\/\w+)?$/,
];

/** A database, cache or queue of the stack that a text names otherwise: `jdbc:mysql://db/a`, `u:p@tcp(db:3306)/a`, `Host=db;…`. */
function otherwiseWritten(variable: Variable, hosts: ReadonlyMap<string, Service>): Connection | undefined {
  const { at, name, open, value = "" } = variable;
  for (const form of otherForms) {
    const [, host = "", port] = form.exec(value) ?? [];
    const target = hosts.get(host.toLowerCase());
    if (target === undefined || !["cache", "database", "queue"].includes(target.role)) continue;
    if (form === hostOnly && !/(host(name)?|server|addr(ess)?)$/i.test(name)) continue;
    if (open && !textAt(at).includes(host)) continue; // it is what is left where a variable is unknown
    return { variable, at, host, target, ...(port && { port: Number(port) }) };
  }
  return undefined;
}

const known = new WeakMap<Stack, Map<string, Service>>();

/** The services of a stack by every name that they answer to. */
export function hostsOf(stack: Stack): ReadonlyMap<string, Service> {
  let hosts = known.get(stack);
  if (hosts === undefined) {
    hosts = new Map();
    for (const service of stack.services.values()) {
      const aliases = [...service.networks.values()].flatMap((network) => network.aliases);
      const names = [textOf(get(service.node, "container_name")), textOf(get(service.node, "hostname")), ...aliases];
      for (const name of names) if (name !== undefined) hosts.set(name.toLowerCase(), service);
    }
    for (const service of stack.services.values()) hosts.set(service.name.toLowerCase(), service);
    for (const { node } of stack.services.values()) {
      for (const { text } of scalarsOf(get(node, "links"))) {
        const [target, alias] = text.split(":");
        const service = stack.services.get(target ?? "");
        if (alias !== undefined && service !== undefined) hosts.set(alias.toLowerCase(), service);
      }
    }
    known.set(stack, hosts);
  }
  return hosts;
}

const own = new WeakMap<Stack, ReadonlyMap<Service, readonly string[]>>();

/** Every name that a service answers to. */
export function namesOf(service: Service): readonly string[] {
  let found = own.get(service.stack);
  if (found === undefined) {
    const made = new Map<Service, string[]>();
    for (const [host, each] of hostsOf(service.stack)) {
      const others = made.get(each);
      if (others === undefined) made.set(each, [host]);
      else others.push(host);
    }
    own.set(service.stack, made);
    found = made;
  }
  return found.get(service) ?? [];
}

/** Names that a service resolves by itself: `extra_hosts`, `external_links`. */
export const ownHosts = ({ node }: Service): string[] => [
  ...scalarsOf(get(node, "extra_hosts")).map(({ text }) => text.split(/[:=]/)[0]!),
  ...(get(node, "extra_hosts")?.kind === "map"
    ? [...(get(node, "extra_hosts") as { entries: ReadonlyMap<string, unknown> }).entries.keys()]
    : []),
  ...scalarsOf(get(node, "external_links")).map(({ text }) => text.split(":").at(-1)!),
];

export const isLocal = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/i.test(host);

/** Two services can talk: they share a network, or one is in the other's. */
export function canReach(from: Service, to: Service): boolean {
  const mode = from.networkMode?.value;
  if (mode !== undefined)
    return mode === `service:${to.name}` || (mode === "host" && to.ports.length > 0) || mode.startsWith("container:");
  if (to.networkMode !== undefined)
    return (
      to.networkMode.value === `service:${from.name}` ||
      to.networkMode.value === "host" ||
      /^(container|service):/.test(to.networkMode.value)
    );
  return [...from.networks.keys()].some((name) => to.networks.has(name));
}

/** Some network of the service belongs to others, who may be in it under any name. */
export const hasExternalNetwork = ({ networks, stack }: Service): boolean =>
  [...networks.keys()].some((name) => stack.networks.get(name)?.external === true);

/** Names of the services that are started before one, directly or not. */
export function waitedFor(service: Service): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [service];
  for (let each = left.pop(); each !== undefined; each = left.pop()) {
    const links = scalarsOf(get(each.node, "links")).map(({ text }) => text.split(":")[0]!);
    for (const name of [...each.dependencies.keys(), ...links]) {
      const next = service.stack.services.get(name);
      if (!found.has(name) && next !== undefined) left.push(next);
      found.add(name);
    }
  }
  return found;
}

/**
 * Names of the services that are ready before one starts: those it waits for until they are healthy or done, with what
 * these waited for.
 */
export function readyBefore(service: Service): ReadonlySet<string> {
  const ready = new Set<string>();
  const seen = new Set<Service>();
  const left = [service];
  for (let each = left.pop(); each !== undefined; each = left.pop()) {
    if (seen.has(each)) continue;
    seen.add(each);
    for (const { condition, name } of each.dependencies.values()) {
      const next = service.stack.services.get(name);
      if (next === undefined) continue;
      if (condition === "service_started") left.push(next);
      else for (const other of [name, ...waitedFor(next)]) ready.add(other);
    }
  }
  return ready;
}

/** What kind of backing service a variable or a scheme means, as a pattern for names. */
export function kindOf(text: string): RegExp | undefined {
  if (/redis|valkey|cache|broker|celery/i.test(text)) return /redis|valkey|cache|rabbit|broker/i;
  if (/rabbit|amqp/i.test(text)) return /rabbit/i;
  if (/mongo/i.test(text)) return /mongo/i;
  if (/mysql|maria/i.test(text)) return /mysql|maria|^db|database/i;
  if (/postgres|pg|psql/i.test(text)) return /postgres|postgis|timescale|^db|database/i;
  return /db|database|sql/i.test(text) ? /postgres|mysql|maria|mongo|postgis|^db|database/i : undefined;
}

/** What a database is set up with. */
interface Owner {
  readonly user?: Setting | undefined;
  readonly password?: Setting | undefined;
  readonly database?: Setting | undefined;
  /** Scripts may add users and databases. */
  readonly hasScripts: boolean;
}

interface Setting {
  readonly value?: string;
  readonly at: Place;
  readonly open: boolean;
  /** The image's own default. */
  readonly isDefault?: boolean;
}

export function ownerOf(database: Service): Owner | undefined {
  const { environment, image, mounts } = database;
  const setting = (...names: string[]): Setting | undefined =>
    names.map((name) => environment.get(name)).find((found) => found !== undefined);
  const hasScripts = mounts.some(({ target }) => target.startsWith("/docker-entrypoint-initdb.d"));
  const short = `${image?.reference?.short ?? ""}`;
  if (/postgres|postgis|timescale|pgvector/.test(short)) {
    const user = setting("POSTGRES_USER") ?? { value: "postgres", at: database.at, open: false, isDefault: true };
    if (environment.get("POSTGRES_HOST_AUTH_METHOD")?.value === "trust") return { user, hasScripts };
    return {
      user,
      hasScripts,
      password: setting("POSTGRES_PASSWORD"),
      database:
        setting("POSTGRES_DB") ??
        (user.isDefault ? { value: "postgres", at: database.at, open: false, isDefault: true } : { ...user }),
    };
  }
  if (/mysql|mariadb/.test(short))
    return {
      user: setting("MYSQL_USER", "MARIADB_USER"),
      password: setting("MYSQL_PASSWORD", "MARIADB_PASSWORD"),
      database: setting("MYSQL_DATABASE", "MARIADB_DATABASE"),
      hasScripts,
    };
  return undefined;
}

/** User, password and database that a service uses for a connection: from the URL, or from the variables beside it. */
export function givenBy(
  connection: Connection,
  { environment }: Service,
): Partial<Record<"user" | "password" | "database", Setting>> {
  const { at, password, path, scheme, user, variable } = connection;
  if (scheme !== undefined) {
    const made = (value: string | undefined): Setting | undefined =>
      value === undefined || value === "" ? undefined : { value: decoded(value), at, open: variable.open };
    const found = { user: made(user), password: made(password), database: made(path?.split("?")[0]) };
    return Object.fromEntries(Object.entries(found).filter(([, setting]) => setting !== undefined));
  }
  const stem = variable.name.replace(/_?(HOST(NAME)?|SERVER|ADDR(ESS)?)$/, "");
  const pick = (...ends: string[]): Setting | undefined =>
    ends.map((end) => environment.get(`${stem}${end}`)).find((found) => found !== undefined);
  const found = {
    user: pick("_USER", "_USERNAME", "USER"),
    password: pick("_PASSWORD", "_PASS", "PASSWORD"),
    database: pick("_NAME", "_DATABASE", "_DB", "DATABASE"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, setting]) => setting !== undefined));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
