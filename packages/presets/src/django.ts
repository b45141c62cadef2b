import { posix } from "node:path";
import { preset, type ServiceDeclaration, type VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { serveStaticProgram } from "./django-server/development";
import { djangoGunicornSettings } from "./django-server/gunicorn";
import { byGunicorn, byUvicorn } from "./django-server/serving";
import { cookieVariables, forwardedVariables } from "./front";
import { djangoHandbook } from "./handbook/django";
import { joined } from "./handbook/join";
import { inDevelopment } from "./in-development";
import { type Application, applicationBuild, applicationDevelopment } from "./python/application";
import { debugged } from "./python/debugger";
import { impliedBy, moduleOf, pythonCode } from "./python/expects";
import { interpreter, interpreterOf } from "./python/interpreter";
import { bundlesExpect, farOutputs, steps } from "./python/steps";
import { strong } from "./secret";
import { type DatabaseChoice, type DatabaseIn, database, isSqlite, outgrowsSqlite } from "./state/database";
import { spool } from "./state/spool";
import { stateOf } from "./state/state";
import { appUser } from "./user";
import { variables } from "./variables";

const options = z.strictObject({
  /** Folder with `manage.py`, from the project's folder. */
  source: z.string(),
  /**
   * Package with `settings` and `wsgi`, such as `config`; with `asgi` and uvicorn for sockets and for views that wait:
   * `{ package: "config", server: "uvicorn" }`.
   */
  project: z.union([
    z.string().min(1),
    z.strictObject({ package: z.string().min(1), server: z.enum(["gunicorn", "uvicorn"]) }),
  ]),
  /**
   * The service that is its database, or `sqlite`, or `sqlite:/app/db.sqlite3` for settings that have its place in them;
   * for all environments, or for each.
   */
  database,
  /** Name of a variable with the database's URL, such as `DATABASE_URL`, put together at the start. Default: none. */
  databaseUrl: z.string().optional(),
  /** The service that is its cache and broker, its URL in `REDIS_URL`. Default: none. */
  cache: z.string().optional(),
  /** Version of Python, or more of it: who installs the packages, and which. Default: pip and `requirements.txt`. */
  python: interpreter,
  /** Frontends and commands that the image is made with, before static files are collected. Default: none. */
  steps,
  /**
   * Path that answers without a database. It is asked by the first name that the site answers to. Default: `/healthz`.
   */
  health: z.string().startsWith("/").default("/healthz"),
  /**
   * When migrations run: once for each rollout, or at each container's start under a lock of the database, for a
   * single container without Compose. Default: `rollout`.
   */
  migrate: z.enum(["rollout", "start"]).default("rollout"),
  /** Other names for its variables: `{ SECRET_KEY: "DJANGO_SECRET_KEY" }`. */
  names: z.record(z.string(), z.string()).default({}),
  /** Before the names by which its values are set, for a second site: `OFFICE_`. Default: none. */
  prefix: z.string().default(""),
  /** Variables that it reads beside Django's own. */
  variables: variables.default({}),
});

export type DjangoOptions<Database extends DatabaseChoice, Cache extends string = never> = Omit<
  z.input<typeof options>,
  "database" | "cache"
> & {
  /**
   * The service that is its database, or `sqlite`, or `sqlite:/app/db.sqlite3` for settings that have its place in them;
   * for all environments, or for each.
   */
  readonly database: Database;
  /** The service that is its cache and broker, its URL in `REDIS_URL`. Default: none. */
  readonly cache?: Cache;
};

const manageTest = ["python", "manage.py", "test"];
const media = "/srv/media";
const staticFiles = "/app/staticfiles";

/** A Django site: the development server on mounted sources, gunicorn on an image of its own. */
export const django = <const Database extends DatabaseChoice, const Cache extends string = never>(
  given: DjangoOptions<Database, Cache>,
): ServiceDeclaration<DatabaseIn<Database> | Cache> => preset(options, given, expand);

function expand(given: z.output<typeof options>): ServiceDeclaration {
  const { cache, database: choice, databaseUrl, health, migrate, names, prefix, python, source } = given;
  const called = (name: string): string => names[name] ?? name;
  const { package: project, server } =
    typeof given.project === "string" ? { package: given.project, server: "gunicorn" } : given.project;
  const serving = server === "uvicorn" ? byUvicorn(project) : byGunicorn(project, prefix, called);
  const copies = outgrowsSqlite(choice) ? { django: `${project}.settings` } : undefined;
  const application: Application = {
    source,
    interpreter: { tests: manageTest, ...interpreterOf(python) },
    steps: given.steps,
    port: 8000,
    development: ["serve-static", "runserver", "0.0.0.0:8000"],
    production: serving.command,
    gunicorn: djangoGunicornSettings,
    programs: { "serve-static": serveStaticProgram },
    database: choice,
    copies,
    collect: {
      name: "collectstatic",
      purpose: "collects the static files.",
      // where there are none it makes no folder
      prepare: ["mkdir", "-p", staticFiles],
      command: ["python", "manage.py", "collectstatic", "--noinput"],
      output: staticFiles,
    },
    ignored: ["staticfiles", "media"].map((folder) => posix.join(source, folder)),
  };
  const { debugPort } = application.interpreter;
  const { jobs, mounts, seeds, volumes, watch } = applicationDevelopment(application);
  const single = isSqlite(choice);
  const own = { ...djangoVariables, ...serving.processes };
  const state = stateOf(
    {
      database: choice,
      cache,
      reader: {
        called,
        url: databaseUrl,
        schemes: djangoSchemes,
        securely: djangoSecurely,
        copies,
        more: backendOf(called),
      },
    },
    {
      variables: {
        ...renamed(prefixed(single ? oneProcess(own) : own, prefix, called), called),
        ...given.variables,
      },
      volumes: { media, ...spool.volumes, ...inDevelopment(volumes) },
      jobs: {
        migrate: {
          summary: "Migrates the database, once for each rollout.",
          when: migrate,
          command:
            migrate === "rollout"
              ? ["python", "manage.py", "migrate", "--noinput"]
              : ["python", "-c", migrateLocked(project)],
        },
        ...inDevelopment(jobs),
      },
      handbook: (database) =>
        joined(
          serving.handbook,
          djangoHandbook({
            database,
            called,
            copies: copies !== undefined,
            input: (name) => `${prefix}${called(name)}`,
            tests: application.interpreter.tests,
          }),
        ),
    },
  );
  return {
    summary: "Django.",
    mistakes: farOutputs(given.steps, source),
    code: pythonCode(source, application.interpreter, naming),
    expects: [
      { at: ["source"], for: "Django's own commands", files: [posix.join(source, "manage.py")] },
      ...bundlesExpect(given.steps),
      moduleOf(serving.app, `what ${serving.server} serves`, "project"),
      ...impliedBy({
        source,
        interpreter: application.interpreter,
        database: choice,
        cache,
        packages: { django: "what it is made with", [serving.server]: "its server in production" },
      }),
    ],
    build: applicationBuild({ ...application, development: debugged(application) }),
    ...state,
    ...serving.more,
    port: 8000,
    publish: { development: 8000 },
    ...(debugPort !== undefined && { debugPort: { development: debugPort } }),
    test: { development: [...(application.interpreter.tests ?? manageTest)] },
    files: { static: { folder: staticFiles }, media: { folder: media, volume: "media" } },
    mounts: { development: mounts },
    seeds: { development: seeds },
    scratch: { production: ["/tmp"] },
    user: { development: "host", production: appUser },
    probe: { kind: "http", path: health, headers: { Host: { variable: called("ALLOWED_HOSTS"), optional: true } } },
    watch: { development: watch },
    resources: { production: { memory: "768m", cpus: 2, pids: 200 } },
    stopGrace: 40,
  };
}

const naming =
  'settings that read them, by names of their own with `names: { DB_HOST: "POSTGRES_HOST" }` or `databaseUrl: "DATABASE_URL"`, or a `djangoOverlay` over settings that read nothing';

const djangoVariables: VariablesDeclaration = {
  DEBUG: {
    development: { purpose: "Error pages with source code.", kind: "boolean", default: "True" },
    production: { purpose: "Error pages with source code.", kind: "boolean", value: "False" },
  },
  SECRET_KEY: {
    purpose: "Signs sessions and tokens.",
    kind: "secret",
    default: { development: "development-only-development-only-development-only-00" },
    rule: strong(50),
  },
  SECRET_KEY_FALLBACKS: {
    purpose: "Former values of SECRET_KEY that still count, separated by commas.",
    kind: "secret",
    optional: true,
  },
  ALLOWED_HOSTS: {
    purpose: "Host names that the site answers to, separated by commas.",
    kind: "list",
    default: { development: "*" },
    example: "www.example.com,example.com",
    rule: { production: { refuse: ["*[*]*"] } },
  },
  CSRF_TRUSTED_ORIGINS: {
    purpose: "Origins whose forms are accepted beside the site's own, with scheme, separated by commas.",
    kind: "list",
    optional: true,
    example: "https://www.example.com",
  },
  ...cookieVariables,
  ...forwardedVariables,
  SECURE_SSL_REDIRECT: {
    production: {
      purpose: "Requests over HTTP are sent to HTTPS.",
      kind: "boolean",
      front: { http: "False", https: "True" },
    },
  },
  SECURE_HSTS_SECONDS: {
    production: {
      purpose: "Seconds for which browsers insist on HTTPS.",
      kind: "number",
      front: { http: "0", https: "3600" },
    },
  },
  MEDIA_ROOT: { purpose: "Folder of uploaded files.", value: media },
  STATIC_ROOT: { purpose: "Folder of collected static files.", value: staticFiles },
  ...spool.variables,
};

/** A second process would wait for the first one's locks. */
const oneProcess = (all: VariablesDeclaration): VariablesDeclaration => ({
  ...all,
  WEB_CONCURRENCY: { production: { purpose: "Worker processes: SQLite wants one.", value: "1" } },
});

/** https://github.com/jazzband/dj-database-url#url-schema */
const djangoSchemes = { postgresql: "postgresql", mysql: "mysql", mariadb: "mysql" };

/** https://github.com/jazzband/dj-database-url/blob/master/dj_database_url/__init__.py */
const djangoSecurely = "?ssl-ca=*";

const backendOf =
  (called: (name: string) => string) =>
  (service: string): VariablesDeclaration => ({
    [called("DB_ENGINE")]: {
      purpose: "Database backend of Django.",
      from: `${service}:engine`,
      map: {
        postgresql: "django.db.backends.postgresql",
        mysql: "django.db.backends.mysql",
        mariadb: "django.db.backends.mysql",
      },
    },
  });

/** Its own values are set under names with a prefix, so that two sites share none. */
const prefixed = (
  variables: VariablesDeclaration,
  prefix: string,
  called: (name: string) => string,
): VariablesDeclaration =>
  Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => [
      name,
      prefix === "" ? variable : withInput(variable as object, `${prefix}${called(name)}`),
    ]),
  );

