import { modeOf, specialize } from "../environment";
import type { ServiceShape } from "../schema/service";
import type { Shapes } from "./code";
import { isElsewhere, prefixOf } from "./external";

/**
 * Sites and services, `gateway blog`, where a route leads to one that runs elsewhere in an environment at least. The
 * site's image is the same in all of them: so in all of them its container is told the address as it starts.
 */
export type Addressed = ReadonlySet<string>;

const pair = (site: string, service: string): string => `${site} ${service}`;

export const isAddressed = (site: string, service: string, addressed: Addressed): boolean =>
  addressed.has(pair(site, service));

/** The variable by which a container learns where a service is. */
export const addressVariable = (service: string): string => `${prefixOf(service)}_URL`;

/** What is addressed in a declaration of which nobody knows yet whether it is right. */
export function addressedIn(
  declaration: object,
  environments: readonly string[],
  names: ReadonlySet<string>,
): Addressed {
  const declared = (declaration as { readonly services?: unknown }).services;
  if (typeof declared !== "object" || declared === null) return new Set();
  if (!Object.values(declared).some((service) => service?.external !== undefined)) return new Set();
  return new Set(
    environments.flatMap((environment) => {
      const shapes = specialize(declared, environment, names) as Readonly<Record<string, ServiceShape | undefined>>;
      return Object.entries(shapes).flatMap(([site, shape]) =>
        shape === undefined || !isIn(environment, shape.environments)
          ? []
          : passedTo(shape).flatMap((service) => (isElsewhere(shapes[service]) ? [pair(site, service)] : [])),
      );
    }),
  );
}

export const isIn = (environment: string, given: ServiceShape["environments"] = true): boolean =>
  !Array.isArray(given)
    ? given !== false
    : given.includes(environment) || (modeOf(environment) === "production" && given.includes("production"));

/** The services that a site passes requests on to, as far as its routes are routes. */
const passedTo = ({ site }: ServiceShape): string[] =>
  Object.values(site?.routes ?? {}).flatMap((route: unknown) => {
    const to = typeof route === "string" ? route : (route as { readonly to?: unknown } | null | undefined)?.to;
    return typeof to === "string" && !to.includes(":") ? [to] : [];
  });

/** The shapes where sites read where those are whom they ask elsewhere. */
export const withAddresses = (shapes: Shapes, addressed: Addressed): Shapes =>
  addressed.size === 0
    ? shapes
    : Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => {
          const services = [...new Set(passedTo(shape))].filter(
            (service) => isAddressed(name, service, addressed) && shapes[service] !== undefined,
          );
          if (services.length === 0) return [name, shape];
          const told = services.map((service) => [
            addressVariable(service),
            {
              purpose: `Where ${service} is asked: scheme, host and port.`,
              kind: "url" as const,
              from: `${service}:url`,
            },
          ]);
          return [name, { ...shape, variables: { ...Object.fromEntries(told), ...shape.variables } }];
        }),
      );
