import type { Network } from "../stack";
import { circlesOf, put } from "./circles";
import type { Shapes } from "./code";
import { running } from "./external";
import { targetsOf } from "./targets";

/** Who talks to whom: service to the services that it opens connections to. */
export function connections(shapes: Shapes): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      targetsOf(shape)
        .filter((target) => target in shapes)
        .sort(),
    ]),
  );
}

/** The networks of a stack, and who is in them. */
export interface Networks {
  readonly networks: Network[];
  /** A service's networks. */
  readonly of: (service: string) => string[];
  /** Services that it opens connections to, those that run elsewhere among them. */
  readonly reaches: (service: string) => readonly string[];
  /** Those of its networks by which it reaches others. */
  readonly outward: (service: string) => string[];
}

/**
 * A network for each service that others talk to, named after it, so that nobody reaches what they did not declare. Its
 * clients share it where they may meet: neither of two listens, or one of them calls the other anyway; else there are several.
 * And one with a way out for each service that is published or calls the world.
 */
export function resolveNetworks(declared: Shapes): Networks {
  const shapes = running(declared);
  const reached = connections(shapes);
  const told = connections(declared);
  const circles = circlesOf(shapes, reached);
  const networks: Network[] = circles.map(({ name }) => ({ name, internal: true }));
  const joined = new Map<string, string[]>();
  const outward = new Map<string, string[]>();
  for (const { name, members } of circles)
    for (const service of members) {
      put(joined, service, name);
      const calls = (reached.get(service) ?? []).some((target) => target !== service && members.has(target));
      if (calls) put(outward, service, name);
    }
  for (const [service, shape] of Object.entries(shapes)) {
    if (!isPublished(shape) && shape.egress !== true) continue;
    const name = `${service}_outside`;
    networks.push({ name, internal: false });
    put(joined, service, name);
    if (shape.egress === true) put(outward, service, name);
  }
  return {
    networks: networks.sort((one, other) => (one.name < other.name ? -1 : 1)),
    of: (service) => [...(joined.get(service) ?? [])].sort(),
    reaches: (service) => (told.get(service) ?? []).filter((target) => target !== service),
    outward: (service) => [...(outward.get(service) ?? [])].sort(),
  };
}

function isPublished({ debugPort, publish, ports = {} }: Shapes[string]): boolean {
  return publish !== undefined || debugPort !== undefined || Object.keys(ports).length > 0;
}
