import { z } from "zod";
import { database } from "../state/database";
import { variables } from "../variables";
import { interpreter } from "./interpreter";
import { steps } from "./steps";

/** https://www.rfc-editor.org/rfc/rfc3986#section-3.1 */
const scheme = z.string().regex(/^[a-z][a-z0-9+.-]*$/, "a scheme such as `postgresql+asyncpg`, without `://`");

/** What every application in Python says of itself, whatever its framework. */
export const applicationOptions = {
  /** Its folder, from the project's folder. */
  source: z.string(),
  /** The service that is its database, or `sqlite`; for all environments, or for each. Default: none. */
  database: database.optional(),
  /**
   * Name of the variable with the database's URL; or the schemes with which that begins, by engine, for another driver:
   * `{ schemes: { postgresql: "postgresql+asyncpg" } }`. Default: `DATABASE_URL`.
   */
  databaseUrl: z
    .union([
      z.string(),
      z.strictObject({
        /** Default: `DATABASE_URL`. */
        name: z.string().default("DATABASE_URL"),
        /** Default: `postgresql+psycopg`, `mysql+pymysql`, `sqlite`. */
        schemes: z.partialRecord(z.enum(["postgresql", "mysql", "mariadb", "sqlite"]), scheme),
      }),
    ])
    .default("DATABASE_URL"),
  /** The service that is its cache and broker, its URL in `REDIS_URL`. Default: none. */
  cache: z.string().optional(),
  /** Version of Python, or more of it: who installs the packages, and which. Default: pip and `requirements.txt`. */
  python: interpreter,
  /** Frontends and commands that the image is made with. Default: none. */
  steps,
  /** Commands that run once for each rollout, in this order: `{ migrate: ["alembic", "upgrade", "head"] }`. */
  rollout: z.record(z.string(), z.array(z.string()).min(1).readonly()).default({}),
  /** Folders that outlive its containers, each with the variable that names it: `{ uploads: "UPLOAD_FOLDER" }`. */
  folders: z.record(z.string(), z.string()).default({}),
  /** Variables that it reads beside those of its database and cache. */
  variables: variables.default({}),
};

/** Schemes of URLs that name a driver: https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls */
export const sqlalchemySchemes = {
  postgresql: "postgresql+psycopg",
  mysql: "mysql+pymysql",
  mariadb: "mysql+pymysql",
};
