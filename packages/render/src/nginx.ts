import type { Route, Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";
import { marker } from "./marker";

const { blank, block, comment, directive, variable } = nginx;

/** The configuration of one nginx: its upstreams, then its server. */
export function renderSite({ bodyLimit, port, routes, trust }: Site): string {
  const matched = routes.some((route) => route.kind === "files" && route.fallback !== undefined);
  const prefix: Prefix = (path) => (matched ? ["^~", path] : [path]);
  const proxied = new Map(
    routes.flatMap((route) => (route.kind === "proxy" ? [[route.service, route.port] as const] : [])),
  );
  return nginx.print([
    comment(marker),
    ...[...proxied].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(upstream),
    ...(proxied.size === 0 ? [] : [blank, ...upgrades, blank, ...defaults]),
    ...(trust.length === 0 ? [] : [blank, ...scheme]),
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
        ...trusted(trust),
        blank,
        ...Object.entries(headers).map(([name, value]) => header(name, proxied.size === 0 ? value : orDefault(name))),
        ...(proxied.size === 0 ? [] : [blank, ...proxyHeaders(trust.length > 0)]),
        blank,
        comment("nginx itself is alive"),
        block(
          "location",
          ["=", "/healthz"],
          [directive("access_log", "off"), directive("default_type", "text/plain"), directive("return", 200, "ok\n")],
        ),
        blank,
        comment("a missing file is no page"),
        directive("error_page", 404, "@missing"),
        block(
          "location",
          ["@missing"],
          [block("types", [], []), directive("default_type", "text/plain"), directive("return", 404, "not found\n")],
        ),
        ...routes.flatMap((route) => [blank, ...renderRoute(route, prefix)]),
      ],
    ),
  ]);
}

/** The words of a location: a prefix that a regular expression of the same server must not overrule says so. */
type Prefix = (path: string) => string[];

/** Asked for again and again: a container that comes back has another address. */
const upstream = ([service, port]: readonly [string, number]): nginx.Node[] => [
  blank,
  block(
    "upstream",
    [service],
    [
      directive("zone", service, "64k"),
      directive("resolver", "127.0.0.11", "valid=2s", "ipv6=off"),
      directive("server", `${service}:${port}`, "resolve"),
      directive("keepalive", 32),
    ],
  ),
];

/** No header where the client asks for no upgrade, so that connections to the upstream are kept. */
const upgrades = [
  block(
    "map",
    [variable("http_upgrade"), variable("connection_upgrade")],
    [directive("default", "upgrade"), directive("", "")],
  ),
];

/** Headers of every answer that has none of the same name from the application. */
const headers: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
};
const underscored = (name: string): string => name.toLowerCase().replaceAll("-", "_");
const orDefault = (name: string) => variable(`default_${underscored(name)}`);

/** A header is said once: of two, the browser would follow the last. */
const defaults = Object.entries(headers).map(([name, value]) =>
  block("map", [variable(`upstream_http_${underscored(name)}`), orDefault(name)], [directive("", value)]),
);

const scheme = [
  block(
    "map",
    [variable("http_x_forwarded_proto"), variable("forwarded_proto")],
    [directive("default", variable("scheme")), directive("https", "https")],
  ),
];

const trusted = (trust: readonly string[]): nginx.Node[] =>
  trust.length === 0
    ? []
    : [
        ...trust.map((address) => directive("set_real_ip_from", address)),
        directive("real_ip_header", "X-Forwarded-For"),
        directive("real_ip_recursive", "on"),
      ];

/** What the client says of itself is replaced: this proxy is the first, or the ones before it are trusted by name. */
const proxyHeaders = (behindProxy: boolean): nginx.Node[] => [
  directive("proxy_http_version", "1.1"),
  ...Object.entries({
    Host: variable("http_host"),
    "X-Real-IP": variable("remote_addr"),
    "X-Forwarded-For": variable("remote_addr"),
    "X-Forwarded-Host": variable("http_host"),
    "X-Forwarded-Proto": variable(behindProxy ? "forwarded_proto" : "scheme"),
    "X-Request-ID": variable("request_id"),
    Upgrade: variable("http_upgrade"),
    Connection: variable("connection_upgrade"),
  }).map(([name, value]) => directive("proxy_set_header", name, value)),
  directive("proxy_connect_timeout", "5s"),
  directive("proxy_read_timeout", "60s"),
  // what waits for a slow client would go to /tmp, which is small, and be cut off there
  directive("proxy_max_temp_file_size", 0),
];

function renderRoute(route: Route, prefix: Prefix): nginx.Node[] {
  const location = route.kind === "proxy" ? proxy(route, prefix) : files(route, prefix);
  const bare = route.path.replace(/\/$/, "");
  // `/api` belongs to `/api/`, `/apifoo` does not
  return bare === "" || bare === route.path
    ? location
    : [block("location", ["=", bare], [directive("return", 308, `${bare}/`)]), ...location];
}

const proxy = ({ path, service }: Extract<Route, { kind: "proxy" }>, prefix: Prefix): nginx.Node[] => [
  block("location", prefix(path), [directive("proxy_pass", `http://${service}`)]),
];

const header = (name: string, value: nginx.Text): nginx.Node => directive("add_header", name, value, "always");

function files(
  { path, folder, fallback, immutable, untrusted }: Extract<Route, { kind: "files" }>,
  prefix: Prefix,
): nginx.Node[] {
  const alias = directive("alias", folder.endsWith("/") ? folder : `${folder}/`);
  if (fallback !== undefined) {
    return [
      // a page without a hash in its name is asked for each time
      block("location", ["=", fallback], [directive("root", folder), ...caching("no-cache")]),
      // what has the suffix of an asset is no client-side route
      block("location", ["~*", nginx.regex(assets)], [directive("root", folder)]),
      block("location", [path], [directive("root", folder), directive("try_files", variable("uri"), fallback)]),
    ];
  }
  return [
    block("location", prefix(path), [
      alias,
      ...(untrusted
        ? [directive("add_header_inherit", "merge"), header("Content-Security-Policy", "default-src 'none'; sandbox")]
        : caching(immutable === true ? "public, max-age=31536000, immutable" : "public, max-age=3600")),
    ]),
  ];
}

const assets = "\\.(?:css|gif|ico|jpe?g|js|json|map|mjs|png|svg|ttf|wasm|webmanifest|webp|woff2?|xml)$";

const caching = (value: string): nginx.Node[] => [
  directive("add_header_inherit", "merge"),
  directive("add_header", "Cache-Control", value),
];
