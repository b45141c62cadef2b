import type { Mode } from "../environment";
import type { ServiceShape } from "../schema/service";
import type { Front } from "../stack";
import type { Shapes } from "./code";
import { takenBy } from "./routes";

/** Who faces those that come from outside of the stack on their way to a service, each with what it says of TLS. */
export function frontsOf(name: string, shapes: Shapes, mode: Mode, seen: readonly string[] = []): Front[] {
  const shape = shapes[name];
  if (shape === undefined || seen.includes(name)) return [];
  const own = stated(name, shape, mode);
  if (own !== undefined) return [own];
  const before = gatesOf(name, shapes);
  const next = before.length === 0 && shape.of !== undefined ? [shape.of] : before;
  const found = next.flatMap((each) => frontsOf(each, shapes, mode, [...seen, name]));
  return [...new Map(found.map((front) => [front.service, front])).values()];
}

/** What a service says itself; in development browsers ask it directly, whatever it says for elsewhere. */
function stated(service: string, { site, tls, trust = [] }: ServiceShape, mode: Mode): Front | undefined {
  if (site?.tls !== undefined) return { service, endedBy: "itself", scheme: "https", proxies: trust };
  if (site === undefined && mode === "development") return undefined;
  if (tls === "none") return { service, endedBy: "nobody", scheme: "http", proxies: trust };
  return trust.length === 0 ? undefined : { service, endedBy: "proxy", scheme: "https", proxies: trust };
}

/** The sites that pass requests on to a service. */
export function gatesOf(name: string, shapes: Shapes): readonly string[] {
  const found = gates.get(shapes) ?? allGates(shapes);
  gates.set(shapes, found);
  return found.get(name) ?? [];
}

const gates = new WeakMap<Shapes, ReadonlyMap<string, readonly string[]>>();

function allGates(shapes: Shapes): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [gate, shape] of Object.entries(shapes)) {
    const passed = takenBy(shape).flatMap(({ files, service }) => (files === undefined ? [service] : []));
    for (const service of new Set(passed)) found.set(service, [...(found.get(service) ?? []), gate]);
  }
  return found;
}

/** By which scheme browsers ask; without a word about it, over HTTP. */
export const schemeOf = (name: string, shapes: Shapes, mode: Mode): Front["scheme"] =>
  frontsOf(name, shapes, mode)[0]?.scheme ?? "http";

/** Whose `X-Forwarded-*` headers count: where sites of the stack alone reach its port, whoever asks. */
export function trustedBy(name: string, shapes: Shapes, mode: Mode): readonly string[] {
  const { publish, trust = [] } = shapes[name] ?? {};
  if (trust.length > 0) return trust;
  return mode === "production" && publish === undefined && gatesOf(name, shapes).length > 0 ? ["*"] : ["127.0.0.1"];
}
