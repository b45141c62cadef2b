import type { Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";

const { block, directive, regex, variable } = nginx;

/** Whether the connection comes from one of these proxies, whoever it says that it speaks for. */
const trusted = variable("from_trusted_proxy");

/** The declaration says that the proxy ends TLS: one that says nothing of a request's scheme is taken at that word. */
const forwardedProto = block(
  "map",
  [[trusted, variable("http_x_forwarded_proto")], variable("forwarded_proto")],
  [directive("default", variable("scheme")), directive("1", "https"), directive(regex("~^1https\\b"), "https")],
);

/** What proxies in front say, and nobody else: the scheme and the id of a request. */
export const trustVariables = ({ endedBy, trust }: Site): nginx.Node[] =>
  trust.length === 0
    ? []
    : [
        block(
          "geo",
          [variable("realip_remote_addr"), trusted],
          [directive("default", 0), ...trust.map((address) => directive(address, 1))],
        ),
        ...(endedBy === "nobody" ? [] : [forwardedProto]),
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

/** A proxy that ends TLS and says that it was asked without: whoever asked is to ask again. */
export const asksAgain = ({ endedBy, tls, trust }: Site): boolean =>
  endedBy === "proxy" && tls === undefined && trust.length > 0;

const plain = variable("asked_without_tls");

export const plainVariable = (site: Site): nginx.Node[] =>
  asksAgain(site)
    ? [
        block(
          "map",
          [[trusted, ":", variable("http_x_forwarded_proto"), ":", variable("uri")], plain],
          [directive("default", 0), directive("1:http:/healthz", 0), directive(regex("~^1:http:"), 1)],
        ),
      ]
    : [];

export const sendToHttps = (site: Site): nginx.Node[] =>
  asksAgain(site)
    ? [
        block(
          "if",
          [["(", plain, ")"]],
          [directive("return", 308, ["https://", variable("host"), variable("request_uri")])],
        ),
      ]
    : [];
