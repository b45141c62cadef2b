import { preset, type ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";
import { moduleOf } from "./python/expects";
import { strong } from "./secret";
import { variables } from "./variables";
import { beats } from "./worker";

const shared = {
  /** The service whose code it runs. */
  of: z.string(),
  /** The module with the Celery application, such as `config`. */
  app: z.string().regex(/^[A-Za-z_][\w.]*(:\w+)?$/, "a module, such as `config`"),
  /** Variables that it reads beside those of the service that it is of. */
  variables: variables.default({}),
};

/** Seconds after which one that did not touch `HEARTBEAT_FILE` is unhealthy. */
const heartbeat = z.int().positive().optional();

const workerOptions = z.strictObject({
  ...shared,
  /** Tasks that it works at, at once. Default: 2. */
  concurrency: z.int().positive().default(2),
  /** Queues that it takes tasks from. Default: Celery's own one. */
  queues: z.array(z.string()).min(1).readonly().optional(),
  /**
   * Seconds after which it is unhealthy if it did not touch `HEARTBEAT_FILE`. Default: it is asked through the broker,
   * which takes a second of a core each time.
   */
  heartbeat,
  /** Seconds to finish what it works at when it is stopped. Default: 60. */
  stopGrace: z.int().positive().default(60),
});

const beatOptions = z.strictObject({
  ...shared,
  /** Seconds after which it is unhealthy if it did not touch `HEARTBEAT_FILE`. Default: it is not probed. */
  heartbeat,
});

const flowerOptions = z.strictObject({
  ...shared,
  /** Port of the host, on 127.0.0.1 in every environment. Default: 5555. */
  publish: z.int().default(5555),
});

export type CeleryOptions<Of extends string> = Omit<z.input<typeof workerOptions>, "of"> & {
  /** The service whose code it runs. */
  readonly of: Of;
};
export type CeleryBeatOptions<Of extends string> = Omit<z.input<typeof beatOptions>, "of"> & {
  /** The service whose code it runs. */
  readonly of: Of;
};
export type FlowerOptions<Of extends string> = Omit<z.input<typeof flowerOptions>, "of"> & {
  /** The service whose code it runs. */
  readonly of: Of;
};

const inPackages = (app: string) => [
  moduleOf(app, "the application of Celery"),
  { at: ["of"], for: "what runs tasks", packages: ["celery"] },
];

const asked = (app: string) => ({
  kind: "command" as const,
  command: [
    "sh",
    "-c",
    `celery --app '${app}' inspect ping --timeout 10 --destination "celery@$(hostname)" >/dev/null`,
  ],
  interval: 60,
  timeout: 20,
  startInterval: 5,
});

/** A worker of Celery, of a service's image: https://docs.celeryq.dev/en/stable/userguide/workers.html */
export const celery = <const Of extends string>(given: CeleryOptions<Of>): ServiceDeclaration<Of> =>
  preset(workerOptions, given, ({ app, concurrency, heartbeat: age, of, queues, stopGrace, variables: more }) => ({
    summary: `A worker of ${of}.`,
    of,
    expects: inPackages(app),
    command: [
      ...["celery", "--app", app, "worker", "--loglevel", "INFO", "--concurrency", String(concurrency)],
      ...(queues === undefined ? [] : ["--queues", queues.join(",")]),
    ],
    reloads: true,
    ...(age === undefined ? { variables: more, probe: asked(app) } : beats(age, more)),
    resources: { production: { memory: "512m", cpus: 1, pids: 100 } },
    stopGrace,
    handbook: { runs: { processes: concurrency, threads: 1 } },
  }));

/** Celery's scheduler, of which there must be one: https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html */
export const celeryBeat = <const Of extends string>(given: CeleryBeatOptions<Of>): ServiceDeclaration<Of> =>
  preset(beatOptions, given, ({ app, heartbeat: age, of, variables: more }) => ({
    summary: `The scheduler of ${of}.`,
    of,
    expects: inPackages(app),
    command: ["celery", "--app", app, "beat", "--loglevel", "INFO", "--pidfile=", "--schedule", `${schedule}/beat`],
    reloads: true,
    ...(age === undefined ? { variables: more } : beats(age, more)),
    volumes: { schedule },
    handbook: {
      volumes: { schedule: { holds: "When each periodic task was started last.", copy: "none" } },
      runs: { processes: 1, threads: 1 },
    },
    singleBecause: "Two schedulers would start every task twice.",
    resources: { production: { memory: "256m", cpus: 0.5, pids: 50 } },
  }));

const schedule = "/srv/schedule";

/** Flower, which shows tasks and workers, behind a password: https://flower.readthedocs.io/en/latest/auth.html */
export const flower = <const Of extends string>(given: FlowerOptions<Of>): ServiceDeclaration<Of> =>
  preset(flowerOptions, given, ({ app, of, publish, variables: more }) => ({
    summary: "Flower, the page of tasks and workers.",
    of,
    expects: [...inPackages(app), { at: ["of"], for: "the page itself", packages: ["flower"] }],
    // the password stays out of what others see of a process
    command: [
      "sh",
      "-c",
      `export FLOWER_BASIC_AUTH="$FLOWER_USER:$FLOWER_PASSWORD"; exec celery --app '${app}' flower --address=0.0.0.0 --port=5555`,
    ],
    variables: {
      FLOWER_USER: { purpose: "Name to log in to Flower with.", default: "admin", readers: "self" },
      FLOWER_PASSWORD: {
        purpose: "Password to log in to Flower with.",
        kind: "secret",
        default: { development: "development-only" },
        rule: strong(16),
        readers: "self",
      },
      ...more,
    },
    port: 5555,
    publish,
    publishOn: "127.0.0.1",
    loopbackBecause: "It speaks HTTP alone, and can stop every worker.",
    probe: { kind: "http", path: "/healthcheck" },
    resources: { production: { memory: "256m", cpus: 0.5, pids: 50 } },
  }));
