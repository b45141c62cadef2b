import type { HandbookDeclaration } from "@quaywright/model";
import type { TlsHandbook } from "./tls";

const dump = { named: "backups/*.dump" };
const part = { named: "backups/*.dump.part" };
const sum = { named: "backups/*.dump.sha256" };

const fresh = [{ secret: "POSTGRES_PASSWORD" }, ".new"];

/** A command of PostgreSQL that takes user and database from the container's own variables. */
const sql = (text: string) => ["sh", "-c", text];

const restoreInto = (suffix: string) => [
  { exec: sql(`createdb --username="$POSTGRES_USER" --template=template0 "\${POSTGRES_DB}_${suffix}"`) },
  {
    exec: sql(
      `pg_restore --exit-on-error --single-transaction --no-owner --username="$POSTGRES_USER" --dbname="\${POSTGRES_DB}_${suffix}"`,
    ),
    input: dump,
  },
];

const countTables = (database: string) => ({
  exec: sql(
    `psql --username="$POSTGRES_USER" --dbname="${database}" --command="SELECT count(*) AS tables FROM pg_stat_user_tables"`,
  ),
  expect: "tables",
});

/** What is to know of a PostgreSQL server in a container. */
export const postgresHandbook = (connections: number, tls?: TlsHandbook): HandbookDeclaration => ({
  volumes: { data: { holds: "The databases.", copy: "task" } },
  accepts: { connections, reserved: 3 },
  tasks: [
    {
      topic: "daily",
      title: "Open the database's shell",
      steps: [{ exec: sql('psql --username="$POSTGRES_USER" "$POSTGRES_DB"'), interactive: true }],
    },
    {
      topic: "check",
      title: "The database accepts as many connections as this page counts on",
      steps: [
        {
          exec: sql('psql --username="$POSTGRES_USER" --tuples-only --command="SHOW max_connections" "$POSTGRES_DB"'),
          expect: String(connections),
        },
      ],
    },
    {
      topic: "backup",
      title: "Dump the database",
      intro:
        "A dump is taken while the stack runs and holds one moment. It replaces the last one only when it can be read to its end.",
      steps: [
        { host: ["mkdir", "-p", "-m", "700", "backups"] },
        { exec: sql('pg_dump --format=custom --username="$POSTGRES_USER" "$POSTGRES_DB"'), output: part },
        { exec: ["pg_restore", "--file=/dev/null"], input: part },
        { host: ["mv", part, dump] },
        { host: ["sha256sum", dump], output: sum },
      ],
    },
    {
      topic: "restore",
      title: "Restore the database",
      intro:
        "The dump goes into a new database, which then takes the place of the old one: if anything fails, the data that was there is still there.",
      steps: [
        { host: ["sha256sum", "--check", sum], expect: "OK" },
        { say: "Nobody may write meanwhile.", compose: ["stop", { dependents: true }] },
        ...restoreInto("restored"),
        {
          exec: sql(
            'psql --username="$POSTGRES_USER" --dbname=postgres --set=ON_ERROR_STOP=1 --command="ALTER DATABASE \\"$POSTGRES_DB\\" RENAME TO \\"${POSTGRES_DB}_before\\"" --command="ALTER DATABASE \\"${POSTGRES_DB}_restored\\" RENAME TO \\"$POSTGRES_DB\\""',
          ),
          expect: "ALTER DATABASE",
        },
        {
          say: "The same version of the application as the dump's, or a newer one, whose migrations run now.",
          compose: ["up", "--detach", "--wait"],
        },
        {
          say: "Look at the application. When all is well, drop what was there before.",
          exec: sql('dropdb --username="$POSTGRES_USER" --if-exists "${POSTGRES_DB}_before"'),
        },
      ],
    },
    {
      topic: "drill",
      title: "Restore the dump beside the database",
      intro:
        "Nothing of the running application is touched. Do it once a month: a backup that was never restored is a hope.",
      steps: [
        ...restoreInto("drill"),
        countTables("${POSTGRES_DB}_drill"),
        {
          ...countTables("$POSTGRES_DB"),
          say: "The live database has as many tables, unless a migration came after the dump.",
        },
        { exec: sql('dropdb --username="$POSTGRES_USER" "${POSTGRES_DB}_drill"') },
      ],
    },
    {
      topic: "database-upgrade",
      title: "Move PostgreSQL to another major version",
      intro:
        "A major version cannot read the files of another one, and its server refuses to start on them. Take a fresh backup first: it is what is moved. The old files are kept until you remove them.",
      steps: [
        { compose: ["down"] },
        {
          say: "Keep the old files under another name, and make room for the new ones.",
          host: [
            ...["docker", "run", "--rm", "--user", "0:0", "--entrypoint", "cp"],
            ...["--volume", [{ volume: "data" }, ":/from:ro"], "--volume", [{ volume: "data" }, "_before:/to"]],
            ...[{ image: true } as const, "-a", "/from/.", "/to/"],
          ],
        },
        { host: ["docker", "volume", "rm", { volume: "data" }] },
        {
          say: "Now set the new `version` in `.projenrc.ts`. It writes the new image and, where that differs, the new place of the files.",
          host: ["npx", "projen"],
        },
        { compose: ["up", "--detach", "--wait", { named: "*" }] },
        {
          exec: sql(
            'pg_restore --exit-on-error --single-transaction --no-owner --username="$POSTGRES_USER" --dbname="$POSTGRES_DB"',
          ),
          input: dump,
        },
        { compose: ["up", "--detach", "--wait"] },
        { ...countTables("$POSTGRES_DB"), say: "All tables are there." },
        {
          say: "After a few days without complaint, remove the old files.",
          host: ["docker", "volume", "rm", [{ volume: "data" }, "_before"]],
        },
      ],
    },
    {
      topic: "secrets",
      title: "Change the password of the database",
      rotates: "POSTGRES_PASSWORD",
      intro:
        "The image reads the file only when its volume is empty, so the server has to be told. Between the third command and the last one new connections are refused.",
      steps: [
        { host: ["openssl", "rand", "-hex", "32"], output: fresh },
        { host: ["chmod", "644", fresh] },
        {
          exec: sql(
            'printf "ALTER ROLE \\"%s\\" PASSWORD \\$p\\$%s\\$p\\$;" "$POSTGRES_USER" "$(cat)" | psql --username="$POSTGRES_USER" --dbname=postgres --set=ON_ERROR_STOP=1',
          ),
          input: fresh,
          expect: "ALTER ROLE",
        },
        { host: ["mv", fresh, { secret: "POSTGRES_PASSWORD" }] },
        { compose: ["up", "--detach", "--wait", "--force-recreate", { readers: "POSTGRES_PASSWORD" }] },
      ],
    },
    ...(tls?.tasks ?? []),
  ],
  notes: [
    {
      topic: "backup",
      text: "A copy of the files of a running server is no backup: it may hold half of a write. That is true of a snapshot of its volume as well.",
    },
  ],
  deviations: [
    {
      asked: "`POSTGRES_HOST_AUTH_METHOD=trust` in development",
      done: "A password, which is the same for everyone, and a port on `127.0.0.1`.",
      because: "Without a password whoever reaches the port is the database's administrator, and may run programs.",
    },
  ],
  symptoms: [
    {
      symptom: "`password authentication failed for user`",
      cause:
        "The password's file was changed, but the server was not told: its image reads it only when the volume is empty.",
      look: { compose: ["logs", "--tail", "20", { named: "*" }] },
      fix: "Put the old value back into the file, then change it as the part on secrets says.",
    },
    {
      symptom:
        "`in 18+, these Docker images are configured to store database data in a format which is compatible with`",
      cause: "The volume holds the files of an older major version.",
      look: { compose: ["logs", "--tail", "20", { named: "*" }] },
      fix: "Set the old `version` again, then follow the part on another major version of the database.",
    },
    {
      symptom: "`sorry, too many clients already`",
      cause: "More connections are open than the server accepts.",
      look: {
        exec: sql(
          'psql --username="$POSTGRES_USER" --command="SELECT usename, state, count(*) FROM pg_stat_activity GROUP BY 1, 2" "$POSTGRES_DB"',
        ),
      },
      fix: "Fewer replicas, workers or threads, as the part on scaling counts them, or a connection pool such as PgBouncer.",
    },
    {
      symptom: "The database stays unhealthy at its first start",
      cause: "A start that was interrupted left a volume that is half initialised, and it is not tried again.",
      look: { compose: ["logs", { named: "*" }] },
      fix: "While nothing of worth is in it, remove the volume as the part on uninstalling says, and start anew.",
    },
    ...(tls?.symptoms ?? []),
  ],
});
