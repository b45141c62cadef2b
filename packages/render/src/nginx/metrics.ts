import { nginx } from "@quaywright/syntax";

const { block, comment, directive } = nginx;

/** Counts of connections and requests, for an exporter in the same network: the host does not reach this port. */
export const metricsServer = (port: number): nginx.Node[] => [
  comment("for exporters of metrics, within the stack"),
  block(
    "server",
    [],
    [
      directive("listen", port),
      directive("server_tokens", "off"),
      directive("access_log", "off"),
      block("location", ["=", "/stub_status"], [directive("stub_status")]),
      block("location", ["/"], [directive("return", 404)]),
    ],
  ),
];
