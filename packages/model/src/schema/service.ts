import { z } from "zod";
import type { Problem } from "../problem";
import { readSchedule } from "../schedule";
import type { BuildShape } from "../written";
import { code, expected } from "./expected";
import { handbook } from "./handbook";
import { locked } from "./locked";
import { probe } from "./probe";
import { network, site } from "./site";
import { variable, variableName } from "./variable";
import { writable } from "./writable";

/** The name of a service is its host name too: https://www.rfc-editor.org/rfc/rfc1123#section-2 */
export const serviceName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,61}[a-z0-9]$|^[a-z]$/, "a host name: lower-case letters, digits and `-`");

/** https://pkg.go.dev/github.com/distribution/reference#pkg-overview */
const imageName =
  /^(?:[A-Za-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+|\/)[a-z0-9]+)*(?::\w[\w.-]{0,127})?(?:@\w[\w+.-]*:[0-9a-f]{32,})?$/;

/** A path in the container. */
const path = z.string().startsWith("/");

const address = "an address such as `127.0.0.1`";

const volumeName = z.string().regex(/^[A-Za-z0-9._-]+$/, "a volume's name: letters, digits, `.`, `_` and `-`");

const schedule = z.string().superRefine((expression, context) => {
  const read = readSchedule(expression);
  if ("expected" in read) context.addIssue({ code: "custom", message: read.expected });
});

const job = z.strictObject({
  /** What it does, one line. */
  summary: z.string().optional(),
  command: z.array(z.string()).min(1),
  /**
   * `rollout`: once, before any replica starts. `start`: in the entrypoint of each container that runs the service's own
   * command; it must bring its own lock.
   * `asked`: when someone runs it, `docker compose run --rm <service>-<job>`. `beside`: as long as the service runs,
   * in a container of its own. Default: `rollout`.
   */
  when: z.enum(["rollout", "start", "asked", "beside"]).optional(),
  /**
   * When it runs by itself too, of a job that is `asked` for: five fields of cron in UTC, `0 3 * * *`, or `@hourly`,
   * `@daily`, `@weekly`, `@monthly`, `@yearly`. Outside of development, by a timer of the machine. Default: never.
   */
  schedule: schedule.optional(),
  /** Jobs of the same service, of a rollout, that must have succeeded before it. */
  after: z.array(serviceName).optional(),
  /** Volumes of its own beside those of the service, such as one for its results: name to path. */
  volumes: z.record(volumeName, path).optional(),
  /** Sees only the mounted sources, no volumes: for work on the host's folder itself. */
  sourcesOnly: z.boolean().optional(),
});

