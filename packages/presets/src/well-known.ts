import type { VariableDeclaration, VariablesDeclaration } from "@quaywright/model";

/** What is known of a variable by its name alone. */
export type WellKnown = Pick<VariableDeclaration, "purpose" | "kind" | "rule" | "example" | "front">;

type Names = Readonly<Record<string, WellKnown>>;

const port = { minimum: 1, maximum: 65535 };
const positive = { minimum: 1 };
/** A cookie that is for HTTPS alone, where browsers ask over it. */
const secure = { http: "False", https: "True" };

/** Names that frameworks and servers read, or that their documentation gives to settings. */
export const wellKnown = {
  /** Settings by the names that https://docs.djangoproject.com/en/stable/ref/settings/ has for them. */
  django: {
    DJANGO_SETTINGS_MODULE: { purpose: "Module of Django's settings.", example: "config.settings" },
    DJANGO_LOG_LEVEL: {
      purpose: "How much Django logs.",
      rule: { oneOf: ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] },
    },
    CORS_ALLOWED_ORIGINS: { purpose: "Origins whose pages may call the API.", kind: "list" },
    DEFAULT_FROM_EMAIL: { purpose: "Sender of mail.", example: "webmaster@example.com" },
    SERVER_EMAIL: { purpose: "Sender of mail about errors.", example: "root@example.com" },
    EMAIL_BACKEND: { purpose: "How mail is sent." },
    EMAIL_HOST: { purpose: "Host that sends mail.", example: "smtp.example.com" },
    EMAIL_PORT: { purpose: "Port of that host.", kind: "number", rule: port, example: "587" },
    EMAIL_HOST_USER: { purpose: "User of that host." },
    EMAIL_HOST_PASSWORD: { purpose: "Password of that user.", kind: "secret" },
    EMAIL_USE_TLS: { purpose: "Mail is sent over TLS, begun by STARTTLS.", kind: "boolean" },
    EMAIL_USE_SSL: { purpose: "Mail is sent over TLS from the first byte.", kind: "boolean" },
    SESSION_COOKIE_AGE: { purpose: "Seconds that a session lasts.", kind: "number", rule: positive },
    SESSION_COOKIE_SECURE: { purpose: "Cookies travel over HTTPS alone.", kind: "boolean", front: secure },
    CSRF_COOKIE_SECURE: {
      purpose: "The cookie against forgery travels over HTTPS alone.",
      kind: "boolean",
      front: secure,
    },
    SECURE_HSTS_SECONDS: {
      purpose: "Seconds for which browsers insist on HTTPS.",
      kind: "number",
      front: { http: "0" },
    },
    SECURE_HSTS_INCLUDE_SUBDOMAINS: { purpose: "Browsers insist on HTTPS for subdomains too.", kind: "boolean" },
    SECURE_HSTS_PRELOAD: { purpose: "Browsers may insist on HTTPS before they ask.", kind: "boolean" },
    SECURE_SSL_REDIRECT: {
      purpose: "Requests over HTTP are sent to HTTPS.",
      kind: "boolean",
      front: { http: "False" },
    },
    TIME_ZONE: { purpose: "Time zone of the site.", example: "Europe/Berlin" },
    LANGUAGE_CODE: { purpose: "Language of the site.", example: "en-gb" },
  },
  /** https://flask.palletsprojects.com/en/stable/config/ */
  flask: {
    FLASK_APP: { purpose: "Where Flask finds the application.", example: "app:create_app()" },
    FLASK_DEBUG: { purpose: "Error pages with a console, and reloading.", kind: "boolean" },
    SESSION_COOKIE_NAME: { purpose: "Name of the session's cookie." },
    REMEMBER_COOKIE_SECURE: {
      purpose: "The cookie of who stays signed in travels over HTTPS alone.",
      kind: "boolean",
      front: secure,
    },
    MAX_CONTENT_LENGTH: { purpose: "Bytes of the largest request.", kind: "number", rule: positive },
  },
  /** https://www.uvicorn.org/settings/ */
  uvicorn: {
    FORWARDED_ALLOW_IPS: {
      purpose: "Addresses of proxies whose headers count, separated by commas.",
      front: "trusted",
    },
    UVICORN_LOG_LEVEL: {
      purpose: "How much uvicorn logs.",
      rule: { oneOf: ["critical", "error", "warning", "info", "debug", "trace"] },
    },
    UVICORN_ROOT_PATH: { purpose: "Path below which a proxy serves the application." },
  },
  /** https://docs.gunicorn.org/en/stable/settings.html */
  gunicorn: {
    GUNICORN_CMD_ARGS: { purpose: "Options of gunicorn." },
    GUNICORN_THREADS: { purpose: "Threads of each worker process.", kind: "number", rule: positive },
    GUNICORN_TIMEOUT: { purpose: "Seconds after which a silent worker is replaced.", kind: "number" },
  },
  /** https://docs.celeryq.dev/en/stable/userguide/configuration.html */
  celery: {
    CELERY_BROKER_URL: { purpose: "The queue of tasks, as a URL with its password.", kind: "secret" },
    CELERY_RESULT_BACKEND: { purpose: "Where results are kept, as a URL with its password.", kind: "secret" },
    CELERY_TASK_ALWAYS_EAGER: { purpose: "Tasks run at once, in the process that sends them.", kind: "boolean" },
    CELERY_TASK_TIME_LIMIT: { purpose: "Seconds after which a task is killed.", kind: "number", rule: positive },
  },
  /** https://www.postgresql.org/docs/current/libpq-envars.html */
  postgresql: {
    PGHOST: { purpose: "Host of PostgreSQL." },
    PGPORT: { purpose: "Port of PostgreSQL.", kind: "number", rule: port },
    PGUSER: { purpose: "User of PostgreSQL." },
    PGPASSWORD: { purpose: "Password of that user.", kind: "secret" },
    PGDATABASE: { purpose: "Database of PostgreSQL." },
    PGSSLMODE: {
      purpose: "Whether the connection is encrypted, and the server's name looked at.",
      rule: { oneOf: ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] },
    },
  },
  /** https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html */
  mysql: {
    MYSQL_HOST: { purpose: "Host of the database." },
    MYSQL_TCP_PORT: { purpose: "Port of the database.", kind: "number", rule: port },
    MYSQL_PWD: { purpose: "Password of the database's user.", kind: "secret" },
  },
  /** https://redis.io/docs/latest/develop/tools/cli/ */
  redis: {
    REDIS_URL: { purpose: "Redis as one URL, with its password.", kind: "secret" },
    REDISCLI_AUTH: { purpose: "Password of Redis.", kind: "secret" },
  },
  /** What many of them have alike. */
  common: {
    DATABASE_URL: { purpose: "The database as one URL, with its password.", kind: "secret" },
    COOKIE_SECURE: { purpose: "Cookies travel over HTTPS alone.", kind: "boolean", front: secure },
    LOG_LEVEL: { purpose: "How much is logged." },
    SENTRY_DSN: { purpose: "Where errors are reported.", kind: "url", example: "https://key@sentry.example/1" },
    SENTRY_ENVIRONMENT: { purpose: "Environment that reported errors bear." },
    TZ: { purpose: "Time zone of the process.", example: "Europe/Berlin" },
  },
} as const satisfies Readonly<Record<string, Names>>;

