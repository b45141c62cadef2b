import { preset, type ServiceDeclaration } from "@quaywright/model";
import { versions } from "@quaywright/versions";
import { z } from "zod";
import { authorityOf, libpqTls } from "./tls";

const options = z.strictObject({
  /** The PostgreSQL whose connections it shares out. */
  database: z.string(),
  /**
   * When a connection goes to the next one: after each `transaction`, or when a `session` ends. Default: `transaction`.
   * What lives longer than a transaction, such as a lock of a session or `SET`, needs `session`.
   */
  mode: z.enum(["transaction", "session"]).default("transaction"),
  /** Connections to the database. Default: 20. */
  pool: z.int().positive().default(20),
  /** Connections of those who use it, of which more than `pool` wait for their turn. Default: 500. */
  clients: z.int().positive().default(500),
  /** Before the names by which these numbers are set, for a second one: `REPORTS_`. Default: none. */
  prefix: z.string().default(""),
});

export type PgbouncerOptions<Database extends string> = Omit<z.input<typeof options>, "database"> & {
  /** The PostgreSQL whose connections it shares out. */
  readonly database: Database;
};

const port = 6432;

/**
 * PgBouncer in front of a PostgreSQL, which an application names as its `database` in place of that one:
 * https://www.pgbouncer.org/config.html
 */
export const pgbouncer = <const Database extends string>(
  given: PgbouncerOptions<Database>,
): ServiceDeclaration<Database> => preset(options, given, expand);

function expand({ database, mode, pool, clients, prefix }: z.output<typeof options>): ServiceDeclaration {
  return {
    summary: `PgBouncer, which shares ${pool} connections to ${database} out by ${mode}.`,
    named: [{ at: ["database"], service: database }],
    needs: [database],
    build: {
      sources: [],
      attachments: { "pgbouncer.sh": start },
      stages: [
        {
          name: "production",
          purpose: "is PgBouncer.",
          // who makes it publishes no image: https://www.pgbouncer.org/install.html
          from: `debian:${versions.debian}-slim`,
          steps: [
            {
              kind: "run",
              commands: [
                ["apt-get", "update"],
                ["apt-get", "install", "--yes", "--no-install-recommends", "pgbouncer", "postgresql-client"],
                ["rm", "-rf", "/var/lib/apt/lists"],
              ],
            },
            {
              kind: "copy",
              from: "attachments",
              sources: ["pgbouncer.sh"],
              target: "/usr/local/bin/start-pgbouncer",
              mode: "0755",
            },
          ],
          preparesUser: true,
          port,
          // what is under way ends; SIGTERM would wait for everyone to leave: https://www.pgbouncer.org/usage.html#signals
          stopSignal: "SIGINT",
          command: ["start-pgbouncer"],
        },
      ],
    },
    variables: {
      DB_HOST: { purpose: "Host of the database.", from: `${database}:host` },
      DB_PORT: { purpose: "Port of the database.", kind: "number", from: `${database}:port` },
      DB_NAME: { purpose: "Name of the database.", from: `${database}:name` },
      DB_USER: { purpose: "User of the database.", from: `${database}:user` },
      DB_PASSWORD: { purpose: "Password of that user.", kind: "secret", from: `${database}:password` },
      ...libpqTls(database, ["DB_SSLMODE", "DB_SSLROOTCERT"]),
      ...authorityOf(database, "DB_AUTHORITY", "DB_CA_FILE"),
      POOL_MODE: { purpose: "When a connection goes to the next one.", value: mode },
      POOL_SIZE: {
        purpose: "Connections to the database.",
        kind: "number",
        input: `${prefix}POOL_SIZE`,
        default: String(pool),
        rule: { minimum: 1 },
      },
      POOL_CLIENTS: {
        purpose: "Connections of those who use the database.",
        kind: "number",
        input: `${prefix}POOL_CLIENTS`,
        default: String(clients),
        rule: { minimum: 1 },
      },
    },
    port,
    facts: {
      engine: "postgresql",
      name: { variable: "DB_NAME" },
      user: { variable: "DB_USER" },
      password: { variable: "DB_PASSWORD" },
    },
    user: "10001:10001",
    scratch: ["/tmp"],
    probe: { kind: "command", command: ["pg_isready", "-q", "-h", "127.0.0.1", "-p", String(port)], interval: 10 },
    stopGrace: 30,
    resources: { production: { memory: "128m", cpus: 0.5, pids: 50 } },
    handbook: {
      accepts: { connections: clients, reserved: 0 },
      runs: { processes: 1, threads: pool },
      notes:
        mode === "session"
          ? []
          : [
              {
                topic: "scaling",
                text: "PgBouncer gives a connection to the next one after each transaction. What lives longer, such as a lock of a session, `LISTEN` or a cursor of the server's, needs another way: Django's `DISABLE_SERVER_SIDE_CURSORS`, or `mode: \"session\"`.",
              },
            ],
    },
  };
}

/** The configuration is written as it starts: it holds the password. */
const start = `#!/bin/sh
# Writes the configuration of PgBouncer, then becomes it.
set -eu
umask 077

password=\${DB_PASSWORD-}
[ -z "\${DB_PASSWORD_FILE-}" ] || password=$(cat "$DB_PASSWORD_FILE")

quoted() {
    printf '"%s"' "$(printf %s "$1" | sed 's/"/""/g')"
}

printf '%s %s\\n' "$(quoted "$DB_USER")" "$(quoted "$password")" >/tmp/userlist.txt
cat >/tmp/pgbouncer.ini <<END
[databases]
* = host=$DB_HOST port=$DB_PORT

[pgbouncer]
listen_addr = *
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = /tmp/userlist.txt
pool_mode = $POOL_MODE
default_pool_size = $POOL_SIZE
max_db_connections = $POOL_SIZE
max_client_conn = $POOL_CLIENTS
max_prepared_statements = 200
\${DB_SSLMODE:+server_tls_sslmode = $DB_SSLMODE}
\${DB_SSLROOTCERT:+server_tls_ca_file = $DB_SSLROOTCERT}
END

exec pgbouncer /tmp/pgbouncer.ini
`;
