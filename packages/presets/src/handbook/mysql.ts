import type { HandbookDeclaration } from "@quaywright/model";
import type { TlsHandbook } from "./tls";

/** How MariaDB and MySQL call what is the same. */
export interface MysqlNames {
  readonly title: string;
  /** Prefix of variables: `MARIADB`. */
  readonly prefix: string;
  readonly client: string;
  readonly dumper: string;
  readonly admin: string;
  /** The variable of its image that lets root in without a password. */
  readonly open: string;
  /** Sets the password of who is logged in to what stands in `$new`. */
  readonly setPassword: string;
}

const dump = { named: "backups/*.sql" };
const part = { named: "backups/*.sql.part" };
const drill = [{ volume: "data" }, "_drill"];

const countTables = (database: string) =>
  `SELECT count(*) AS tables FROM information_schema.tables WHERE table_schema = '${database}'`;

/** What is to know of a server of this family in a container. */
export function mysqlHandbook(names: MysqlNames, connections: number, tls?: TlsHandbook): HandbookDeclaration {
  const { admin, client, dumper, open, prefix, setPassword, title } = names;
  const password = `${prefix}_PASSWORD`;
  const fresh = [{ secret: password }, ".new"];
  /** A command that takes user, password and database from the container's own variables. */
  const sh = (command: string) => [
    "sh",
    "-c",
    `export MYSQL_PWD="\${${password}:-$(cat "$${password}_FILE")}"; ${command}`,
  ];
  const login = `--host=127.0.0.1 --user="$${prefix}_USER" --default-character-set=utf8mb4`;
  return {
    volumes: {
      data: { holds: "The databases.", copy: "task" },
      temporary: { production: { holds: "Sorts and tables under way.", copy: "none" } },
    },
    accepts: { connections, reserved: 0 },
    tasks: [
      {
        topic: "daily",
        title: "Open the database's shell",
        steps: [{ exec: sh(`exec ${client} ${login} "$${prefix}_DATABASE"`), interactive: true }],
      },
      {
        topic: "backup",
        title: "Dump the database",
        intro:
          "A dump is taken while the stack runs and holds one moment. It replaces the last one only when it is whole.",
        steps: [
          { host: ["mkdir", "-p", "-m", "700", "backups"] },
          {
            exec: sh(
              `${dumper} ${login} --single-transaction --quick --routines --triggers --events --no-tablespaces "$${prefix}_DATABASE"`,
            ),
            output: part,
          },
          { host: ["grep", "-q", "^-- Dump completed", part] },
          { host: ["mv", part, dump] },
        ],
      },
      {
        topic: "restore",
        title: "Restore the database",
        intro: "Every table of the dump is made anew. Tables that the dump does not have stay.",
        steps: [
          { say: "Nobody may write meanwhile.", compose: ["stop", { dependents: true }] },
          { exec: sh(`${client} ${login} "$${prefix}_DATABASE"`), input: dump },
          {
            say: "The same version of the application as the dump's, or a newer one, whose migrations run now.",
            compose: ["up", "--detach", "--wait"],
          },
        ],
      },
      {
        topic: "drill",
        title: "Restore the dump into a server of its own",
        intro:
          "Nothing of the running application is touched: the server has no network, and is gone afterwards. Do it once a month: a backup that was never restored is a hope.",
        steps: [
          {
            host: [
              ...["docker", "run", "--detach", "--rm", "--network", "none", "--name", drill],
              ...["--env", `${open}=1`, "--env", `${prefix}_DATABASE=drill`, { image: true } as const],
            ],
          },
          {
            host: [
              ...["docker", "exec", drill, "sh", "-c"],
              `until ${admin} --host=127.0.0.1 --silent ping; do sleep 1; done`,
            ],
          },
          { host: ["docker", "exec", "--interactive", drill, client, "drill"], input: dump },
          {
            host: ["docker", "exec", drill, client, "--table", `--execute=${countTables("drill")}`],
            expect: "tables",
          },
          {
            say: "The live database has as many tables, unless a migration came after the dump.",
            exec: sh(`${client} ${login} --table --execute="${countTables(`$${prefix}_DATABASE`)}"`),
            expect: "tables",
          },
          { host: ["docker", "rm", "--force", "--volumes", drill] },
        ],
      },
      {
        topic: "database-upgrade",
        title: `Move ${title} to another major version`,
        intro:
          "A newer server takes over the files of an older one, and mends its own tables as it starts. There is no way back but the dump, so make a fresh one first.",
        steps: [
          {
            say: "Set the new `version` in `.projenrc.ts`, one major version further at most.",
            host: ["npx", "projen"],
          },
          {
            say: "Nobody may write meanwhile. The old server ends in order, and leaves nothing half written.",
            compose: ["stop", { dependents: true }],
          },
          { compose: ["stop", { named: "*" }] },
          { compose: ["up", "--detach", "--wait"] },
          {
            say: "All tables are there.",
            exec: sh(`${client} ${login} --table --execute="${countTables(`$${prefix}_DATABASE`)}"`),
            expect: "tables",
          },
        ],
      },
      {
        topic: "secrets",
        title: "Change the password of the database",
        rotates: password,
        intro:
          "The image reads the file only when its volume is empty, so the server has to be told. Between the third command and the last one new connections are refused.",
        steps: [
          { host: ["openssl", "rand", "-hex", "32"], output: fresh },
          { host: ["chmod", "644", fresh] },
          {
            // with a backslash before what would end the quotes
            exec: sh(`new=$(sed "s/[\\\\\\\\']/\\\\\\\\&/g"); printf '%s;\\n' "${setPassword}" | ${client} ${login}`),
            input: fresh,
          },
          { host: ["mv", fresh, { secret: password }] },
          { compose: ["up", "--detach", "--wait", "--force-recreate", { readers: password }] },
        ],
      },
      ...(tls?.tasks ?? []),
    ],
    symptoms: [
      {
        symptom: "`Access denied for user`",
        cause:
          "The password's file was changed, but the server was not told: its image reads it only when the volume is empty.",
        look: { compose: ["logs", "--tail", "20", { named: "*" }] },
        fix: "Put the old value back into the file, then change it as the part on secrets says.",
      },
      {
        symptom: "`Too many connections`",
        cause: `More connections are open than ${title} accepts.`,
        look: { exec: sh(`exec ${client} ${login} --table --execute="SHOW PROCESSLIST" "$${prefix}_DATABASE"`) },
        fix: "Fewer replicas, workers or threads, as the part on scaling counts them, or more `connections`.",
      },
      ...(tls?.symptoms ?? []),
    ],
  };
}
