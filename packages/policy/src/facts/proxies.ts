import type { Place } from "../place";
import { isBelow } from "../recover/compose/mount";
import { entriesOf, get, scalarsOf, textOf } from "../recover/compose/nodes";
import { isLoopback } from "../recover/compose/port";
import type { Service } from "../recover/compose/service";
import { folderFor, type Stack } from "../recover/stack";
import { nameOf, within } from "../recover/tree";
import { namesOf } from "./connections";
import { copiesOf } from "./copies";
import { escaped } from "./documents";
import { nginxOf, upstreamsOf } from "./listeners";

/** A proxy that is told to pass requests to a service, and the port in its container, where that is said. */
export interface Way {
  /** A service, or the network of others that leads there. */
  readonly proxy: { readonly name: string; readonly at: Place };
  readonly port?: number;
}

const known = new WeakMap<Stack, readonly Service[]>();

/** The proxies of a stack that others reach. */
export function proxiesOf(stack: Stack): readonly Service[] {
  let found = known.get(stack);
  if (found === undefined) {
    found = [...stack.services.values()].filter(
      ({ networkMode, ports, role }) =>
        role === "proxy" && (networkMode?.value === "host" || ports.some(({ address }) => !isLoopback(address))),
    );
    known.set(stack, found);
  }
  return found;
}

/**
 * What a stack's proxies are told of a service: by nginx, labels and variables of the service, a file of the proxy that
 * names it. A network of others that is named for a proxy tells that there is one.
 */
export function waysTo(service: Service): readonly Way[] {
  const inside = waysInside(service);
  if (inside.length > 0 || service.ports.length !== 1) return inside;
  return [...service.networks.keys()].flatMap((name) => {
    const network = service.stack.networks.get(name);
    return network?.external && /proxy|traefik|nginx|caddy|ingress/i.test(name)
      ? [{ proxy: { name, at: network.at } }]
      : [];
  });
}

function waysInside(service: Service): readonly Way[] {
  return proxiesOf(service.stack).flatMap((proxy): Way[] => {
    if (proxy === service) return [];
    const names = namesOf(service);
    const passed = nginxOf(proxy)
      .flatMap(upstreamsOf)
      .filter(({ host }) => names.includes(host));
    if (passed.length > 0) return passed.map(({ port }) => ({ proxy, ...(port !== undefined && { port }) }));
    return [...labelled(proxy, service), ...written(proxy, names)];
  });
}

/** Labels of Traefik and Caddy, variables of nginx-proxy. */
function labelled(proxy: Service, { environment, node }: Service): Way[] {
  const short = proxy.image?.reference?.short ?? proxy.made?.published?.short ?? "";
  if (/^nginx-proxy$/.test(short) && environment.has("VIRTUAL_HOST"))
    return [way(proxy, environment.get("VIRTUAL_PORT")?.value)];
  const labels = labelsOf(node);
  if (/^traefik/.test(short)) {
    const isMeant = labels.some(
      ([name, value]) =>
        /^traefik\.(http\.routers|frontend)\./.test(name) || (name === "traefik.enable" && value === "true"),
    );
    if (!isMeant || labels.some(([name, value]) => name === "traefik.enable" && value === "false")) return [];
    const ports = labels.filter(([name]) =>
      /^traefik\.(port$|http\.services\.[^.]+\.loadbalancer\.server\.port$)/i.test(name),
    );
    return ports.length === 0 ? [{ proxy }] : ports.map(([, value]) => way(proxy, value));
  }
  return /^caddy/.test(short) && labels.some(([name]) => /^caddy(_\d+)?$/.test(name)) ? [{ proxy }] : [];
}

const labelsOf = (node: Service["node"]): (readonly [string, string])[] => {
  const labels = get(node, "labels");
  return labels?.kind === "map"
    ? entriesOf(labels).map(({ key, value }) => [key.text, textOf(value) ?? ""] as const)
    : scalarsOf(labels).map(({ text }) => [text.split("=")[0]!, text.slice(text.indexOf("=") + 1)] as const);
};

const way = (proxy: Service, port: string | undefined): Way =>
  port !== undefined && /^\d+$/.test(port) ? { proxy, port: Number(port) } : { proxy };

/** `reverse_proxy app:8000`, `server app app:8000`, `url: http://app:8000` in what a proxy is given, other than nginx. */
function written(proxy: Service, names: readonly string[]): Way[] {
  const pattern = new RegExp(`(?:^|[\\s/"'@])(?:${names.map(escaped).join("|")}):(\\d+)\\b`, "gim");
  return filesOf(proxy).flatMap((text) => [...text.matchAll(pattern)].map(([, port]) => way(proxy, port)));
}

const files = new WeakMap<Service, readonly string[]>();

/** The texts of configurations that are mounted into a proxy, or copied into its image. */
function filesOf(proxy: Service): readonly string[] {
  let found = files.get(proxy);
  if (found === undefined) {
    const { build, made, mounts, stack } = proxy;
    const { tree } = stack.repository;
    const sources = [
      ...mounts.flatMap(
        ({ at, source, type }) => (type === "bind" ? within(folderFor(stack, at), source) : undefined) ?? [],
      ),
      ...(made?.stage === undefined || build?.context === undefined
        ? []
        : copiesOf(made.stage).flatMap(({ from, sources }) =>
            from === undefined ? sources.flatMap(({ path }) => within(build.context!, path) ?? []) : [],
          )),
    ].filter((path) => path !== "");
    const paths = tree.paths.filter(
      (path) => isConfig.test(nameOf(path)) && sources.some((source) => isBelow(path, source)),
    );
    found =
      sources.length === 0
        ? []
        : paths.flatMap((path) => (tree.size(path) < 2 ** 18 ? (tree.read(path)?.text ?? []) : []));
    files.set(proxy, found);
  }
  return found;
}

const isConfig = /caddyfile|\.(caddy|cfg|conf|json|toml|ya?ml)$/i;
