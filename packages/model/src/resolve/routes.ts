import type { Problem } from "../problem";
import type { ServiceShape } from "../schema/service";
import type { PassedRoute, SiteDeclaration } from "../schema/site";

/** What a site takes from another service: its answers, or files of it. */
export interface Taken {
  /** Place in the service's declaration. */
  readonly at: Problem["at"];
  readonly service: string;
  /** Name of that service's files; absent where requests are passed on to it. */
  readonly files?: string;
}

type Declared = SiteDeclaration["routes"][string];

/** A route with the service that it leads to; absent for a folder of the site's own. */
export function passedOf(route: Declared): (Taken & { readonly how: PassedRoute }) | undefined {
  if (typeof route === "string") return { ...halves(route), at: [], how: { to: route } };
  return "to" in route ? { ...halves(route.to), at: ["to"], how: route } : undefined;
}

/** All that a service's site takes from other services. */
export function takenBy({ site }: ServiceShape): Taken[] {
  if (site === undefined) return [];
  const routes = Object.entries(site.routes).flatMap(([path, route]): Taken[] => {
    const taken = passedOf(route);
    return taken === undefined ? [] : [{ ...taken, at: ["site", "routes", path, ...taken.at] }];
  });
  const from = site.tls?.from;
  return from === undefined ? routes : [...routes, { ...halves(from), at: ["site", "tls", "from"] }];
}

/** Whether one of these sites passes requests on to a service under a path of its own. */
export const isAskedBelow = (service: string, sites: readonly ServiceShape[]): boolean =>
  sites.some(({ site }) =>
    Object.entries(site?.routes ?? {}).some(([path, route]) => {
      const taken = passedOf(route);
      return path !== "/" && taken?.service === service && taken.files === undefined;
    }),
  );

/** What stands before the first colon, and all that stands after it. */
function halves(text: string): { service: string; files?: string } {
  const colon = text.indexOf(":");
  return colon < 0 ? { service: text } : { service: text.slice(0, colon), files: text.slice(colon + 1) };
}
