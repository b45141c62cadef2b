import { z } from "zod";

/** How Docker Swarm runs an environment. */
export const swarm = z.strictObject({
  /** What goes from one machine to another one is encrypted (IPsec). Default: false. */
  encrypted: z.boolean().optional(),
  /**
   * How ports are published. `host`: on the machine where the container runs, which sees who asks. `ingress`: on every
   * machine, and the next version of what is published starts beside the last one, but all seem to come from one
   * address of Docker's. Default: `host`.
   */
  ports: z.enum(["host", "ingress"]).optional(),
});

export type SwarmShape = z.output<typeof swarm>;
