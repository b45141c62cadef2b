import { preset, type ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";
import { serverVariables } from "./flask";
import { forwardedVariables } from "./front";
import { moduleOf } from "./python/expects";
import { gunicornProcesses } from "./python/gunicorn";
import { oneOfGunicorn } from "./python/one-process";
import { variables } from "./variables";

const options = z.strictObject({
  /** The service whose code it is a part of. */
  of: z.string(),
  /** The server as gunicorn and Flask find it: `dashboard.app:server`, `dashboard.app:create_server("board")`. */
  app: z.string().regex(/^[A-Za-z_][\w.]*:[A-Za-z_].*$/, "a module and its server, such as `dashboard.app:server`"),
  /** Path under which browsers find it, with a slash at both ends. Default: `/`. */
  prefix: z
    .string()
    .regex(/^\/(.*\/)?$/, "a path such as `/dashboard/`")
    .default("/"),
  /** The service that it asks for its data, its URL in `API_URL`. Default: none. */
  api: z.string().optional(),
  /** Port of the host in development. Default: 8050. */
  publish: z.int().default(8050),
  /** Variables that it reads beside those of the service that it is of. */
  variables: variables.default({}),
});

export type DashOptions<Of extends string, Api extends string> = Omit<z.input<typeof options>, "of" | "api"> & {
  /** The service whose code it is a part of. */
  readonly of: Of;
  /** The service that it asks for its data, its URL in `API_URL`. Default: none. */
  readonly api?: Api;
};

const port = 8050;

/** A Dash application beside a service, of the same image: https://dash.plotly.com/deployment */
export const dash = <const Of extends string, const Api extends string = never>(
  given: DashOptions<Of, Api>,
): ServiceDeclaration<Of | Api> => preset(options, given, expand);

function expand({ api, app, of, prefix, publish, variables: more }: z.output<typeof options>): ServiceDeclaration {
  const bind = ["--bind", `0.0.0.0:${port}`];
  return {
    summary: "Dash.",
    of,
    expects: [
      moduleOf(app, "the dashboard"),
      { at: ["app"], for: "what it is made with", packages: ["dash"] },
      { at: ["app"], for: "its server in production", packages: ["gunicorn"] },
    ],
    ...(api !== undefined && { named: [{ at: ["api"], service: api }], reaches: [api] }),
    command: {
      development: ["flask", "--app", app, "run", "--debug", "--host", "0.0.0.0", "--port", String(port)],
      production: ["gunicorn", app, "--config", "/etc/gunicorn.conf.py", ...bind],
    },
    variables: {
      DASH_URL_BASE_PATHNAME: { purpose: "Path under which browsers find it.", value: prefix },
      ...(api !== undefined && { API_URL: { purpose: "Where it asks for its data.", from: `${api}:url` } }),
      ...forwardedVariables,
      ...serverVariables(8, undefined, "DASH_"),
      ...more,
    },
    ...oneOfGunicorn(0, "DASH_"),
    prefix: { path: prefix, strip: false },
    port,
    publish: { development: publish },
    probe: { kind: "http", path: `${prefix}_dash-layout` },
    resources: { production: { memory: "512m", cpus: 1, pids: 200 } },
    stopGrace: 40,
    handbook: {
      runs: {
        development: { processes: 1, threads: 1 },
        production: {
          processes: gunicornProcesses,
          threads: 8,
          variable: "DASH_WEB_CONCURRENCY",
        },
      },
    },
  };
}
