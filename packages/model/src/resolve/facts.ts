import type { Shapes } from "./code";

/** A fact: a text, or the value of a variable. */
export type Fact = string | { readonly variable: string };

/** What a service says of itself: its `facts`, its `host`, and with a port its `port` and `url`. */
export function factsOf(service: string, shapes: Shapes): Readonly<Record<string, Fact>> {
  const { external, facts, port } = shapes[service] ?? {};
  if (external === "url") return { ...facts };
  const host = typeof facts?.host === "string" ? facts.host : service;
  const address = port === undefined ? {} : { port: String(port), url: `http://${host}:${port}` };
  return { host, ...address, ...facts };
}
