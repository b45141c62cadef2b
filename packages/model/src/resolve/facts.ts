import type { Shapes } from "./code";

/** A fact: a text, or the value of a variable. */
export type Fact = string | { readonly variable: string };

/** What a service says of itself: its `facts`, its `host`, with a port its `port`, and its `url` where it speaks HTTP. */
export function factsOf(service: string, shapes: Shapes): Readonly<Record<string, Fact>> {
  const { external, facts, port } = shapes[service] ?? {};
  if (external === "url") return { ...facts };
  const host = typeof facts?.host === "string" ? facts.host : service;
  const url = speaksHttp(facts) ? { url: `http://${host}:${port}` } : {};
  return { host, ...(port !== undefined && { port: String(port), ...url }), ...facts };
}

/** A database says its engine, a cache its scheme. */
const speaksHttp = ({ engine, scheme = "http" }: Readonly<Record<string, Fact>> = {}): boolean =>
  engine === undefined && typeof scheme === "string" && /^https?$/.test(scheme);
