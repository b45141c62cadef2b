import { z } from "zod";
import { variableName } from "./variable";

/** How often a probe asks and when it gives up. Whole seconds, except the counts. */
const timing = {
  /** Seconds between two probes. Default: 30 in production, 10 in development. */
  interval: z.int().positive().optional(),
  /** Seconds a probe may take. Default: 5. */
  timeout: z.int().positive().optional(),
  /** Seconds in which failures don't count. Default: 60. */
  startPeriod: z.int().positive().optional(),
  /** Seconds between two probes until the first success. Default: 1. */
  startInterval: z.int().positive().optional(),
  /** Failures in a row that make it unhealthy. Default: 3. */
  retries: z.int().positive().optional(),
};

/** The tools of images that can ask over HTTP and TCP, and read a file's age; `wget` stands for BusyBox, with its `nc`. */
export const client = z.enum(["python", "node", "bash", "wget"]);

/** The tool of its image that asks, where the image is pulled. Default: that of the stage. */
const by = { client: client.optional() };

/** Port of its container that is asked. Default: the service's. */
const port = { port: z.int().min(1).max(65535).optional() };

/** How to tell that a service works. */
export const probe = z.discriminatedUnion("kind", [
  /** Answers `path` on its port with a status below 400. */
  z.strictObject({
    kind: z.literal("http"),
    path: z.string().startsWith("/"),
    /**
     * Headers that it is asked with, where the application looks at them: `{ "X-Forwarded-Proto": "https" }`. Of a
     * variable it is what stands before the first comma: `{ Host: { variable: "ALLOWED_HOSTS" } }`; where that is
     * nothing, or `*`, the Host stays the address that is asked. An `optional` one is left out of a service that has no
     * such variable. Default: none.
     */
    headers: z
      .record(
        z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, "a header's name"),
        z.union([
          z.string().regex(/^[\x20-\x7e]+$/, "a header's value, in ASCII"),
          z.strictObject({ variable: variableName, optional: z.boolean().optional() }),
        ]),
      )
      .optional(),
    /**
     * Statuses by which it works, each or by hundreds: `[200, "3xx"]`. A redirect then counts as it is. Default: below
     * 400, after redirects.
     */
    statuses: z
      .array(z.union([z.int().min(100).max(599), z.enum(["2xx", "3xx", "4xx", "5xx"])]))
      .min(1)
      .optional(),
    /** Of its own port. A certificate is taken as it is. Default: `http`. */
    scheme: z.enum(["http", "https"]).optional(),
    ...port,
    ...by,
    ...timing,
  }),
  /** It listens on its port, as the kernel of its container says; for an image with `grep`. */
  z.strictObject({ kind: z.literal("tcp"), ...port, ...timing }),
  /** A command of its image exits with 0. */
  z.strictObject({ kind: z.literal("command"), command: z.array(z.string()).min(1), ...timing }),
  /** It touched a file within `maximumAge` seconds: for a process that listens to nothing. */
  z.strictObject({
    kind: z.literal("heartbeat"),
    file: z.string(),
    maximumAge: z.int().positive(),
    ...by,
    ...timing,
  }),
]);

export type ProbeDeclaration = z.output<typeof probe>;
export type HttpProbe = Extract<ProbeDeclaration, { kind: "http" }>;
export type Client = z.output<typeof client>;
