import { preset, type ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";
import { backupProgram } from "./backup-program";
import { authorityOf, libpqTls } from "./tls";

const options = z.strictObject({
  /** The database: PostgreSQL, MariaDB or MySQL. */
  of: z.string(),
  /** Hours between two backups. Default: 24. */
  every: z.int().positive().default(24),
  /** How many are kept. Default: 14. */
  keep: z.int().positive().default(14),
  /** Before the names by which hours and number are set, for a second one: `REPORTS_`. Default: none. */
  prefix: z.string().default(""),
  /** Environments that have it. Default: all but development. */
  environments: z.array(z.string()).min(1).readonly().default(["production"]),
});

export type BackupOptions<Of extends string> = Omit<z.input<typeof options>, "of"> & {
  /** The database: PostgreSQL, MariaDB or MySQL. */
  readonly of: Of;
};

const program = "/usr/local/bin/backup";

/**
 * Dumps of a database on a schedule, into a volume of their own. `docker compose run --rm backup-now` makes one;
 * `docker compose run --rm [-e BACKUP=<file>] backup-restore` puts back that one or the newest, while nobody else is
 * connected. It refuses a dump that is not whole, and keeps what it replaces.
 */
export const backup = <const Of extends string>(given: BackupOptions<Of>): ServiceDeclaration<Of> =>
  preset(options, given, expand);

function expand({ of, every, keep, prefix, environments }: z.output<typeof options>): ServiceDeclaration {
  return {
    summary: `Backups of ${of}, every ${every} hours; the last ${keep} are kept.`,
    environments: [...environments],
    of,
    command: ["bash", program, "schedule"],
    configs: { [program]: backupProgram },
    needs: [of],
    variables: {
      DB_ENGINE: {
        purpose: "What the database is.",
        from: `${of}:engine`,
        map: { postgresql: "postgresql", mariadb: "mariadb", mysql: "mysql" },
      },
      DB_HOST: { purpose: "Host of the database.", from: `${of}:host` },
      DB_PORT: { purpose: "Port of the database.", kind: "number", from: `${of}:port` },
      DB_NAME: { purpose: "Name of the database.", from: `${of}:name` },
      DB_USER: { purpose: "User of the database.", from: `${of}:user` },
      DB_PASSWORD: { purpose: "Password of that user.", kind: "secret", from: `${of}:password` },
      ...libpqTls(of),
      ...authorityOf(of, "DB_AUTHORITY", "DB_CA_FILE"),
      BACKUP_EVERY_HOURS: {
        purpose: "Hours between two backups.",
        kind: "number",
        input: `${prefix}BACKUP_EVERY_HOURS`,
        default: String(every),
        rule: { minimum: 1 },
      },
      BACKUP_KEEP: {
        purpose: "How many backups are kept.",
        kind: "number",
        input: `${prefix}BACKUP_KEEP`,
        default: String(keep),
        rule: { minimum: 1 },
      },
    },
    facts: {},
    // the one folder of the image that any user may write, which a new volume takes over
    volumes: { backups: "/var/tmp" },
    // where the image would make a volume without a name for each container
    scratch: ["/tmp", "/var/lib/mysql", "/var/lib/postgresql", "/var/lib/postgresql/data"],
    jobs: {
      now: { summary: "Makes a backup, and prints its name.", when: "asked", command: ["bash", program, "now"] },
      restore: {
        summary: "Puts a backup, the newest unless BACKUP names one, in the place of what the database holds.",
        when: "asked",
        command: ["bash", program, "restore"],
      },
    },
    probe: {
      kind: "command",
      command: ["bash", program, "check"],
      interval: 60,
      // the first one may take this long
      startPeriod: 600,
    },
    singleBecause: "Two would make every backup twice.",
    resources: { memory: "512m", cpus: 1, pids: 50 },
    handbook: {
      volumes: { backups: { holds: `Backups of ${of}.`, copy: "files" } },
      tasks: [
        {
          topic: "backup",
          title: "Back up the database now",
          intro: `It is done every ${every} hours by itself; the last ${keep} are kept.`,
          steps: [{ compose: ["run", "--rm", { named: "*-now" }] }],
        },
        {
          topic: "restore",
          title: "Restore the newest backup of the database",
          intro:
            "Nobody else may be connected, or it refuses. What is there is backed up first. Another backup than the newest is named by `-e BACKUP=` and its file, before the service.",
          steps: [
            { say: "Nobody may write meanwhile.", compose: ["stop", { dependents: of }] },
            { compose: ["run", "--rm", { named: "*-restore" }] },
            { compose: ["up", "--detach", "--wait"] },
          ],
        },
      ],
    },
  };
}
