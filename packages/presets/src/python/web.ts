import type { ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";
import { type Application, applicationBuild, applicationDevelopment } from "./application";
import type { DatabaseChoice } from "./database";
import { sqlalchemySchemes } from "./options";
import { appUser } from "./packages";
import { stateOf } from "./state";
import { farOutputs } from "./steps";

export interface Web {
  readonly summary: string;
  readonly application: Application;
  readonly database?: DatabaseChoice | undefined;
  readonly databaseUrl: string;
  readonly cache?: string | undefined;
  readonly health: string;
  readonly migrate?: readonly string[] | undefined;
  readonly variables: VariablesDeclaration;
}

/** A web application in Python: its server on mounted sources, and on an image of its own. */
export function web({
  application,
  cache,
  database,
  databaseUrl,
  health,
  migrate,
  summary,
  variables,
}: Web): ServiceDeclaration {
  const { jobs, mounts, seeds, volumes, watch } = applicationDevelopment(application);
  const state = stateOf(
    { database, cache, reader: { called: (name) => name, url: databaseUrl, schemes: sqlalchemySchemes } },
    {
      variables,
      volumes: inDevelopment(volumes),
      jobs: {
        ...(migrate !== undefined && {
          migrate: { summary: "Migrates the database, once for each rollout.", command: [...migrate] },
        }),
        ...inDevelopment(jobs),
      },
    },
  );
  return {
    summary,
    mistakes: farOutputs(application.steps, application.source),
    build: applicationBuild(application),
    ...state,
    port: application.port,
    publish: { development: application.port },
    mounts: { development: mounts },
    seeds: { development: seeds },
    scratch: { production: ["/tmp"] },
    user: { development: "host", production: appUser },
    probe: { kind: "http", path: health },
    watch: { development: watch },
    resources: { production: { memory: "768m", cpus: 2, pids: 300 } },
    stopGrace: 40,
  };
}

/** What stands for itself in development, each by its name. */
export const inDevelopment = (named: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(named).map(([name, value]) => [name, { development: value }]));
