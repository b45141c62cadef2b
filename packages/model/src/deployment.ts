import type { Service, Stack } from "./stack";

/** Why no two versions of a service can run at once; undefined where they can. */
export function alone({
  container,
  published,
  single,
}: Pick<Service, "container" | "published" | "single">): string | undefined {
  if (single !== undefined) return single;
  if (container !== undefined) return "Its container has a name, which one can have.";
  return published.length > 0 ? "A port of the host belongs to one container." : undefined;
}

/** Whether Swarm starts the next version of a service before it stops the last one. */
export const startsFirst = (service: Service, { swarm }: Stack): boolean =>
  alone(swarm?.ports === "ingress" ? { ...service, published: [] } : service) === undefined &&
  (service.image.kind === "built" || !service.mounts.some(({ kind }) => kind === "volume"));

/** The variable that says how many containers the services of a profile have. */
export const replicasInput = (profile: string): string =>
  `PROFILE_${profile.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}_REPLICAS`;

/** Volumes that are on one machine, so that whoever mounts them is there: all but what one image alone can do without. */
export function boundVolumes({ services, volumes }: Stack): readonly string[] {
  return volumes.filter((volume) => {
    const users = services.filter(({ mounts }) =>
      mounts.some((mount) => mount.kind === "volume" && mount.volume === volume),
    );
    const images = new Set(users.map(({ image }) => (image.kind === "built" ? image.repository : image.reference)));
    return images.size > 1 || !users.some(({ handbook }) => handbook?.volumes[volume]?.copy === "none");
  });
}

/** How a gateway asks a service. */
export interface Asking {
  readonly gateway: string;
  readonly service: string;
  readonly network: string;
  readonly port: number;
}

/** Which services each gateway asks, by the network that the two share. */
export function askedByGateways({ builds, services }: Stack): readonly Asking[] {
  return services.flatMap((gateway) => {
    const { site } = builds.find(({ name }) => name === gateway.name) ?? {};
    const asked = new Map(
      (site?.routes ?? []).flatMap((route) =>
        route.kind === "proxy" && route.elsewhere === undefined ? [[route.service, route.port] as const] : [],
      ),
    );
    return [...asked]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([service, port]) => {
        const networks = services.find(({ name }) => name === service)?.networks ?? [];
        const network = gateway.networks.find((name) => networks.includes(name));
        return network === undefined ? [] : [{ gateway: gateway.name, service, network, port }];
      });
  });
}

/** The gateways that ask a service. */
export const gatewaysOf = (stack: Stack, service: string): readonly string[] =>
  askedByGateways(stack).flatMap((asking) => (asking.service === service ? [asking.gateway] : []));

/** Where a deployment writes down what ran when. */
export const deploymentsOf = ({ environment }: Stack): string => `deployments.${environment}.log`;

/** What the machine runs by itself. */
export const scheduledIn = ({ services }: Stack): readonly Service[] =>
  services.filter(({ schedule }) => schedule !== undefined);

/** The name by which a machine knows a service that has a schedule. */
export const unitOf = ({ name }: Pick<Service, "name">, { project }: Pick<Stack, "project">): string =>
  `${project}-${name}`;
