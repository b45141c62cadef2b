import type { Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";
import { marker } from "../marker";
import { header, headers, headersOfUpstreams, orOfUpstream } from "./headers";
import { proxySettings, proxyVariables, upstream } from "./proxy";
import { type Prefix, renderRoute } from "./route";

const { blank, block, comment, directive } = nginx;

/** The configuration of one nginx: its upstreams, then its server. */
export function renderSite(site: Site): string {
  const { bodyLimit, port, routes, trust } = site;
  const matched = routes.some((route) => route.kind === "files" && route.fallback !== undefined);
  const prefix: Prefix = (path) => (matched ? ["^~", path] : [path]);
  const upstreams = new Map(routes.flatMap((route) => (route.kind === "proxy" ? [[route.service, route.port]] : [])));
  const proxies = upstreams.size > 0;
  return nginx.print([
    comment(marker),
    ...[...upstreams].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([service, at]) => [blank, upstream(service, at)]),
    ...(proxies ? [blank, ...proxyVariables(trust), blank, ...headersOfUpstreams] : []),
    blank,
    block(
      "server",
      [],
      [
        directive("listen", port),
        directive("server_tokens", "off"),
        // a redirect would name this port, and not the one that the client asked
        directive("absolute_redirect", "off"),
        directive("client_max_body_size", bodyLimit),
        directive("gzip_static", "on"),
        blank,
        ...Object.entries(headers).map(([name, value]) => header(name, proxies ? orOfUpstream(name) : value)),
        ...(proxies ? [blank, ...proxySettings(site)] : []),
        blank,
        ...health,
        blank,
        ...missing,
        ...routes.flatMap((route) => [blank, ...renderRoute(route, prefix)]),
      ],
    ),
  ]);
}

const health = [
  comment("nginx itself is alive"),
  block(
    "location",
    ["=", "/healthz"],
    [directive("access_log", "off"), directive("default_type", "text/plain"), directive("return", 200, "ok\n")],
  ),
];

const missing = [
  comment("a missing file is no page"),
  directive("error_page", 404, "@missing"),
  block(
    "location",
    ["@missing"],
    [block("types", [], []), directive("default_type", "text/plain"), directive("return", 404, "not found\n")],
  ),
];
