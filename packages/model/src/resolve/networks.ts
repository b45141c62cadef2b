import type { Network } from "../stack";
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
  /** Services that it opens connections to. */
  readonly reaches: (service: string) => readonly string[];
  /** Those of its networks by which it reaches others. */
  readonly outward: (service: string) => string[];
}

/** Those on one network, and the name that it gets. */
interface Circle {
  readonly name: string;
  readonly members: ReadonlySet<string>;
}

/**
 * A network for each service that others talk to, named after it, so that nobody reaches what they did not declare. Its
 * clients share it where they may meet: neither of two listens, or one of them calls the other anyway; else there are several.
 * And one with a way out for each service that is published or calls the world.
 */
export function resolveNetworks(declared: Shapes): Networks {
  const shapes = running(declared);
  const reached = connections(shapes);
  const circles = circlesOf(shapes, reached);
  const outside = Object.entries(shapes).filter(([, shape]) => isPublished(shape) || shape.egress === true);
  const leadsOut = outside.map(([service]) => ({ name: `${service}_outside`, members: new Set([service]) }));
  const networks = [
    ...circles.map(({ name }) => ({ name, internal: true })),
    ...leadsOut.map(({ name }) => ({ name, internal: false })),
  ].sort((one, other) => (one.name < other.name ? -1 : 1));
  const joined = new Map<string, string[]>();
  const outward = new Map<string, string[]>();
  for (const { name, members } of [...circles, ...leadsOut])
    for (const service of members) {
      put(joined, service, name);
      const calls = (reached.get(service) ?? []).some((target) => target !== service && members.has(target));
      if (calls || (members.size === 1 && shapes[service]?.egress === true)) put(outward, service, name);
    }
  return {
    networks,
    of: (service) => [...(joined.get(service) ?? [])].sort(),
    reaches: (service) => (reached.get(service) ?? []).filter((target) => target !== service),
    outward: (service) => [...(outward.get(service) ?? [])].sort(),
  };
}

function isPublished({ debugPort, publish, ports = {} }: Shapes[string]): boolean {
  return publish !== undefined || debugPort !== undefined || Object.keys(ports).length > 0;
}

/** As few as the rule allows without a search: the most wanted service first, whose circles often hold the others' clients. */
function circlesOf(shapes: Shapes, reached: ReadonlyMap<string, readonly string[]>): Circle[] {
  const clients = new Map<string, string[]>();
  for (const [client, targets] of reached)
    for (const target of targets) if (target !== client) put(clients, target, client);
  const listens = (service: string): boolean => shapes[service]?.port !== undefined;
  const calls = (one: string, other: string): boolean => reached.get(one)?.includes(other) === true;
  const mayMeet = (one: string, other: string): boolean =>
    (!listens(one) && !listens(other)) || calls(one, other) || calls(other, one);

  const circles: Circle[] = [];
  const circlesWith = new Map<string, Circle[]>();
  const wanted = [...clients].sort(
    ([one, ofOne], [other, ofOther]) => ofOther.length - ofOne.length || (one < other ? -1 : 1),
  );
  for (const [target, all] of wanted) {
    const met = (client: string): boolean =>
      circlesWith.get(target)?.some(({ members }) => members.has(client)) === true;
    const rest = all
      .filter((client) => !met(client))
      .sort((one, other) => +listens(one) - +listens(other) || (one < other ? -1 : 1));
    const groups: string[][] = [];
    for (const client of rest) {
      const group = groups.find((members) => members.every((member) => mayMeet(member, client)));
      if (group === undefined) groups.push([client]);
      else group.push(client);
    }
    for (const group of groups) {
      const first = group.find(listens);
      const name = groups.length === 1 || first === undefined ? target : `${target}_${first}`;
      const circle = { name, members: new Set([target, ...group]) };
      circles.push(circle);
      for (const service of circle.members) put(circlesWith, service, circle);
    }
  }
  return circles;
}

function put<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
