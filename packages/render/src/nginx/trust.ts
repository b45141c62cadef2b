import type { Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";

const { block, directive, regex, variable } = nginx;

/** Whether the connection comes from one of these proxies, whoever it says that it speaks for. */
const trusted = variable("from_trusted_proxy");

/** What proxies in front say, and nobody else: the scheme and the id of a request. */
export const trustVariables = (trust: Site["trust"]): nginx.Node[] =>
  trust.length === 0
    ? []
    : [
        block(
          "geo",
          [variable("realip_remote_addr"), trusted],
          [directive("default", 0), ...trust.map((address) => directive(address, 1))],
        ),
        block(
          "map",
          [[trusted, variable("http_x_forwarded_proto")], variable("forwarded_proto")],
          [directive("default", variable("scheme")), directive("1https", "https")],
        ),
        block(
          "map",
          [[trusted, variable("http_x_request_id")], variable("forwarded_request_id")],
          [
            directive("default", variable("request_id")),
            directive(regex("~^1(?<given_request_id>[\\w.-]{8,128})$"), variable("given_request_id")),
          ],
        ),
      ];

/** The client's own address is the last one that no trusted proxy has. */
export const clientAddress = (trust: Site["trust"]): nginx.Node[] =>
  trust.length === 0
    ? []
    : [
        ...trust.map((address) => directive("set_real_ip_from", address)),
        directive("real_ip_header", "X-Forwarded-For"),
        directive("real_ip_recursive", "on"),
      ];
