import { z } from "zod";
import { variables } from "../variables";
import { database } from "./database";
import { interpreter } from "./interpreter";
import { inMemory } from "./one-process";
import { reads } from "./reads";
import { steps } from "./steps";
import { tasks } from "./tasks";

/** What every application in Python says of itself, whatever its framework. */
export const applicationOptions = {
  /** Its folder, from the project's folder. */
  source: z.string(),
  /** The service that is its database, or `sqlite`; for all environments, or for each. Default: none. */
  database: database.optional(),
  /** Name of the variable with the database's URL. Default: `DATABASE_URL`. */
  databaseUrl: z.string().default("DATABASE_URL"),
  /** The service that is its cache and broker, its URL in `REDIS_URL`. Default: none. */
  cache: z.string().optional(),
  /** Version of Python, or more of it: who installs the packages, and which. Default: pip and `requirements.txt`. */
  python: interpreter,
  /** Frontends and commands that the image is made with. Default: none. */
  steps,
  /**
   * Folders beside `source` that it reads and never writes, by their places in the image: `{ "/etc/shop": "../config" }`.
   * They are a part of the image; development mounts them read-only in their place, as `mounts` can elsewhere.
   */
  reads,
  /** Commands that run once for each rollout, in this order: `{ migrate: ["alembic", "upgrade", "head"] }`. */
  rollout: z.record(z.string(), z.array(z.string()).min(1).readonly()).default({}),
  /**
   * What someone runs now and then, by `docker compose run --rm <service>-<name>`, and nothing starts by itself:
   * `{ seed: ["flask", "seed"] }`; with volumes for what it leaves behind:
   * `{ report: { command: ["flask", "report"], volumes: { reports: "/srv/reports" } } }`.
   */
  tasks,
  /** Folders that outlive its containers, each with the variable that names it: `{ uploads: "UPLOAD_FOLDER" }`. */
  folders: z.record(z.string(), z.string()).default({}),
  /**
   * What it keeps in the memory of its process, such as `the scores of running matches`: one process then, which is never
   * replaced by itself and serves with more threads; more processes, replicas and overlaps are errors. Default: nothing.
   */
  inMemory,
  /** Variables that it reads beside those of its database and cache. */
  variables: variables.default({}),
};

/** Schemes of URLs that name a driver: https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls */
export const sqlalchemySchemes = {
  postgresql: "postgresql+psycopg",
  mysql: "mysql+pymysql",
  mariadb: "mysql+pymysql",
};
