import type { Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";

const { block, directive, variable } = nginx;

/** Its address is asked for again and again: a container that comes back has another one. */
export const upstream = (service: string, port: number): nginx.Node =>
  block(
    "upstream",
    [service],
    [
      directive("zone", service, "64k"),
      directive("resolver", "127.0.0.11", "valid=2s", "ipv6=off"),
      directive("server", `${service}:${port}`, "resolve"),
      directive("keepalive", 32),
    ],
  );

/** No `Connection` where the client asks for no upgrade, so that connections to the upstream are kept. */
export const proxyVariables = (trust: Site["trust"]): nginx.Node[] => [
  block(
    "map",
    [variable("http_upgrade"), variable("connection_upgrade")],
    [directive("default", "upgrade"), directive("", "")],
  ),
  ...(trust.length === 0
    ? []
    : [
        block(
          "map",
          [variable("http_x_forwarded_proto"), variable("forwarded_proto")],
          [directive("default", variable("scheme")), directive("https", "https")],
        ),
      ]),
];

/** What the client says of itself is replaced: this proxy is the first, or the ones before it are trusted by name. */
export const proxySettings = ({ temporary, trust }: Site): nginx.Node[] => [
  ...trust.map((address) => directive("set_real_ip_from", address)),
  ...(trust.length === 0 ? [] : [directive("real_ip_header", "X-Forwarded-For"), directive("real_ip_recursive", "on")]),
  directive("proxy_http_version", "1.1"),
  ...Object.entries({
    Host: variable("http_host"),
    "X-Real-IP": variable("remote_addr"),
    "X-Forwarded-For": variable("remote_addr"),
    "X-Forwarded-Host": variable("http_host"),
    "X-Forwarded-Proto": variable(trust.length > 0 ? "forwarded_proto" : "scheme"),
    "X-Request-ID": variable("request_id"),
    Upgrade: variable("http_upgrade"),
    Connection: variable("connection_upgrade"),
  }).map(([name, value]) => directive("proxy_set_header", name, value)),
  directive("proxy_connect_timeout", "5s"),
  directive("proxy_read_timeout", "60s"),
  ...(temporary === undefined
    ? [directive("proxy_max_temp_file_size", 0)]
    : [
        directive("client_body_temp_path", `${temporary}/client_temp`),
        directive("proxy_temp_path", `${temporary}/proxy_temp`),
      ]),
];
