import { nginx } from "@quaywright/syntax";

const { block, directive, variable } = nginx;

/** Headers of every answer that has none of the same name from the application. */
export const headers: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
};

/** `add_header`, on answers of every status. */
export const header = (name: string, value: nginx.Text): nginx.Node => directive("add_header", name, value, "always");

/** The header's value, unless the upstream has set it: of two, the browser would follow the last. */
export const orOfUpstream = (name: string) => variable(`default_${underscored(name)}`);

/** The variables of `orOfUpstream`. */
export const headersOfUpstreams = Object.entries(headers).map(([name, value]) =>
  block("map", [variable(`upstream_http_${underscored(name)}`), orOfUpstream(name)], [directive("", value)]),
);

function underscored(name: string): string {
  return name.toLowerCase().replaceAll("-", "_");
}
