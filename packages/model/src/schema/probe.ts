import { z } from "zod";

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

/** How to tell that a service works. */
export const probe = z.discriminatedUnion("kind", [
  /** Answers `path` on its port with a status below 400. */
  z.strictObject({ kind: z.literal("http"), path: z.string().startsWith("/"), ...timing }),
  /** A command of its image exits with 0. */
  z.strictObject({ kind: z.literal("command"), command: z.array(z.string()).min(1), ...timing }),
  /** It touched a file within `maximumAge` seconds: for a process that listens to nothing. */
  z.strictObject({ kind: z.literal("heartbeat"), file: z.string(), maximumAge: z.int().positive(), ...timing }),
]);

export type ProbeDeclaration = z.output<typeof probe>;
