import type { Service, Stack } from "@quaywright/model";
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
  /** Port of the host, where it comes from outside. */
  readonly label?: string;
}

/** No service has it. */
const world = "";

/** Everything that runs, who reaches whom, and what is published. */
export function graphOf(stack: Stack): Graph {
  const shown = stack.services.filter(({ networks, oneShot }) => !oneShot || networks.length > 0);
  const published = shown.filter((service) => service.published.length > 0);
  const orders = startOrders(stack.services);
  const outside: Node = {
    name: world,
    label: words.outside,
    kind: "outside",
    lines: [stack.mode === "development" ? words.thisMachine : words.everyone],
    volumes: [],
    networks: [],
  };
  return {
    title: words.title(stack.environment),
    nodes: [
      ...(published.length === 0 ? [] : [outside]),
      ...shown.map((service) => nodeOf(service, stack, orders.get(service.name))),
    ],
    arrows: [
      ...published.map((service) => ({
        from: world,
        to: service.name,
        label: service.published.map(({ port }) => port).join(", "),
      })),
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
    lines: [oneShot ? words.job : image.kind === "pulled" ? image.reference : image.target],
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