const known: Names = Object.assign({}, ...Object.values(wellKnown));

/** Variables with what is known of their names; what is said of one stands. */
export const withKnown = (variables: VariablesDeclaration): VariablesDeclaration =>
  Object.fromEntries(
    Object.entries(variables).map(([name, declared]) => [
      name,
      Object.hasOwn(known, name) ? described(declared, known[name]!) : declared,
    ]),
  );

function described(declared: unknown, about: WellKnown): VariablesDeclaration[string] {
  if (typeof declared === "string") return { ...about, value: declared };
  if (typeof declared !== "object" || declared === null) return declared as VariablesDeclaration[string]; // told later
  const plain = declared as Readonly<Record<string, unknown>>;
  const keys = Object.keys(plain);
  if (keys.some((key) => words.has(key)) || keys.length === 0)
    return { ...(fits(plain, about) ? about : purposeOf(about)), ...plain };
  const each = keys.map((environment) => [environment, described(plain[environment], about)]);
  return Object.fromEntries(each) as VariablesDeclaration[string];
}

/** Of another kind than is known, it has neither its rule nor its example. */
const fits = ({ kind }: Readonly<Record<string, unknown>>, about: WellKnown): boolean =>
  kind === undefined || kind === (about.kind ?? "text");

const purposeOf = ({ purpose }: WellKnown): WellKnown => ({ ...(purpose !== undefined && { purpose }) });

/** Keys of a variable; any others are environments. */
const words: ReadonlySet<string> = new Set([
  ...["default", "example", "file", "from", "front", "input", "issued", "kind", "map", "optional", "phase", "purpose"],
  ...["readers", "rule", "spelled", "template", "url", "value"],
]);
