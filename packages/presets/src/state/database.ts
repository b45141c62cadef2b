import type { NameIn, VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { copyDatabaseHandbook } from "../handbook/copy-database";
import { sqliteHandbook } from "../handbook/sqlite";
import { type Copies, copyDatabaseJob } from "../python/copy-database";
import { authorityOf, libpqTls } from "../tls";
import type { Parts } from "./state";

/**
 * The service that is the database, or `sqlite` for a file on a volume; for all environments, or for each. Settings
 * that name the file themselves are left as they are with its place: `sqlite:/app/db.sqlite3`.
 */
export const database = z.union([z.string(), z.record(z.string(), z.string())]);

/** The same as its user types it. */
export type DatabaseChoice = string | Readonly<Record<string, string>>;

/** The services that it names. */
export type DatabaseIn<Choice> = Exclude<NameIn<Choice extends string ? Choice : Choice[keyof Choice]>, "sqlite">;

/** Folder of a database that is a file, with room for what SQLite writes beside it: https://www.sqlite.org/wal.html */
export const sqliteFolder = "/srv/data";
const backups = "/srv/backups";

const sqliteFile = `${sqliteFolder}/db.sqlite3`;

export const isSqlite = (choice: unknown): choice is string =>
  typeof choice === "string" && /^sqlite(?::\/.+)?$/.test(choice);

/** Whether it is SQLite in some environment. */
export const hasSqlite = (choice: DatabaseChoice | undefined): boolean =>
  Object.values(typeof choice === "object" ? choice : { choice }).some(isSqlite);

const placeIn = (choice: string): string => choice.split(":")[1] ?? sqliteFile;

/** Whether it is SQLite in some environment and a server in another, into which that can be copied. */
export const outgrowsSqlite = (choice: DatabaseChoice | undefined): boolean =>
  hasSqlite(choice) && typeof choice === "object" && Object.values(choice).some((each) => !isSqlite(each));

/** How an application reads where its database is. */
export interface DatabaseReader {
  /** Its name for a variable of ours. */
  readonly called: (name: string) => string;
  /** Variable with the whole URL. */
  readonly url?: string | undefined;
  /** Scheme of that URL for an engine. */
  readonly schemes: Readonly<Record<string, string>>;
  /** What follows a URL of MySQL's, so that the server's certificate is looked at; `*` is the authority's file. */
  readonly securely: string;
  /** How its tables are read, where what SQLite held can be copied into a server's. */
  readonly copies?: Copies | undefined;
  /** Variables beside, such as the name of a framework's backend. */
  readonly more?: (service: string) => VariablesDeclaration;
}

/** PyMySQL: https://github.com/PyMySQL/PyMySQL/blob/v1.1.2/pymysql/connections.py#L192 */
const bytewise = ["mysql+pymysql"];

/** What it is for an application to have a service as its database. */
export function serverParts(service: string, at: readonly string[], reader: DatabaseReader): Parts {
  const { called, copies, more, schemes, securely, url } = reader;
  const from = (fact: string) => `${service}:${fact}`;
  return {
    named: [{ at: [...at], service }],
    needs: [service],
    waits: [{ host: called("DB_HOST"), port: called("DB_PORT") }],
    variables: {
      ...more?.(service),
      [called("DB_HOST")]: { purpose: "Host of the database.", from: from("host") },
      [called("DB_PORT")]: { purpose: "Port of the database.", kind: "number", from: from("port") },
      [called("DB_NAME")]: { purpose: "Name of the database.", from: from("name") },
      [called("DB_USER")]: { purpose: "User of the database.", from: from("user") },
      [called("DB_PASSWORD")]: { purpose: "Password of that user.", kind: "secret", from: from("password") },
      ...libpqTls(service),
      ...authorityOf(service, called("DB_AUTHORITY"), called("DB_CA_FILE")),
      ...(url !== undefined && {
        [url]: {
          purpose: "The database as one URL.",
          kind: "secret" as const,
          from: from("engine"),
          map: schemes,
          url: {
            user: called("DB_USER"),
            password: called("DB_PASSWORD"),
            host: called("DB_HOST"),
            port: called("DB_PORT"),
            path: called("DB_NAME"),
            latin1: bytewise,
            query: { from: from("authorityFile"), text: securely },
          },
        },
      }),
    },
    volumes: {},
    jobs: copies === undefined ? {} : { "copy-database": copyDatabaseJob },
    ...(copies !== undefined && { handbook: copyDatabaseHandbook }),
  };
}

/** What it is for an application to have SQLite: a volume that is a folder, one process, a copy while it is written. */
export function sqliteParts(choice: string, { called, schemes, url }: DatabaseReader): Parts {
  const file = placeIn(choice);
  return {
    named: [],
    needs: [],
    waits: [],
    variables:
      url === undefined
        ? { [called("DATABASE_PATH")]: { purpose: "File of the database.", value: file } }
        : { [url]: { purpose: "The database as a URL.", value: `${schemes.sqlite ?? "sqlite"}:///${file}` } },
    handbook: sqliteHandbook(file, backups),
    volumes: { data: sqliteFolder, backups },
    // SQLite follows a link, and writes beside the file itself
    ...(file !== sqliteFile && { links: { [file]: sqliteFile } }),
    jobs: {
      backup: {
        summary: "Copies the database into the volume of backups, while it is written to; prints the copy's name.",
        when: "asked",
        command: ["sqlite", "backup", file, backups],
      },
      restore: {
        summary: "Puts a backup, the newest unless BACKUP names one, in the place of the database.",
        when: "asked",
        command: ["sqlite", "restore", file, backups],
      },
    },
    singleBecause:
      "SQLite locks a file, which two machines, or two containers with caches of their own, may not share.",
  };
}
