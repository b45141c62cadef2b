import type { HandbookDeclaration, Problem, ServiceDeclaration, VariablesDeclaration } from "@quaywright/model";
import type { z } from "zod";
import { folderVariables, folderVolumes } from "../folders";
import { joined } from "../handbook/join";
import { webHandbook } from "../handbook/web";
import { inDevelopment } from "../in-development";
import { rolloutJobs } from "../rollout";
import { type DatabaseChoice, outgrowsSqlite } from "../state/database";
import { spool } from "../state/spool";
import { stateOf } from "../state/state";
import { appUser } from "../user";
import { type Application, applicationBuild, applicationDevelopment } from "./application";
import { debugged } from "./debugger";
import { impliedBy, moduleOf, pythonCode } from "./expects";
import { type applicationOptions, sqlalchemySchemes } from "./options";
import { bundlesExpect, farOutputs } from "./steps";

export interface Web {
  readonly summary: string;
  readonly application: Application;
  /** Its module, and what it is called there. */
  readonly app: string;
  /** Packages that it cannot be without, by what they are for. */
  readonly packages: Readonly<Record<string, string>>;
  readonly database?: DatabaseChoice | undefined;
  readonly databaseUrl: z.output<typeof applicationOptions.databaseUrl>;
  readonly cache?: string | undefined;
  readonly health: string;
  readonly rollout: Readonly<Record<string, readonly string[]>>;
  readonly folders: Readonly<Record<string, string>>;
  readonly variables: VariablesDeclaration;
  /** What only its framework has to say. */
  readonly handbook?: HandbookDeclaration;
  /** What its lock file must say of packages. */
  readonly locked?: ServiceDeclaration["locked"];
}

/** A web application in Python: its server on mounted sources, and on an image of its own. */
export function web({
  app,
  application,
  cache,
  database,
  databaseUrl,
  folders,
  handbook = {},
  health,
  locked = [],
  packages,
  rollout,
  summary,
  variables,
}: Web): ServiceDeclaration {
  const { jobs, mounts, seeds, volumes, watch } = applicationDevelopment(application);
  const copies = outgrowsSqlite(database) ? ("sqlalchemy" as const) : undefined;
  const { debugPort, tests } = application.interpreter;
  const schemes: Readonly<Record<string, string>> = {
    ...sqlalchemySchemes,
    ...(typeof databaseUrl === "object" && databaseUrl.schemes),
  };
  const reader = {
    called: (name: string) => name,
    url: typeof databaseUrl === "string" ? databaseUrl : databaseUrl.name,
    schemes,
    // https://docs.sqlalchemy.org/en/20/dialects/mysql.html#ssl-connections
    securely: "?ssl_ca=*",
    copies,
  };
  const state = stateOf(
    { database, cache, reader },
    {
      variables: {
        ...folderVariables(folders),
        ...spool.variables,
        ...variables,
      },
      volumes: {
        ...spool.volumes,
        ...folderVolumes(folders),
        ...inDevelopment(volumes),
      },
      jobs: {
        ...rolloutJobs(rollout),
        ...inDevelopment(jobs),
      },
      handbook: () =>
        joined(webHandbook({ folders: Object.keys(folders), rollout: Object.values(rollout), tests }), handbook),
    },
  );
  return {
    summary,
    mistakes: [
      ...farOutputs(application.steps, application.source),
      ...unreplaced(application.steps),
      ...untestable(application.interpreter),
    ],
    locked,
    code: pythonCode(application.source, application.interpreter, naming),
    expects: [
      moduleOf(app, "the application"),
      ...bundlesExpect(application.steps),
      ...impliedBy({
        source: application.source,
        interpreter: application.interpreter,
        database,
        cache,
        packages,
        schemes,
      }),
    ],
    build: applicationBuild({ ...application, development: debugged(application), copies }),
    ...state,
    ...(tests !== undefined && { test: { development: [...tests] } }),
    port: application.port,
    publish: { development: application.port },
    ...(debugPort !== undefined && { debugPort: { development: debugPort } }),
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

const naming =
  'a file that reads one of them, variables of its own names, such as `MY_HOST: { from: "db:host" }`, or of a database that name in `databaseUrl`';

/** Django alone has a step of its own. */
const unreplaced = (steps: Application["steps"]): Problem[] =>
  steps.flatMap((step, index) =>
    "command" in step && step.replaces !== undefined
      ? [
          {
            at: ["steps", index, "replaces"],
            found: `\`${step.replaces}\`, which this framework has not`,
            expected: "a step that runs beside",
          },
        ]
      : [],
  );

/** A stage for tests takes the command that runs them. */
const untestable = ({ testCode, tests }: Application["interpreter"]): Problem[] =>
  testCode.length === 0 || tests !== undefined
    ? []
    : [
        {
          at: ["python", "testCode"],
          found: "`testCode` without `tests`",
          expected: '`tests` beside it, such as `["pytest"]`',
        },
      ];
