import type { ProxyRoute, Route, Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";

const { directive, variable } = nginx;

const zoneOf = ({ path }: ProxyRoute): string => path.replaceAll(":", "_");

/** One count for each address of a client, 10 MB for each route: some 80 000 addresses. */
export const rateZones = (routes: Site["routes"]): nginx.Node[] =>
  routes.flatMap((route) =>
    isLimited(route)
      ? [
          directive(
            "limit_req_zone",
            variable("binary_remote_addr"),
            `zone=${zoneOf(route)}:10m`,
            `rate=${route.rate?.limit}`,
          ),
        ]
      : [],
  );

/** What comes at once, within the burst, is answered at once. */
export const limited = (route: ProxyRoute): nginx.Node[] =>
  route.rate === undefined
    ? []
    : [
        directive(
          "limit_req",
          `zone=${zoneOf(route)}`,
          ...(route.rate.burst === 0 ? [] : [`burst=${route.rate.burst}`, "nodelay"]),
        ),
        directive("limit_req_status", 429),
      ];

const isLimited = (route: Route): route is ProxyRoute => route.kind === "proxy" && route.rate !== undefined;
