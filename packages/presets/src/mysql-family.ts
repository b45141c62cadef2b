import type { ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { type MysqlNames, mysqlHandbook } from "./handbook/mysql";
import { strong } from "./secret";
import { serverTls, tlsFolder, tlsTarget } from "./tls";

/** Options of MariaDB and of MySQL, which it went on from. */
export const mysqlOptions = z.strictObject({
  /** Tag of the official image: a release such as `11.8` or `8.4`, or an exact one. */
  version: z.string().regex(/^\d/, "a tag of the official image, such as `11.8`"),
  /** Name of the database and of its user. Default: `app`. */
  name: z.string().default("app"),
  /**
   * Password of root, who is let in from inside the container alone: made up and told once in the log, or a secret of
   * its own. Default: `random`.
   */
  root: z.enum(["random", "secret"]).default("random"),
  /** Before the names by which its values are set, for a second one: `REPORTS_`. Default: none. */
  prefix: z.string().default(""),
  /** Port of the host in development. Default: 3306. */
  publish: z.int().default(3306),
  /** Connections that it accepts, beside one for root. Default: 151. */
  connections: z.int().positive().default(151),
  /**
   * Folder with `tls.crt` and `tls.key`, for TLS in production, without which it lets nobody in: `true` is
   * `secrets/<engine>-tls`. Those who connect take no other certificate than of its name, signed by the authority in the
   * secret `<ENGINE>_CA`. Default: none.
   */
  tls: tlsFolder.optional(),
});

/** What the two of them do not have alike. */
export interface MysqlServer {
  readonly title: string;
  readonly engine: "mariadb" | "mysql";
  readonly server: string;
  readonly probe: readonly string[];
  readonly tools: Pick<MysqlNames, "client" | "dumper" | "admin" | "open" | "setPassword">;
  /** Variables of its image alone. */
  readonly variables?: VariablesDeclaration;
}

/** On a disk: a sort or a changed table can be larger than the memory that `/tmp` is. */
const temporary = "/var/tmp";

/** https://mariadb.com/docs/server/security/encryption/data-in-transit-encryption/securing-connections-for-client-and-server */
const secured = [`--ssl-cert=${tlsTarget}/tls.crt`, `--ssl-key=${tlsTarget}/tls.key`, "--require-secure-transport=ON"];

/** A database of four-byte UTF-8, its data in a volume, its passwords secrets. */
export function expandMysql(
  { title, engine, server, probe, tools, variables }: MysqlServer,
  { version, name, root, prefix, publish, connections, tls }: z.output<typeof mysqlOptions>,
): ServiceDeclaration {
  const secure = serverTls({ title, name: engine, prefix, tls });
  const called = (suffix: string): string => `${engine.toUpperCase()}_${suffix}`;
  const input = (suffix: string) => ({ input: `${prefix}${called(suffix)}` });
  const command = [
    server,
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_ci",
    `--tmpdir=${temporary}`,
    `--max-connections=${connections}`,
  ];
  return {
    summary: `${title}.`,
    image: `${engine}:${version}`,
    command: tls === undefined ? command : { development: command, production: [...command, ...secured] },
    ...(secure !== undefined && { keys: secure.keys }),
    port: 3306,
    publish: { development: publish },
    user: "999:999",
    variables: {
      [called("DATABASE")]: {
        purpose: "Name of the database. Read when its volume is empty.",
        ...input("DATABASE"),
        default: name,
      },
      [called("USER")]: {
        purpose: "User of the database. Read when its volume is empty.",
        ...input("USER"),
        default: name,
      },
      [called("PASSWORD")]: {
        purpose: "Password of the database's user. Read when its volume is empty.",
        ...input("PASSWORD"),
        kind: "secret",
        default: { development: "development-only" },
        rule: strong(16),
      },
      ...(root === "random"
        ? { [called("RANDOM_ROOT_PASSWORD")]: "1" }
        : {
            [called("ROOT_PASSWORD")]: {
              purpose: "Password of root, from inside the container. Read when its volume is empty.",
              ...input("ROOT_PASSWORD"),
              kind: "secret",
              default: { development: "development-only" },
              rule: strong(16),
              readers: "self",
            },
          }),
      [called("ROOT_HOST")]: "localhost",
      ...secure?.variables,
      ...variables,
    },
    facts: {
      engine,
      name: { variable: called("DATABASE") },
      user: { variable: called("USER") },
      password: { variable: called("PASSWORD") },
      ...(secure !== undefined && { authority: secure.authority, authorityFile: secure.authorityFile }),
    },
    volumes: { data: "/var/lib/mysql", temporary: { production: temporary } },
    scratch: ["/tmp", "/run/mysqld"],
    probe: { kind: "command", command: [...probe], interval: 10, startPeriod: 120 },
    singleBecause: "Two servers on one volume would destroy it.",
    stopGrace: 90,
    resources: { production: { memory: "1g", cpus: 1, pids: 200 } },
    handbook: mysqlHandbook({ title, prefix: engine.toUpperCase(), ...tools }, connections, secure?.handbook),
  };
}
