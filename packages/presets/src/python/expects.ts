import { posix } from "node:path";
import type { ServiceDeclaration } from "@quaywright/model";
import { type DatabaseChoice, isSqlite } from "../state/database";
import { type Interpreter, manifestsOf } from "./interpreter";

type Code = NonNullable<ServiceDeclaration["code"]>;
type Expected = Extract<NonNullable<ServiceDeclaration["expects"]>, readonly unknown[]>[number];

/** Where an application in Python lies, and how packages come to it. */
export const pythonCode = (source: string, interpreter: Interpreter, naming: string): Code => ({
  folder: source,
  language: "python",
  ...(interpreter.manager !== "pip" && {
    manager: { name: titles[interpreter.manager], version: interpreter.managerVersion },
  }),
  manifests: manifestsOf(interpreter).map((file) => posix.join(source, file)),
  ...(interpreter.add.length > 0 && { adds: interpreter.add }),
  naming,
  adding: `${adding("{package}", interpreter)}; or \`add: ["{package}==<version>"]\` in \`python\`, for the image alone`,
});

const titles = { poetry: "Poetry", uv: "uv" } as const;

/** How the lock file comes to tell a package's version. */
export const adding = (name: string, { manager, requirements }: Interpreter): string =>
  ({
    pip: `a line \`${name}==<version>\` in \`${requirements}\`, as \`pip freeze\` or \`pip-compile\` writes it`,
    poetry: `it there: \`poetry add ${name}\`, or \`poetry lock\` where \`pyproject.toml\` names it`,
    uv: `it there: \`uv add ${name}\`, or \`uv lock\` where \`pyproject.toml\` names it`,
  })[manager];

export interface Implied {
  readonly source: string;
  readonly interpreter: Interpreter;
  readonly database?: DatabaseChoice | undefined;
  readonly cache?: string | undefined;
  /** Packages by what they are for. */
  readonly packages: Readonly<Record<string, string>>;
  /** With which the database's URL begins, by engine. */
  readonly schemes?: Readonly<Record<string, string>>;
}

/** What a declaration implies without saying it: manifests, servers, drivers, clients. */
export const impliedBy = ({ cache, database, interpreter, packages, schemes = {}, source }: Implied): Expected[] => [
  ...manifestsOf(interpreter).map((file) => ({
    at: ["python"],
    for: "what says which packages are installed",
    files: [posix.join(source, file)],
  })),
  ...(interpreter.manager === "pip" || interpreter.development === undefined
    ? []
    : [
        {
          at: ["python"],
          for: "what development and build steps need beside, or another `development`, which may be `false`",
          group: { file: posix.join(source, "pyproject.toml"), name: interpreter.development },
        },
      ]),
  ...Object.entries(packages).map(([name, purpose]) => ({ at: ["python"], for: purpose, packages: [name] })),
  ...(interpreter.debugPort === undefined
    ? []
    : [{ at: ["python", "debugPort"], for: "the debugger of development", packages: ["debugpy"] }]),
  ...serversOf(database).flatMap(({ at, service }) =>
    Object.entries(drivers).map(([engine, names]) => ({
      at,
      for: `the driver for \`${service}\``,
      packages: names,
      when: { fact: `${service}:engine`, is: engine },
    })),
  ),
  ...serversOf(database).flatMap(({ service }) =>
    Object.entries(drivers).flatMap(([engine, names]) => {
      const [, driver] = schemes[engine]?.split("+") ?? [];
      if (driver === undefined) return [];
      const other = `\`databaseUrl: { schemes: { ${engine}: "…" } }\` names another`;
      return {
        at: ["databaseUrl"],
        for: `what \`${schemes[engine]}\` of the database's URL asks for; ${other}`,
        packages: packagesOf[driver] ?? [driver],
        instead: names,
        when: { fact: `${service}:engine`, is: engine },
      };
    }),
  ),
  ...(cache === undefined ? [] : [{ at: ["cache"], for: `the client for \`${cache}\``, packages: clients }]),
];

const serversOf = (choice: DatabaseChoice | undefined): { at: string[]; service: string }[] =>
  (typeof choice === "object"
    ? Object.entries(choice).map(([environment, service]) => ({ at: ["database", environment], service }))
    : choice === undefined
      ? []
      : [{ at: ["database"], service: choice }]
  ).filter(({ service }) => !isSqlite(service));

/** The first of each is what our URLs name. */
const drivers: Readonly<Record<string, string[]>> = {
  postgresql: ["psycopg", "psycopg2", "psycopg2-binary", "psycopg-binary", "asyncpg", "pg8000"],
  mysql: ["pymysql", "mysqlclient", "mysql-connector-python", "aiomysql", "asyncmy", "mariadb"],
  mariadb: ["pymysql", "mysqlclient", "mariadb", "mysql-connector-python", "aiomysql", "asyncmy"],
};

/** What has a driver that SQLAlchemy calls otherwise: https://docs.sqlalchemy.org/en/20/dialects/ */
const packagesOf: Readonly<Record<string, string[]>> = {
  psycopg: ["psycopg", "psycopg-binary"],
  psycopg2: ["psycopg2", "psycopg2-binary"],
  mysqldb: ["mysqlclient"],
  mysqlconnector: ["mysql-connector-python"],
  mariadbconnector: ["mariadb"],
};

/** Clients, and what brings one along. */
const clients = [
  ...["redis", "valkey", "django-redis", "aioredis", "coredis", "redis-py-cluster"],
  ...["channels-redis", "rq", "django-rq", "arq", "taskiq-redis"],
];

/** A module that an option names before a colon, and what it is to have: of `app.main:create_app("shop")`, `create_app`. */
export function moduleOf(app: string, purpose: string, at = "app"): Expected {
  const [module = "", rest = ""] = app.split(":");
  const object = /^[A-Za-z_]\w*/.exec(rest)?.[0];
  return { at: [at], for: purpose, module, starts: true, ...(object !== undefined && { object }) };
}
