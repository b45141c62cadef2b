import type { Network } from "../stack";
import type { Shapes } from "./code";
import { running } from "./external";
import { takenBy } from "./routes";

/** Who talks to whom: service to the services that it opens connections to. */
export function connections(shapes: Shapes): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(shapes).map(([name, shape]) => {
      const targets = [
        ...(shape.needs ?? []),
        ...(shape.reaches ?? []),
        ...Object.values(shape.variables ?? {}).flatMap((variable) =>
          typeof variable === "string" || variable.from === undefined ? [] : [variable.from.split(":")[0] ?? ""],
        ),
        ...takenBy(shape).flatMap(({ files, service }) => (files === undefined ? [service] : [])),
      ];
      return [name, [...new Set(targets)].filter((target) => target in shapes).sort()];
    }),
  );
}

/** The networks of a stack, and who is in them. */
export interface Networks {
  readonly networks: Network[];
  /** A service's networks. */
  readonly of: (service: string) => string[];
  /** Services that it opens connections to. */
  readonly reaches: (service: string) => readonly string[];
  /** Those of its networks by which it reaches others. */
  readonly outward: (service: string) => string[];
}

/**
 * One network for each service that others talk to, named after it, so that nobody reaches what they did not declare;
 * one of its own for each of those others that listens itself, or else the rest would reach it; and one with a way out
 * for each service that is published or calls the world.
 */
export function resolveNetworks(declared: Shapes): Networks {
  const shapes = running(declared);
  const reached = connections(shapes);
  const members = new Map<string, Set<string>>();
  const outward = new Map<string, Set<string>>();
  const readers = new Map<string, number>();
  for (const target of [...reached.values()].flat()) readers.set(target, (readers.get(target) ?? 0) + 1);
  const between = (client: string, target: string): string =>
    readers.get(target) === 1 || shapes[client]?.port === undefined ? target : `${target}_${client}`;
  for (const [service, targets] of reached) {
    for (const target of targets) {
      const network = between(service, target);
      put(members, network, target);
      put(members, network, service);
      put(outward, service, network);
    }
  }
  const outside = new Set<string>();
  for (const [service, { debugPort, publish, ports = {}, egress }] of Object.entries(shapes)) {
    const published = publish !== undefined || debugPort !== undefined || Object.keys(ports).length > 0;
    if (!published && egress !== true) continue;
    outside.add(`${service}_outside`);
    put(members, `${service}_outside`, service);
    if (egress === true) put(outward, service, `${service}_outside`);
  }
  const names = [...members.keys()].sort();
  const networksOf = new Map<string, Set<string>>();
  for (const name of names) for (const service of members.get(name) ?? []) put(networksOf, service, name);
  return {
    networks: names.map((name) => ({ name, internal: !outside.has(name) })),
    of: (service) => [...(networksOf.get(service) ?? [])],
    reaches: (service) => (reached.get(service) ?? []).filter((target) => target !== service),
    outward: (service) => [...(outward.get(service) ?? [])].sort(),
  };
}

function put(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}
