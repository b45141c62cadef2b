import type { HandbookDeclaration } from "@quaywright/model";

/** How MariaDB and MySQL call what is the same. */
export interface MysqlNames {
  readonly title: string;
  /** Prefix of variables: `MARIADB`. */
  readonly prefix: string;
  readonly client: string;
  readonly dumper: string;
  /** Sets the password of who is logged in to what stands in `$new`. */
  readonly setPassword: string;
}

const dump = { named: "backups/*.sql" };
const part = { named: "backups/*.sql.part" };

/** What is to know of a server of this family in a container. */
export function mysqlHandbook(names: MysqlNames, connections: number): HandbookDeclaration {
  const { client, dumper, prefix, setPassword, title } = names;
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
    ],
  };
}
