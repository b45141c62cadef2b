import { z } from "zod";
import { pages } from "./pages";
import { projectPath, spelled } from "./path";
import { service, serviceName } from "./service";
import { swarm } from "./swarm";
import { waiver } from "./waiver";

/** Where the generated files go. */
export const layout = z.strictObject({
  /** Compose file. Default: `compose.yaml` in development, else `compose.<environment>.yaml`. */
  compose: projectPath.transform(spelled).optional(),
  /**
   * Compose file with what all environments have alike; the file of each then holds the rest, and both are given:
   * `docker compose -f <base> -f <own>`. Default: none, each environment's file stands by itself.
   */
  base: projectPath.transform(spelled).optional(),
  /** Folder with one folder for each image: Dockerfile, entrypoint, configuration. Default: `docker`. */
  images: projectPath.transform(spelled).optional(),
  /** Other places of files of images, by their own: `{ "docker/app/entrypoint.sh": "docker-entrypoint.sh" }`. */
  places: z.record(projectPath, projectPath.transform(spelled)).optional(),
  /**
   * Compose file of production for people who only pull its images: it builds nothing and needs no other file of ours.
   * Default: none.
   */
  pull: projectPath.transform(spelled).optional(),
  /** Build definition for `docker buildx bake`. Default: `docker-bake.hcl`. */
  bake: projectPath.transform(spelled).optional(),
  /**
   * Script that brings an environment like production to other images while it serves, and back. Default:
   * `deploy.<environment>.sh` in the folder of the images.
   */
  deploy: projectPath.transform(spelled).optional(),
  /**
   * Script that gives commands with a schedule to the machine's systemd, or tells its cron of them; the units are in a
   * folder `systemd` beside it. Default: `schedule.<environment>.sh` in the folder of the images.
   */
  schedule: projectPath.transform(spelled).optional(),
  /** Stack file of an environment that a swarm runs. Default: `stack.<environment>.yaml`. */
  stack: projectPath.transform(spelled).optional(),
  /** Default: `.env.example`. */
  env: projectPath.transform(spelled).optional(),
  /** Folder of the secrets' files, never committed. Default: `secrets`. */
  secrets: projectPath.regex(/[^./]/, "a folder of its own, such as `secrets`").transform(spelled).optional(),
});

export const stack = z.strictObject({
  /** Prefix of images, volumes and networks: lower-case letters, digits and `-`. */
  name: serviceName,
  /**
   * Name of the project of Compose, which the names of containers, networks and volumes begin with. Default:
   * `<name>-<environment>`.
   */
  project: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*$/, "a name: lower-case letters, digits, `_` and `-`")
    .optional(),
  services: z.record(serviceName, service),
  files: layout.optional(),
  /**
   * Command that prints a secret, for those who keep them elsewhere: `["op", "read", "op://shop-{environment}/{name}"]`.
   * `quaywright env` runs it in the project's folder for each secret that is missing, and makes none at random.
   */
  fetchSecret: z.array(z.string()).min(1).optional(),
  /** Time zone of every process, in `TZ`: an IANA name such as `Europe/Berlin`. Default: that of the images, UTC. */
  timezone: z.string().refine(isTimezone, "an IANA time zone, such as `Europe/Berlin`").optional(),
  /**
   * Language and customs of every process of an image that is built, in `LANG`: `de_DE.UTF-8`. Default: that of the
   * images, `C.UTF-8`.
   */
  locale: z
    .string()
    .regex(/^[a-z]{2,3}_[A-Z]{2}\.UTF-8$/, "a locale such as `de_DE.UTF-8`")
    .optional(),
  /**
   * Certificates of authorities that every image that is built trusts beside the public ones, at build as well: files in
   * PEM, from the project's folder.
   */
  authorities: z
    .array(projectPath.regex(/\.(pem|crt|cer)$/, "a file in PEM such as `company.pem`").transform(spelled))
    .optional(),
  /** It runs on the machines of a swarm. */
  swarm: z.union([z.boolean(), swarm]).optional(),
  /** Where the engine sends what containers print: https://docs.docker.com/engine/logging/configure/ */
  logging: z
    .strictObject({ driver: z.string().min(1), options: z.record(z.string(), z.string()).optional() })
    .optional(),
  /** Files that are written where they are missing, by path, and are a person's from then on. */
  samples: z.record(projectPath, z.string()).optional(),
  handbook: pages.optional(),
  /** Each image is a project of Nx, which builds the images that a change touches. Default: false. */
  nx: z.boolean().optional(),
  /** Findings of the checker that are known and accepted. */
  waivers: z.array(waiver).optional(),
  /** What a synth warns of and is right as it is: the place that it names, to why, in at least 10 characters. */
  accepted: z.record(z.string(), z.string().trim().min(10, "a reason of at least 10 characters")).optional(),
});

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Z]/.test(name);
  } catch {
    return false;
  }
}

export type StackShape = z.output<typeof stack>;
