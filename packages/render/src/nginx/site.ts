import type { Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";
import { marker } from "../marker";
import { addresses, elsewhereOf } from "./elsewhere";
import { header, headersOf, headersOfUpstreams, orOfUpstream } from "./headers";
import { accessLog, logFormat } from "./log";
import { metricsServer } from "./metrics";
import { askAgain, isAskedAgain, pins, prefixVariable, proxySettings, upgrade, upstream } from "./proxy";
import { rateZones } from "./rate";
import { denied, type Prefix, renderRoute } from "./route";
import { certificateVariable, isChallenge, tlsSettings, toHttps } from "./tls";
import { clientAddress, plainVariable, sendToHttps, trustVariables } from "./trust";

const { blank, block, comment, directive, variable } = nginx;

/** The configuration of one nginx: its upstreams, what its servers share, then its servers. */
export function renderSite(site: Site): string {
  const { metrics, routes, tls } = site;
  const proxied = routes.filter((route) => route.kind === "proxy");
  const upstreams = new Map(
    proxied.flatMap(({ elsewhere, port, service }) => (elsewhere === undefined ? [[service, port]] : [])),
  );
  return nginx.print([
    comment(marker),
    ...[...upstreams].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([service, at]) => [blank, upstream(service, at)]),
    ...paragraph(upstreams.size > 0 ? pins([...upstreams.keys()].sort()) : []),
    ...paragraph(elsewhereOf(site).length > 0 ? addresses : []),
    ...paragraph(proxied.length > 0 ? [upgrade, ...trustVariables(site), ...plainVariable(site)] : []),
    ...paragraph(proxied.length > 0 ? headersOfUpstreams(headersOf(site)) : []),
    ...paragraph(rateZones(routes)),
    ...paragraph(logFormat(site)),
    ...paragraph(tls === undefined ? [] : [certificateVariable(tls)]),
    ...paragraph(tls === undefined ? [] : [plainServer(site, tls)]),
    blank,
    mainServer(site),
    ...paragraph(metrics === undefined ? [] : metricsServer(metrics)),
  ]);
}

const paragraph = (nodes: readonly nginx.Node[]): nginx.Node[] => (nodes.length === 0 ? [] : [blank, ...nodes]);

function mainServer(site: Site): nginx.Node {
  const { deny, port, routes, tls } = site;
  const proxies = routes.some((route) => route.kind === "proxy");
  const strips = routes.some((route) => route.kind === "proxy" && route.strip);
  return block(
    "server",
    [],
    [
      ...(tls === undefined
        ? [directive("listen", port)]
        : [directive("listen", tls.port, "ssl"), directive("http2", "on"), ...tlsSettings, blank]),
      ...common(site),
      ...compressed,
      blank,
      ...Object.entries(headersOf(site)).map(([name, value]) => header(name, proxies ? orOfUpstream(name) : value)),
      ...paragraph(proxies ? [...clientAddress(site.trust), ...proxySettings(site)] : []),
      ...(strips ? [directive("set", variable(prefixVariable), "")] : []),
      ...paragraph(proxies ? sendToHttps(site) : []),
      blank,
      ...health,
      blank,
      ...missing,
      ...paragraph(routes.some(isAskedAgain) ? askAgain(site) : []),
      ...paragraph(deny.flatMap(denied)),
      ...routes.flatMap((route) => [blank, ...renderRoute(route, prefixOf(site), site)]),
    ],
  );
}

/** What is asked over plain HTTP although HTTPS is there. */
function plainServer(site: Site, tls: NonNullable<Site["tls"]>): nginx.Node {
  const challenges = site.routes.filter(({ path }) => isChallenge(path));
  return block(
    "server",
    [],
    [
      directive("listen", site.port),
      ...common(site),
      blank,
      ...health,
      ...paragraph(challenges.some(({ kind }) => kind === "proxy") ? proxySettings(site) : []),
      ...challenges.flatMap((route) => [blank, ...renderRoute(route, prefixOf(site), site)]),
      blank,
      toHttps(tls),
    ],
  );
}

/** A page's regular expressions must not overrule the other prefixes. */
function prefixOf({ routes }: Site): Prefix {
  const matched = routes.some((route) => route.kind === "files" && route.fallback !== undefined);
  return (path) => (matched ? ["^~", path] : [path]);
}

const common = (site: Site): nginx.Node[] => [
  directive("server_tokens", "off"),
  // a redirect would name this port, and not the one that the client asked
  directive("absolute_redirect", "off"),
  accessLog(site),
  directive("client_max_body_size", site.bodyLimit),
];

/** Made ahead where the image has it, or else as it is asked for; the types leave out event streams. */
const compressed = [
  directive("gzip_static", "on"),
  directive("gzip", "on"),
  directive("gzip_proxied", "any"),
  directive("gzip_vary", "on"),
  directive("gzip_min_length", 1024),
  directive(
    "gzip_types",
    "application/javascript",
    "application/json",
    "application/manifest+json",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/javascript",
    "text/plain",
    "text/xml",
  ),
];

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
