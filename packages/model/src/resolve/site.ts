import type { Mode } from "../environment";
import type { ServiceShape } from "../schema/service";
import type { PassedRoute, SiteDeclaration } from "../schema/site";
import type { Route, Site } from "../stack";
import { type Addressed, addressVariable, isAddressed } from "./addressed";
import type { Shapes } from "./code";
import { frontsOf, gatesOf } from "./front";
import { passedOf, takenBy } from "./routes";

/** Where a site finds the files of another service: in its own image, or in that service's volume. */
export interface ServedFiles {
  readonly service: string;
  /** Folder in that service's image. */
  readonly folder: string;
  /** Folder in the site's container. */
  readonly target: string;
  /** The volume that holds them, and whom it belongs to. */
  readonly volume?: string;
  readonly owner?: string;
}

/** Folder of the certificate in a site's container. */
export const certificates = "/etc/nginx/certificates";

/** A site's routes, longest path first, and the files of other services that they serve. */
export function resolveSite(
  name: string,
  shapes: Shapes,
  mode: Mode,
  addressed: Addressed,
): { site: Site; served: ServedFiles[] } | undefined {
  const shape = shapes[name]!;
  if (shape.site === undefined) return undefined;
  const { file = "default.conf", temporary, deny = [], metrics, tls, ...declared } = shape.site;
  const routes = Object.entries(shape.site.routes).flatMap(([path, route]): Route[] => {
    const taken = passedOf(route);
    if (taken === undefined) return own(path, route);
    const { service, files, how } = taken;
    if (files === undefined) {
      const address = isAddressed(name, service, addressed) ? addressVariable(service) : undefined;
      return passOn(path, how, service, shapes, address);
    }
    const found = shapes[service]?.files?.[files];
    if (found === undefined) return [];
    const untrusted = found.volume !== undefined;
    const { internal = false } = how;
    const folder = targetOf(service, files);
    return [{ kind: "files", path, folder, immutable: found.immutable ?? false, untrusted, internal }];
  });
  routes.sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1));
  const site: Site = {
    file,
    port: shape.port ?? 8080,
    bodyLimit: declared.bodyLimit ?? "20m",
    timeout: declared.timeout ?? 60,
    ...trustOf(name, shapes, mode),
    deny: [...deny].map(bare).sort(),
    headers: declared.headers ?? {},
    log: declared.log ?? "combined",
    ...(temporary !== undefined && { temporary }),
    ...(metrics !== undefined && { metrics }),
    ...(tls !== undefined && {
      tls: {
        port: tls.port,
        publish: tls.publish,
        certificates,
        ...(tls.folder !== undefined && { folder: tls.folder }),
        ...(tls.hsts !== undefined && { hsts: tls.hsts }),
      },
    }),
    routes,
  };
  return { site, served: servedBy(shape, shapes) };
}

/** Behind another site of the stack, which alone reaches it, what that one says counts. */
function trustOf(name: string, shapes: Shapes, mode: Mode): Pick<Site, "endedBy" | "trust"> {
  const { publish, trust } = shapes[name]!;
  const [front] = frontsOf(name, shapes, mode);
  const inner = publish === undefined && gatesOf(name, shapes).length > 0 && passesOn(shapes[name]!);
  return { endedBy: front?.endedBy ?? "nobody", trust: inner ? everyone : (trust ?? []) };
}

const passesOn = (shape: ServiceShape): boolean => takenBy(shape).some(({ files }) => files === undefined);

const everyone = ["0.0.0.0/0", "::/0"];

/** What the site serves of its own. */
function own(path: string, route: SiteDeclaration["routes"][string]): Route[] {
  if (typeof route === "string" || "to" in route) return [];
  return [
    "file" in route
      ? { kind: "file", path, ...route }
      : { kind: "files", path, untrusted: false, internal: false, ...route },
  ];
}

function passOn(path: string, how: PassedRoute, service: string, shapes: Shapes, address: string | undefined): Route[] {
  const port = shapes[service]?.port;
  if (shapes[service] === undefined) return [];
  const { to: _to, internal: _internal, rate, burst, keepHost = false, stream = false, strip = false, ...rest } = how;
  return [
    {
      kind: "proxy",
      path,
      service,
      port: port ?? 0,
      stream,
      strip,
      ...rest,
      ...(address !== undefined && { elsewhere: { variable: address, keepHost } }),
      ...(rate !== undefined && { rate: { limit: rate, burst: burst ?? Number.parseInt(rate, 10) } }),
    },
  ];
}

function servedBy(shape: ServiceShape, shapes: Shapes): ServedFiles[] {
  const served = takenBy(shape).flatMap(({ at, service, files }): ServedFiles[] => {
    const target = shapes[service];
    const found = files === undefined ? undefined : target?.files?.[files];
    if (target === undefined || files === undefined || found === undefined) return [];
    return [
      {
        service,
        folder: found.folder,
        target: at[1] === "tls" ? certificates : targetOf(service, files),
        ...(found.volume !== undefined && { volume: found.volume }),
        ...(target.user !== undefined && target.user !== "host" && { owner: target.user }),
      },
    ];
  });
  const byTarget = new Map(served.map((files) => [files.target, files]));
  return [...byTarget.values()].sort((a, b) => (a.target < b.target ? -1 : 1));
}

const targetOf = (service: string, files: string): string => `/srv/${service}/${files}`;

/** A path without the slash at its end. */
export const bare = (path: string): string => path.replace(/\/$/, "");
