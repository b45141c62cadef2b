import type { Route, Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";
import { askedHost, isAskedByItsOwnName } from "./elsewhere";
import { requestId } from "./headers";

const { block, comment, directive, variable } = nginx;

/**
 * Its addresses are asked for again and again: one for each replica, and others when they come back. Whether a replica
 * is there is known by that alone: counted failures would take a few slow answers for the end of all replicas. The name
 * of a service that is away goes on to the name server outside; where that fails, nginx asks anew after its time-out only.
 */
export const upstream = (service: string, port: number): nginx.Node =>
  block(
    "upstream",
    [service],
    [
      directive("zone", service, "64k"),
      directive("resolver", "127.0.0.11", "valid=2s", "ipv6=off"),
      directive("resolver_timeout", "1s"),
      directive("server", `${service}:${port}`, "resolve", "max_fails=0"),
      directive("keepalive", 32),
    ],
  );

/** Folder in which a deployment says that only certain replicas are asked; no image has it. */
export const pinned = "/tmp/pinned";

/** Which replicas of a service are asked: all that its name leads to, unless a deployment names some. */
export const replicasOf = (service: string): ReturnType<typeof variable> =>
  variable(`${service.replaceAll("-", "_")}_replicas`);

/** What a deployment lays down holds until nginx starts anew. A missing file is none, for a pattern. */
export const pins = (services: readonly string[]): nginx.Node[] => [
  comment("a deployment names the replicas that are asked while it goes on"),
  directive("include", `${pinned}/*.upstream`),
  ...services.map((service) =>
    block(
      "map",
      ["", replicasOf(service)],
      [directive("default", service), directive("include", `${pinned}/${service}.map*`)],
    ),
  ),
];

/** The variable with the name of the upstream that a location asks. */
export const serviceVariable = "service";

/** Whether a request that no replica has heard of is asked again. */
export const isAskedAgain = (route: Route): boolean =>
  route.kind === "proxy" && !route.stream && !route.strip && route.elsewhere === undefined;

/**
 * What no replica has heard of is asked again: nginx does not go on to another replica in the moment in which it learns
 * that one is gone. Whether a connection was made tells it from what was answered badly, or too late.
 */
export function askAgain({ routes, timeout }: Site): nginx.Node[] {
  const longest = Math.max(timeout, ...routes.map((route) => (route.kind === "proxy" ? (route.timeout ?? 0) : 0)));
  return [502, 504].flatMap((status) => [
    directive("error_page", status, "=", `@again_${status}`),
    block(
      "location",
      [`@again_${status}`],
      [
        block("if", [["(", variable("upstream_connect_time")], "~", "[0-9])"], [directive("return", status)]),
        directive("proxy_read_timeout", `${longest}s`),
        directive("proxy_pass", ["http://", variable(serviceVariable)]),
      ],
    ),
  ]);
}

/** No `Connection` where the client asks for no upgrade, so that connections to the upstream are kept. */
export const upgrade = block(
  "map",
  [variable("http_upgrade"), variable("connection_upgrade")],
  [directive("default", "upgrade"), directive("", "")],
);

/** The prefix that a route has taken away. */
export const prefixVariable = "forwarded_prefix";

/** As the client wrote it, with its port: `$http_host` need not be the host that a request is for. */
const host = [variable("host"), variable("is_request_port"), variable("request_port")];

/** What the client says of itself is replaced: this proxy is the first, or the ones before it are trusted by name. */
export const proxySettings = (site: Site): nginx.Node[] => [
  ...(isAskedByItsOwnName(site) ? [directive("set", variable(askedHost), host)] : []),
  ...settings(site, isAskedByItsOwnName(site) ? variable(askedHost) : host),
];

const settings = ({ endedBy, routes, temporary, timeout, trust }: Site, asked: nginx.Text): nginx.Node[] => [
  directive("proxy_http_version", "1.1"),
  ...Object.entries({
    Host: asked,
    "X-Real-IP": variable("remote_addr"),
    "X-Forwarded-For": variable("remote_addr"),
    "X-Forwarded-Host": host,
    "X-Forwarded-Proto": variable(trust.length > 0 && endedBy !== "nobody" ? "forwarded_proto" : "scheme"),
    "X-Forwarded-Port": "",
    "X-Forwarded-Prefix": routes.some((route) => route.kind === "proxy" && route.strip) ? variable(prefixVariable) : "",
    Forwarded: "",
    "X-Request-ID": requestId(trust),
    Upgrade: variable("http_upgrade"),
    Connection: variable("connection_upgrade"),
  }).map(([name, value]) => directive("proxy_set_header", name, value)),
  directive("proxy_connect_timeout", "2s"),
  directive("proxy_send_timeout", `${timeout}s`),
  directive("proxy_read_timeout", `${timeout}s`),
  comment("another replica is asked when one is away, but what may have changed something is not asked for twice"),
  directive("proxy_next_upstream", "error", "timeout"),
  directive("proxy_next_upstream_timeout", "15s"),
  ...(temporary === undefined
    ? [directive("proxy_max_temp_file_size", 0)]
    : [
        directive("client_body_temp_path", `${temporary}/client_temp`),
        directive("proxy_temp_path", `${temporary}/proxy_temp`),
      ]),
];
