import type { Network } from "../stack";
import type { Shapes } from "./code";

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
        ...Object.values(shape.site?.routes ?? {}).flatMap((to) =>
          typeof to === "string" && !to.includes(":") ? [to] : [],
        ),
      ];
      return [name, [...new Set(targets)].filter((target) => target in shapes).sort()];
    }),
  );
}

/**
 * One network for each service that others talk to, named after it, so that nobody reaches what they did not declare;
 * and one with a way out for each service that is published or calls the world.
 */
export function resolveNetworks(shapes: Shapes): { networks: Network[]; of: (service: string) => string[] } {
  const reached = connections(shapes);
  const members = new Map<string, Set<string>>();
  const join = (network: string, service: string) => {
    const known = members.get(network);
    if (known === undefined) members.set(network, new Set([service]));
    else known.add(service);
  };
  for (const [service, targets] of reached) {
    for (const target of targets) {
      join(target, target);
      join(target, service);
    }
  }
  const outside = new Set<string>();
  for (const [service, { publish, egress }] of Object.entries(shapes)) {
    if (publish === undefined && egress !== true) continue;
    outside.add(`${service}-outside`);
    join(`${service}-outside`, service);
  }
  const byService = new Map<string, string[]>();
  for (const name of [...members.keys()].sort()) {
    for (const service of members.get(name) ?? []) byService.set(service, [...(byService.get(service) ?? []), name]);
  }
  return {
    networks: [...members.keys()].sort().map((name) => ({ name, internal: !outside.has(name) })),
    of: (service) => byService.get(service) ?? [],
  };
}
