import { preset, type ServiceDeclaration, type VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { gunicornSettings } from "./gunicorn";
import { djangoHandbook } from "./handbook/django";
import { appUser, pythonArgument, pythonStages, takePackages } from "./python";
import { reloadProgram } from "./reload";
import { strong } from "./secret";
import { variables } from "./variables";
import { versions } from "./versions";

const options = z.strictObject({
  /** Folder with `manage.py`, from the project's folder. */
  source: z.string(),
  /** Package with `settings` and `wsgi`, such as `config`. */
  project: z.string().min(1),
  /** The service that is its database. */
  database: z.string(),
  /** Version of Python. Default: see `versions`. */
  python: z.string().min(1).default(versions.python),
  /** File of pinned packages in `source`; it names gunicorn and the database's driver. Default: `requirements.txt`. */
  requirements: z.string().min(1).default("requirements.txt"),
  /** Path that answers without a database and whatever the Host. Default: `/healthz`. */
  health: z.string().startsWith("/").default("/healthz"),
  /**
   * When migrations run: once for each rollout, or at each container's start under a lock of the database, for a
   * single container without Compose. Default: `rollout`.
   */
  migrate: z.enum(["rollout", "start"]).default("rollout"),
  /** Other names for its variables: `{ SECRET_KEY: "DJANGO_SECRET_KEY" }`. */
  names: z.record(z.string(), z.string()).default({}),
  /** Name of a variable with the database's URL, such as `DATABASE_URL`, put together at the start. Default: none. */
  databaseUrl: z.string().optional(),
  /** Before the names by which its values are set, for a second site: `OFFICE_`. Default: none. */
  prefix: z.string().default(""),
  /** Variables that it reads beside Django's own. */
  variables: variables.default({}),
});

export type DjangoOptions<Database extends string> = Omit<z.input<typeof options>, "database"> & {
  /** The service that is its database. */
  readonly database: Database;
};

const media = "/srv/media";
const temporary = "/var/tmp";
const staticFiles = "/app/staticfiles";

/** A Django site: the development server on mounted sources, gunicorn on an image of its own. */
export const django = <const Database extends string>(given: DjangoOptions<Database>): ServiceDeclaration<Database> =>
  preset(options, given, expand);

function expand(given: z.output<typeof options>): ServiceDeclaration {
  const { source, project, database, python, requirements, health, migrate, names, databaseUrl, prefix } = given;
  const called = (name: string): string => names[name] ?? name;
  return {
    summary: "Django.",
    build: {
      arguments: [pythonArgument(python)],
      sources: [source],
      ignored: [
        "**/__pycache__",
        "**/*.py[cod]",
        "**/.venv",
        "**/venv",
        "**/*.sqlite3*",
        `${source}/staticfiles`,
        `${source}/media`,
      ],
      attachments: { "gunicorn.conf.py": gunicornSettings, "reload.py": reloadProgram },
      hostCommands: ["bash", "django-admin", "pip", "python", "python3", "sh"],
      stages: [
        ...pythonStages({ source, requirements }),
        {
          name: "development",
          purpose: "runs the sources that are mounted at /app.",
          from: "base",
          // else pip would look after the system's packages, which nobody imports
          environment: { PYTHONDONTWRITEBYTECODE: "1", PIP_PYTHON: "/opt/venv/bin/python" },
          steps: [
            takePackages,
            {
              kind: "copy",
              sources: ["reload.py"],
              target: "/usr/local/bin/reload",
              mode: "0755",
              from: "attachments",
            },
          ],
          preparesUser: true,
          entrypoint: "development",
          port: 8000,
          client: "python",
          reloader: "reload",
          command: ["python", "manage.py", "runserver", "0.0.0.0:8000"],
        },
        {
          name: "assets",
          purpose: "collects the static files.",
          from: "base",
          steps: [
            takePackages,
            { kind: "copy", sources: [`${source}/`], target: "/app/" },
            {
              kind: "run",
              // where there are none it makes no folder
              commands: [
                ["mkdir", "-p", staticFiles],
                ["python", "manage.py", "collectstatic", "--noinput"],
              ],
              environment: {
                [called("DEBUG")]: "False",
                [called("SECRET_KEY")]: "only-for-this-command",
                [called("STATIC_ROOT")]: staticFiles,
              },
            },
          ],
        },
        {
          name: "production",
          purpose: "runs gunicorn, without compilers and without the right to change its own code.",
          from: "base",
          environment: { PYTHONDONTWRITEBYTECODE: "1" },
          steps: [
            takePackages,
            {
              kind: "copy",
              from: "attachments",
              sources: ["gunicorn.conf.py"],
              target: "/etc/gunicorn.conf.py",
              mode: "0644",
            },
            { kind: "copy", sources: [`${source}/`], target: "/app/" },
            { kind: "copy", from: "assets", sources: [`${staticFiles}/`], target: `${staticFiles}/` },
          ],
          preparesUser: true,
          entrypoint: "production",
          port: 8000,
          client: "python",
          stopSignal: "SIGTERM",
          command: ["gunicorn", `${project}.wsgi:application`, "--config", "/etc/gunicorn.conf.py"],
        },
      ],
    },
    named: [{ at: ["database"], service: database }],
    needs: [database],
    waits: [{ host: called("DB_HOST"), port: called("DB_PORT") }],
    variables: {
      ...renamed({ ...prefixed(djangoVariables, prefix, called), ...databaseVariables(database) }, called),
      ...(databaseUrl !== undefined && { [databaseUrl]: urlVariable(database, called) }),
      ...given.variables,
    },
    port: 8000,
    publish: { development: 8000 },
    files: { static: { folder: staticFiles }, media: { folder: media, volume: "media" } },
    mounts: { development: { "/app": `./${source}` } },
    volumes: { media, temporary: { production: temporary } },
    scratch: { production: ["/tmp"] },
    user: { development: "host", production: appUser },
    probe: { kind: "http", path: health },
    jobs: {
      migrate: {
        summary: "Migrates the database, once for each rollout.",
        when: migrate,
        command:
          migrate === "rollout"
            ? ["python", "manage.py", "migrate", "--noinput"]
            : ["python", "-c", migrateLocked(project)],
      },
    },
    watch: { development: [`./${source}/${requirements}`] },
    resources: { production: { memory: "768m", cpus: 2, pids: 200 } },
    stopGrace: 40,
    handbook: djangoHandbook(database),
  };
}

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
  MEDIA_ROOT: { purpose: "Folder of uploaded files.", value: media },
  STATIC_ROOT: { purpose: "Folder of collected static files.", value: staticFiles },
  TMPDIR: { production: { purpose: "Folder on a disk for uploads under way.", value: temporary } },
  WEB_CONCURRENCY: {
    production: {
      purpose: "Worker processes of gunicorn. Default: from the CPU limit.",
      kind: "number",
      optional: true,
      rule: { minimum: 1, maximum: 64 },
      readers: "self",
      example: "4",
    },
  },
};

const databaseVariables = (database: string): VariablesDeclaration => ({
  DB_ENGINE: {
    purpose: "Database backend of Django.",
    from: `${database}:engine`,
    map: {
      postgresql: "django.db.backends.postgresql",
      mysql: "django.db.backends.mysql",
      mariadb: "django.db.backends.mysql",
    },
  },
  DB_HOST: { purpose: "Host of the database.", from: `${database}:host` },
  DB_PORT: { purpose: "Port of the database.", kind: "number", from: `${database}:port` },
  DB_NAME: { purpose: "Name of the database.", from: `${database}:name` },
  DB_USER: { purpose: "User of the database.", from: `${database}:user` },
  DB_PASSWORD: { purpose: "Password of that user.", kind: "secret", from: `${database}:password` },
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

const urlVariable = (database: string, called: (name: string) => string) => ({
  purpose: "The database as one URL.",
  kind: "secret" as const,
  from: `${database}:engine`,
  url: {
    user: called("DB_USER"),
    password: called("DB_PASSWORD"),
    host: called("DB_HOST"),
    port: called("DB_PORT"),
    path: called("DB_NAME"),
  },
});

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