const withInput = (variable: object, input: string): VariablesDeclaration[string] =>
  "development" in variable || "production" in variable
    ? Object.fromEntries(
        Object.entries(variable).map(([environment, each]) => [environment, { ...(each as object), input }]),
      )
    : { ...variable, input };

const renamed = (variables: VariablesDeclaration, called: (name: string) => string): VariablesDeclaration =>
  Object.fromEntries(Object.entries(variables).map(([name, variable]) => [called(name), variable]));

/** Django has no lock of its own: one of the database, held on the connection that migrates. */
const migrateLocked = (project: string): string => `
import os
import django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", ${JSON.stringify(`${project}.settings`)})
django.setup()
from django.core.management import call_command
from django.db import connection
locks = {
    "postgresql": ("SELECT pg_advisory_lock(hashtext(%s))", "SELECT pg_advisory_unlock(hashtext(%s))"),
    "mysql": ("SELECT GET_LOCK(%s, 600)", "SELECT RELEASE_LOCK(%s)"),
}
lock, unlock = locks.get(connection.vendor, (None, None))
with connection.cursor() as cursor:
    if lock:
        cursor.execute(lock, ["migrate"])
        if cursor.fetchone()[0] in (0, None):
            raise SystemExit("another container has held the lock of migrations for ten minutes")
    try:
        call_command("migrate", interactive=False)
    finally:
        if unlock:
            cursor.execute(unlock, ["migrate"])
`;