/** A path with a slash at both ends. */
const urlPrefix = z.string().regex(/^\/(?:[^\s"'\\{}();$?#]*\/)?$/, "a path such as `/shop/`");

const words = z.array(z.string()).min(1).readonly();

/** What someone runs now and then, or a timer does; with volumes for what it leaves behind. */
const task = z.union([
  words,
  z.strictObject({
    command: words,
    /** What it does, one line. */
    summary: z.string().optional(),
    /**
     * When it runs by itself too: five fields of cron in UTC, `0 3 * * *`, or `@hourly`, `@daily`, `@weekly`, `@monthly`,
     * `@yearly`. Outside of development, by a timer of the machine. Default: never.
     */
    schedule: schedule.optional(),
    /** Volumes of its own: name to folder. */
    volumes: z.record(volumeName, path).optional(),
  }),
]);

/** One service of a stack. Every leaf may be given for each environment. */
export const service = z.strictObject({
  /** What it is, one line. */
  summary: z.string().optional(),
  /**
   * Environments that have it; `production` stands for all but `development`. For each, `true` or `false`:
   * `{ development: false, production: true, board: false }`. Default: all.
   */
  environments: z.union([z.array(z.string()).min(1), z.boolean()]).optional(),
  /**
   * Runs elsewhere: it has no container here, and its host and port, or its URL, are values that whoever runs the stack
   * sets. `"host"`: on the machine itself, on its `port`, where it listens on more than `127.0.0.1`. `"url"`: all of it is
   * one URL, a secret, as whoever runs it hands it out.
   */
  external: z.union([z.boolean(), z.enum(["host", "url"])]).optional(),
  /** Starts with `docker compose --profile <it> up` alone: https://docs.docker.com/compose/how-tos/profiles/ */
  profile: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, "a profile's name, such as `monitoring`")
    .optional(),
  /** The image to pull, with an exact version. */
  image: z.string().regex(imageName, "an image such as `redis:8`").optional(),
  /**
   * The image to build: its stages, or the Dockerfile that a person wrote, `{ dockerfile: "docker/legacy/Dockerfile",
   * context: "legacy" }`, which is built as it stands. The same in all environments, and so looked at once, by a schema of
   * its own.
   */
  build: z.custom<BuildShape>().optional(),
  /** Runs the code of another service: its image, variables, mounts and needs, under another command. */
  of: z.string().optional(),
  /** Stage to build. Default: `development` in development, else the last. */
  target: z.string().optional(),
  /**
   * What an image starts with that is pulled, or whose Dockerfile a person wrote, where it does not read secrets from
   * files: a shell gives them to it as variables.
   * With `command`, since Compose then forgets that of the image: `["docker-entrypoint.sh"]`. Default: the image's.
   */
  entrypoint: z.array(z.string()).min(1).optional(),
  /** Default: the image's. */
  command: z.array(z.string()).min(1).optional(),
  /**
   * What stands before its command while a variable is set, such as an agent that measures:
   * `{ NEW_RELIC_LICENSE_KEY: ["newrelic-admin", "run-program"] }`. A variable of kind `boolean` has to be true.
   */
  wrappers: z.record(variableName, z.array(z.string()).min(1)).optional(),
  /** Command that tests its code, in a container of development: `["python", "manage.py", "test"]`. Default: none. */
  test: z.array(z.string()).min(1).optional(),
  /** In development its command starts anew when a source file changes, by the reloader of its image. */
  reloads: z.boolean().optional(),
  variables: z.record(variableName, z.union([z.string(), variable])).optional(),
  /** What others may ask of it with `from: "service:fact"`: a text, or the value of one of its variables. */
  facts: z.record(z.string(), z.union([z.string(), z.strictObject({ variable: z.string() })])).optional(),
  /** Port on which it listens. */
  port: z.int().min(1).max(65535).optional(),
  /** Port of the host by which it can be reached; whoever runs the stack may choose another. Default: none. */
  publish: z.int().min(1).max(65535).optional(),
  /** Port of a debugger, published on 127.0.0.1 and there the same. Meant for development. Default: none. */
  debugPort: z.int().min(1).max(65535).optional(),
  /**
   * Further ports on which it listens, by name, and those of the host that lead to them; whoever runs the stack may
   * choose others, `<SERVICE>_<NAME>_PUBLISHED_PORT`.
   */
  ports: z
    .record(serviceName, z.strictObject({ port: z.int().min(1).max(65535), publish: z.int().min(1).max(65535) }))
    .optional(),
  /** Address of the host on which it is published. Default: `127.0.0.1` in development, all in production. */
  publishOn: z.union([z.ipv4(address), z.ipv6(address)]).optional(),
  /** Why it must not be published beyond the host itself. */
  loopbackBecause: z.string().optional(),
  /** Nobody ends TLS for those who come from outside of the stack. */
  tls: z.literal("none").optional(),
  /**
   * Addresses of proxies in front of the stack, whose `X-Forwarded-*` headers count, and no others'. Unless `tls` is
   * `none`, they end TLS.
   */
  trust: z.array(network).optional(),
  /** What is wrong with the options of its preset. */
  mistakes: z.array(z.custom<Problem>()).optional(),
  /** Where options of its preset name services, and files of theirs: a mistake is told at that place rather than where it led to. */
  named: z
    .array(z.strictObject({ at: z.array(z.string()), service: z.string(), files: z.array(z.string()).optional() }))
    .optional(),
  /** What lock files must say of packages, so that options of its preset can hold. */
  locked: z.array(locked).optional(),
  /** Where its code lies: what is declared of it is compared with it at each synth. Default: nothing is compared. */
  code: code.optional(),
  /** What must be there, so that options of its preset can hold. */
  expects: z.array(expected).optional(),
  /** Services that must work before it starts. */
  needs: z.array(z.string()).optional(),
  /** Services that it talks to, and that may come later. */
  reaches: z.array(z.string()).optional(),
  /** Its variables with host and port of what its entrypoint waits for, or with a URL, and the port where that names none. */
  waits: z
    .array(
      z.union([
        z.strictObject({ host: z.string(), port: z.string() }),
        z.strictObject({ url: z.string(), otherwise: z.int() }),
      ]),
    )
    .optional(),
  /** Sets of files that a gateway can serve: a folder of its image, or one of its volumes. */
  files: z
    .record(
      z.string(),
      z.strictObject({ folder: z.string(), volume: z.string().optional(), immutable: z.boolean().optional() }),
    )
    .optional(),
  /**
   * Folders of the repository, or beside it, that it sees as they are: `{ "/app": "./backend" }`; those that it only
   * reads: `{ "/etc/shop": { source: "../config", readOnly: true } }`.
   */
  mounts: z
    .record(path, z.union([z.string(), z.strictObject({ source: z.string(), readOnly: z.boolean() })]))
    .optional(),
  /**
   * Folders of the host with a key, which neither git nor an image has, nor who else runs its code:
   * `{ "/etc/tls": "./secrets/db-tls" }`.
   */
  keys: z.record(path, z.string()).optional(),
  /**
   * Volumes that outlive its containers: name to path. Each belongs to whom its folder in the image belongs to, root where
   * that has none; `writable` hands one to `user`.
   */
  volumes: z.record(volumeName, path).optional(),
  /** Volumes filled from a folder of the image, anew whenever that folder's `.stamp` differs: path to folder. */
  seeds: z.record(z.string(), z.string()).optional(),
  /**
   * Files that are generated and that it may read, for an image that is pulled: path in the container to text. They
   * stand with the files of images; their names differ.
   */
  configs: z.record(path, z.string()).optional(),
  /** Folders in memory, for what it may write on a read-only root. */
  scratch: z.array(path).optional(),
  /**
   * Where further paths lie that it may write, or those of its preset: `{ "/app/logs": "memory" }`,
   * `{ data: { in: "folder", folder: "data/db" } }`.
   */
  writable: writable.optional(),
  /** Places of files whose path is fixed: each is a link to where it lies, on a volume. */
  links: z.record(path, path).optional(),
  /**
   * What it believes to be on its own host: ports of `localhost` and who answers there, in an image with an entrypoint:
   * `{ "8000": "backend", "6379": "cache:6380" }`.
   */
  localhost: z.record(z.string().regex(/^[1-9]\d{0,4}$/, "a port"), z.string()).optional(),
  /**
   * Path under which browsers find it, and that it writes before its links: `/shop/`. Where no preset knows how, `strip`
   * says whether its server wants to be asked without it: `{ path: "/shop/", strip: true }`. Default: nobody knows.
   */
  prefix: z.union([urlPrefix, z.strictObject({ path: urlPrefix, strip: z.boolean() })]).optional(),
  /**
   * How its server learns of that prefix: by a variable, and whether it wants to be asked without it. In development one
   * that no gateway asks under a prefix answers at `/`.
   */
  prefixed: z.strictObject({ variable: variableName.optional(), strip: z.boolean() }).optional(),
  probe: z.union([probe, z.literal(false)]).optional(),
  jobs: z.record(serviceName, job).optional(),
  /**
   * Commands that someone runs, `docker compose run --rm <service>-<name>`, and that start by themselves where they have a
   * schedule alone: `{ seed: ["flask", "seed"] }`, `{ report: { command: ["flask", "report"], schedule: "0 6 * * 1" } }`,
   * `{ report: { command: ["flask", "report"], volumes: { reports: "/srv/reports" } } }`.
   */
  tasks: z.record(serviceName, task).optional(),
  /** Files whose change asks for a new image under `docker compose up --watch`. */
  watch: z.array(z.string()).optional(),
  /** `uid:gid` in numbers, or `host`: whoever owns the mounted sources. */
  user: z.union([z.literal("host"), z.string().regex(/^\d+:\d+$/, "`uid:gid` in numbers, or `host`")]).optional(),
  /** Linux capabilities kept; all others are dropped. */
  capabilities: z.array(z.string()).optional(),
  /** Default: true in production. */
  readOnly: z.boolean().optional(),
  resources: z
    .strictObject({
      /** Such as `512m`. */
      memory: z
        .string()
        .regex(/^\d+[bkmg]$/)
        .optional(),
      /** Cores, such as 0.5. */
      cpus: z.number().positive().optional(),
      /** Processes and threads. */
      pids: z.int().positive().optional(),
    })
    .optional(),
  /** Shared memory, such as `256m`. */
  sharedMemory: z.string().optional(),
  /** Name of its one container, for those who rely on it. Default: Compose gives one. */
  container: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, "a container's name, such as `shop-web`")
    .optional(),
  replicas: z.int().min(0).optional(),
  /**
   * What it keeps in the memory of its process, such as `the scores of running matches`: there is one process of it, in
   * one container, which ends before another one starts.
   */
  inMemory: z.string().min(1).optional(),
  /** What its server is told where there is one process of it, and the threads that it then has. */
  oneProcess: z
    .strictObject({ variables: z.record(variableName, z.union([z.string(), variable])), threads: z.int().positive() })
    .optional(),
  /** Why there cannot be two of it at once. */
  singleBecause: z.string().optional(),
  /** Seconds it is given to end by itself. Default: 10. */
  stopGrace: z.int().positive().optional(),
  /** May open connections to the world. Default: false. */
  egress: z.boolean().optional(),
  site: site.optional(),
  /** A page that it serves, and its variables that the page reads, so that everybody may. */
  page: z
    .strictObject({
      /** Folder of the page's sources, with `public` and `src`. */
      source: z.string(),
      /** Compiled into it. */
      compiled: z.array(variableName),
      /** Read as it is loaded, from `/config.js`, which its entrypoint makes. */
      loaded: z.array(variableName),
    })
    .optional(),
  /** What its maker has to say to those who run it, as data: commands, notes, symptoms. */
  handbook: handbook.optional(),
  /** Keys of a Compose service that this model has no word for, as they are. */
  compose: z.record(z.string(), z.unknown()).optional(),
});

export type ServiceShape = z.output<typeof service>;
export type JobShape = z.output<typeof job>;
