import { preset, type ServiceDeclaration, type VariablesDeclaration } from "@quaywright/model";
import { z } from "zod";
import { cookieVariables, forwardedVariables } from "./front";
import { byRootPath } from "./prefix";
import { gunicornSettings } from "./python/gunicorn";
import { interpreterOf } from "./python/interpreter";
import { oneOfUvicorn } from "./python/one-process";
import { applicationOptions } from "./python/options";
import { uvicornAddress, uvicornProcesses, uvicornStops } from "./python/uvicorn";
import { web } from "./python/web";
import type { DatabaseChoice, DatabaseIn } from "./state/database";

const options = z.strictObject({
  ...applicationOptions,
  /** The application as uvicorn finds it, `app.main:app`, or a factory of it, `app.main:create_app()`. */
  app: z
    .string()
    .regex(
      /^[A-Za-z_][\w.]*:[A-Za-z_]\w*(\(\))?$/,
      "a module and its application, such as `app.main:app`, or a factory that uvicorn can call, without arguments: `app.main:create_app()`",
    ),
  /** Path that answers without a database. Default: `/health`. */
  health: z.string().startsWith("/").default("/health"),
});

export type FastapiOptions<Database extends DatabaseChoice, Cache extends string> = Omit<
  z.input<typeof options>,
  "database" | "cache"
> & {
  /** The service that is its database, or `sqlite`; for all environments, or for each. Default: none. */
  readonly database?: Database;
  /** The service that is its cache, its URL in `REDIS_URL`. Default: none. */
  readonly cache?: Cache;
};

/** A FastAPI application, or any other that speaks ASGI: uvicorn, on mounted sources and on an image of its own. */
export const fastapi = <const Database extends DatabaseChoice = never, const Cache extends string = never>(
  given: FastapiOptions<Database, Cache>,
): ServiceDeclaration<DatabaseIn<Database> | Cache> => preset(options, given, expand);

/** https://www.uvicorn.org/settings/#application */
const found = (app: string): string[] => (app.endsWith("()") ? ["--factory", app.slice(0, -2)] : [app]);

function expand({ app, python, source, steps, ...given }: z.output<typeof options>): ServiceDeclaration {
  const declared = web({
    ...given,
    summary: "FastAPI.",
    app,
    packages: { uvicorn: "its server" },
    application: {
      source,
      interpreter: interpreterOf(python),
      steps,
      port: 8000,
      development: ["uvicorn", ...found(app), ...uvicornAddress, "--reload"],
      production: ["uvicorn", ...found(app), ...uvicornAddress, ...uvicornStops],
      gunicorn: gunicornSettings,
      database: given.database,
    },
    handbook: {
      deviations: [
        {
          asked: "gunicorn in front of uvicorn",
          done: "uvicorn alone; more containers, or `WEB_CONCURRENCY`, for more processes.",
          because: "uvicorn restarts its processes itself, and its class for gunicorn is deprecated.",
        },
      ],
      notes: [
        {
          topic: "scaling",
          mode: "production",
          text: "Each process of uvicorn opens as many connections as the pool of the application holds: that of SQLAlchemy 15, unless `pool_size` and `max_overflow` say less.",
        },
      ],
    },
    variables: { ...uvicornVariables, ...given.variables },
  });
  return { ...declared, ...byRootPath, ...oneOfUvicorn };
}

const uvicornVariables: VariablesDeclaration = {
  ...cookieVariables,
  ...forwardedVariables,
  ...uvicornProcesses,
};
