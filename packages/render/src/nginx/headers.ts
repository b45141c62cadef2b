import type { Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";

const { block, directive, variable } = nginx;

/** Headers of every answer that has none of the same name from the application. */
export function headersOf({ headers, routes, tls, trust }: Site): Readonly<Record<string, nginx.Text>> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    ...(routes.some(({ kind }) => kind === "proxy") && { "X-Request-ID": requestId(trust) }),
    ...(tls?.hsts !== undefined && { "Strict-Transport-Security": `max-age=${tls.hsts}` }),
    ...headers,
  };
}

/** By which an answer is found again in the logs of whoever took part in it. */
export const requestId = (trust: Site["trust"]): nginx.Variable =>
  variable(trust.length > 0 ? "forwarded_request_id" : "request_id");

/** `add_header`, on answers of every status. */
export const header = (name: string, value: nginx.Text): nginx.Node => directive("add_header", name, value, "always");

/** The header's value, unless the upstream has set it: of two, the browser would follow the last. */
export const orOfUpstream = (name: string) => variable(`default_${underscored(name)}`);

/** The variables of `orOfUpstream`. */
export const headersOfUpstreams = (headers: Readonly<Record<string, nginx.Text>>): nginx.Node[] =>
  Object.entries(headers).map(([name, value]) =>
    block("map", [variable(`upstream_http_${underscored(name)}`), orOfUpstream(name)], [directive("", value)]),
  );

function underscored(name: string): string {
  return name.toLowerCase().replaceAll("-", "_");
}
