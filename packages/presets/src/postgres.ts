import { preset, type ServiceDeclaration } from "@quaywright/model";
import { changes } from "@quaywright/versions";
import { z } from "zod";
import { postgresHandbook } from "./handbook/postgres";
import { strong } from "./secret";
import { serverTls, tlsFolder, tlsTarget } from "./tls";

const options = z.strictObject({
  /** Tag of the official image: a major version such as `17`, or an exact one such as `17.7-trixie`. */
  version: z.string().regex(/^\d/, "a tag of the official image, such as `17`"),
  /** Name of the database and of its user, for all environments or for each. Default: `app`. */
  name: z.union([z.string(), z.record(z.string(), z.string())]).default("app"),
  /** Anyone who can reach it in development is let in without a password. Default: false. */
  trust: z.boolean().default(false),
  /** Before the names by which its values are set, for a second one: `REPORTS_`. Default: none. */
  prefix: z.string().default(""),
  /** Port of the host in development. Default: 5432. */
  publish: z.int().default(5432),
  /** Connections that it accepts, of which it keeps 3 for a superuser. Default: 100. */
  connections: z.int().min(4).default(100),
  /**
   * Folder with `tls.crt` and `tls.key`, which the server's user may read, for TLS in production: `true` is
   * `secrets/postgres-tls`. Those who connect take no other certificate than of its name, signed by the authority in the
   * secret `POSTGRES_CA`. Default: none.
   */
  tls: tlsFolder.optional(),
});

export type PostgresOptions = z.input<typeof options>;

/** PostgreSQL, its data in a volume, its password a secret: https://hub.docker.com/_/postgres */
export const postgres = (given: PostgresOptions): ServiceDeclaration => preset(options, given, expand);

function expand({
  version,
  name,
  trust,
  prefix,
  publish,
  connections,
  tls,
}: z.output<typeof options>): ServiceDeclaration {
  const secure = serverTls({ title: "PostgreSQL", name: "postgres", prefix, tls });
  const user = version.includes("alpine") ? "70:70" : "999:999";
  return {
    summary: "PostgreSQL.",
    image: `postgres:${version}`,
    ...(connections !== 100 || tls !== undefined ? { command: commandOf(connections, tls !== undefined) } : {}),
    ...(secure !== undefined && { keys: secure.keys }),
    port: 5432,
    publish: { development: publish },
    user,
    variables: {
      POSTGRES_DB: {
        purpose: "Name of the database. Read when its volume is empty.",
        input: `${prefix}POSTGRES_DB`,
        default: name,
      },
      POSTGRES_USER: {
        purpose: "User that owns the database. Read when its volume is empty.",
        input: `${prefix}POSTGRES_USER`,
        default: name,
      },
      POSTGRES_PASSWORD: {
        input: `${prefix}POSTGRES_PASSWORD`,
        purpose: "Password of the database's user. Read when its volume is empty.",
        kind: "secret",
        default: { development: "development-only" },
        rule: strong(16),
      },
      ...secure?.variables,
      ...(trust && { POSTGRES_HOST_AUTH_METHOD: { development: { value: "trust" } } }),
    },
    ...(trust && { loopbackBecause: "It trusts every connection: whoever reaches the port is the superuser." }),
    facts: {
      engine: "postgresql",
      name: { variable: "POSTGRES_DB" },
      user: { variable: "POSTGRES_USER" },
      password: { variable: "POSTGRES_PASSWORD" },
      ...(secure !== undefined && {
        authority: secure.authority,
        sslmode: { production: "verify-full" },
        sslrootcert: secure.authorityFile,
      }),
    },
    volumes: { data: dataFolder(version) },
    scratch: ["/tmp", "/run/postgresql"],
    probe: {
      kind: "command",
      // over TCP: the server that initialises an empty volume listens to its socket alone:
      // https://github.com/docker-library/postgres/issues/146
      command: ["sh", "-c", 'pg_isready -q -h 127.0.0.1 -U "$POSTGRES_USER" -d "$POSTGRES_DB"'],
      interval: 10,
    },
    singleBecause: "Two servers on one volume would destroy it.",
    sharedMemory: "256m",
    stopGrace: 90,
    resources: { production: { memory: "1g", cpus: 1, pids: 200 } },
    handbook: postgresHandbook(connections, secure?.handbook),
  };
}

/** It takes a key only from a file that nobody else can read: https://www.postgresql.org/docs/current/ssl-tcp.html */
function commandOf(connections: number, tls: boolean): ServiceDeclaration["command"] {
  const server = ["postgres", "-c", `max_connections=${connections}`];
  if (!tls) return server;
  const copyKey = `install -m 600 ${tlsTarget}/tls.key /tmp/tls.key && exec docker-entrypoint.sh "$@"`;
  const secured = ["-c", "ssl=on", "-c", `ssl_cert_file=${tlsTarget}/tls.crt`, "-c", "ssl_key_file=/tmp/tls.key"];
  return { development: server, production: ["sh", "-c", copyKey, "-", ...server, ...secured] };
}

function dataFolder(version: string): string {
  return Number.parseInt(version, 10) >= changes.postgresFolders ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
}
