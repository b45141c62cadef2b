import { preset, type ServiceDeclaration, type VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { cookieVariables, forwardedVariables } from "./front";
import { byScriptNameInProduction } from "./prefix";
import { gunicornSettings } from "./python/gunicorn";
import { interpreterOf } from "./python/interpreter";
import { oneOfGunicorn } from "./python/one-process";
import { applicationOptions } from "./python/options";
import { web } from "./python/web";
import { lockedOf, type Worker, worker, workerOf, workerVariables } from "./python/worker";
import { strong } from "./secret";
import type { DatabaseChoice, DatabaseIn } from "./state/database";

const options = z.strictObject({
  ...applicationOptions,
  /** The application as gunicorn and Flask find it: `eventboard:create_app()`, `app:app`. */
  app: z.string().regex(/^[A-Za-z_][\w.]*(:.+)?$/, "a module and what it holds, such as `app:create_app()`"),
  /** Gunicorn's worker class, or more of it, such as the event streams that it holds: `{ streams: 60 }`. Default: `gthread`. */
  worker,
  /** Path that answers without a database. Default: `/healthz`. */
  health: z.string().startsWith("/").default("/healthz"),
});

export type FlaskOptions<Database extends DatabaseChoice, Cache extends string> = Omit<
  z.input<typeof options>,
  "database" | "cache"
> & {
  /** The service that is its database, or `sqlite`; for all environments, or for each. Default: none. */
  readonly database?: Database;
  /** The service that is its cache, its URL in `REDIS_URL`. Default: none. */
  readonly cache?: Cache;
};

/** A Flask application: its development server on mounted sources, gunicorn on an image of its own. */
export const flask = <const Database extends DatabaseChoice = never, const Cache extends string = never>(
  given: FlaskOptions<Database, Cache>,
): ServiceDeclaration<DatabaseIn<Database> | Cache> => preset(options, given, expand);

function expand({ app, python, source, steps, worker, ...given }: z.output<typeof options>): ServiceDeclaration {
  const interpreter = interpreterOf(python);
  const threads = workerOf(worker).streams + 8;
  const declared = web({
    ...given,
    summary: "Flask.",
    app,
    packages: { flask: "what it is made with", gunicorn: "its server in production" },
    application: {
      source,
      interpreter,
      steps,
      port: 8000,
      development: ["flask", "run", "--debug", "--host", "0.0.0.0", "--port", "8000"],
      production: ["gunicorn", app, "--config", "/etc/gunicorn.conf.py"],
      gunicorn: gunicornSettings,
      database: given.database,
    },
    locked: lockedOf(workerOf(worker), source, interpreter),
    handbook: {
      ...(workerOf(worker).class === "gthread" && { deviations: [withThreads] }),
      runs: {
        development: { processes: 1, threads: 1 },
        production: { processes: 1, threads, variable: "WEB_CONCURRENCY" },
      },
    },
    variables: {
      ...flaskVariables(app, workerOf(worker), threads),
      ...given.variables,
    },
  });
  return { ...declared, ...byScriptNameInProduction, ...oneOfGunicorn(workerOf(worker).streams) };
}

const withThreads = {
  asked: "Worker class `eventlet` for event streams",
  done: "Threads: one for each stream that is open at once, and some for requests.",
  because: "gunicorn 26 has no such class any more, and eventlet is not looked after.",
};

const flaskVariables = (app: string, worker: Worker, threads: number): VariablesDeclaration => ({
  FLASK_APP: { purpose: "Where `flask` finds the application.", value: app },
  FLASK_SKIP_DOTENV: { purpose: "Flask reads no `.env` by itself, which is for Compose.", value: "1" },
  SECRET_KEY: {
    purpose: "Signs sessions.",
    kind: "secret",
    default: { development: "development-only-development-only-development-only-00" },
    rule: strong(32),
  },
  ...cookieVariables,
  // what `from_prefixed_env` reads: https://flask.palletsprojects.com/en/stable/config/#configuring-from-environment-variables
  FLASK_SESSION_COOKIE_SECURE: {
    purpose: "The session's cookie travels over HTTPS alone, where browsers ask over it.",
    front: { http: "false", https: "true" },
  },
  ...forwardedVariables,
  ...serverVariables(threads, "1"),
  ...workerVariables(worker),
});

/** How many requests gunicorn works at: https://docs.gunicorn.org/en/stable/settings.html#worker-processes */
export const serverVariables = (threads: number, workers?: string, prefix = ""): VariablesDeclaration => ({
  GUNICORN_THREADS: {
    production: {
      input: `${prefix}GUNICORN_THREADS`,
      purpose: "Requests and streams that each worker process serves at once.",
      kind: "number",
      default: String(threads),
      rule: { minimum: 1, maximum: 1000 },
      readers: "self",
    },
  },
  WEB_CONCURRENCY: {
    production: {
      input: `${prefix}WEB_CONCURRENCY`,
      purpose: `Worker processes of gunicorn.${workers === undefined ? " Default: from the CPU limit." : ""}`,
      kind: "number",
      ...(workers === undefined ? { optional: true } : { default: workers }),
      rule: { minimum: 1, maximum: 64 },
      readers: "self",
      example: "4",
    },
  },
});
