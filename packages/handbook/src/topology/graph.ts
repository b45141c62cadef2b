import type { Service, Stack } from "@quaywright/model";
import { rollouts } from "../view";
import * as words from "../words/topology";

/** A stack as a picture shows it. */
export interface Graph {
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly arrows: readonly Arrow[];
}

export interface Node {
  /** As arrows know it; the world outside has no name. */
  readonly name: string;
  readonly label: string;
  readonly kind: "outside" | "service" | "job";
  /** Below its name. */
  readonly lines: readonly string[];
  readonly volumes: readonly string[];
  /** The networks in which others reach it; they are an area around it. */
  readonly networks: readonly string[];
  /** When it starts: 1 is first. Absent where that is not a matter of order. */
  readonly order?: number;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Ports of the host, where it comes from outside. */
  readonly label?: string;
}

const loopback = "127.0.0.1";

/** Who may be outside: everyone, or whoever is on the machine itself. No service has such a name. */
const worlds = [
  {
    name: "",
    label: words.everyone,
    lines: [words.outside],
    has: (address: string | undefined) => address !== loopback,
  },
  {
    name: " ",
    label: words.thisMachine,
    lines: [loopback],
    has: (address: string | undefined) => address === loopback,
  },
];

/** Everything that runs by itself or for as long as it is wanted, who reaches whom, and what is published. */
export function graphOf(stack: Stack): Graph {
  const jobs = rollouts(stack);
  const shown = stack.services.filter((service) => !service.oneShot || jobs.includes(service));
  const orders = startOrders(stack.services);
  const entrances = worlds.flatMap(({ has, name }) =>
    shown.flatMap(({ name: to, published }): Arrow[] => {
      const open = published.filter(({ address }) => has(address));
      if (open.length === 0) return [];
      const at = open.map(({ address, port }) => (name === "" && address !== undefined ? `${address}:${port}` : port));
      return [{ from: name, to, label: at.join(", ") }];
    }),
  );
  const outside = worlds.filter(({ name }) => entrances.some(({ from }) => from === name));
  return {
    title: words.title(stack.environment),
    nodes: [
      ...outside.map(
        ({ label, lines, name }): Node => ({ name, label, kind: "outside", lines, volumes: [], networks: [] }),
      ),
      ...shown.map((service) =>
        nodeOf(service, stack, service.profile === undefined ? orders.get(service.name) : undefined),
      ),
    ],
    arrows: [
      ...entrances,
      ...shown.flatMap(({ name, reaches }) =>
        reaches
          .filter((target) => shown.some((each) => each.name === target))
          .map((target) => ({ from: name, to: target })),
      ),
    ],
  };
}

function nodeOf({ image, mounts, name, oneShot, replicas }: Service, stack: Stack, order: number | undefined): Node {
  const clients = stack.services.filter(({ reaches }) => reaches.includes(name));
  const own = stack.services.find((service) => service.name === name)?.networks ?? [];
  const shared = own.filter((network) => clients.some(({ networks }) => networks.includes(network)));
  return {
    name,
    label: replicas > 1 ? `${name} × ${replicas}` : name,
    kind: oneShot ? "job" : "service",
    lines: [oneShot ? words.job : image.kind === "pulled" ? image.reference : image.repository],
    volumes: oneShot ? [] : mounts.flatMap((mount) => (mount.kind === "volume" ? [mount.volume] : [])),
    networks: oneShot ? [] : shared.filter((network) => network === name || network.startsWith(`${name}_`)),
    ...(order !== undefined && { order }),
  };
}

/** One more than the latest of what it waits for. */
function startOrders(services: readonly Service[]): ReadonlyMap<string, number> {
  const orders = new Map<string, number>();
  // services stand in their start order, so what one needs is known before it
  for (const { name, needs } of services) {
    orders.set(name, 1 + Math.max(0, ...needs.map(({ service }) => orders.get(service) ?? 0)));
  }
  return orders;
}
