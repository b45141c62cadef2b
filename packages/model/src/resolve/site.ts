import type { ServiceShape } from "../schema/service";
import type { Route, Site } from "../stack";
import type { Shapes } from "./code";

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

/** A site's routes, longest path first, and the files of other services that they serve. */
export function resolveSite(shape: ServiceShape, shapes: Shapes): { site: Site; served: ServedFiles[] } | undefined {
  if (shape.site === undefined) return undefined;
  const served: ServedFiles[] = [];
  const routes = Object.entries(shape.site.routes).flatMap(([path, to]): Route[] => {
    if (typeof to !== "string" && "file" in to) return [{ kind: "file", path, ...to }];
    if (typeof to !== "string") return [{ kind: "files", path, untrusted: false, ...to }];
    const [service = "", name] = to.split(":");
    const target = shapes[service];
    if (target === undefined) return [];
    if (name === undefined) return [{ kind: "proxy", path, service, port: target.port ?? 0 }];
    const files = target.files?.[name];
    if (files === undefined) return [];
    const folder = `/srv/${service}/${name}`;
    served.push({
      service,
      folder: files.folder,
      target: folder,
      ...(files.volume !== undefined && { volume: files.volume }),
      ...(target.user !== undefined && target.user !== "host" && { owner: target.user }),
    });
    const immutable = files.immutable ?? false;
    return [{ kind: "files", path, folder, immutable, untrusted: files.volume !== undefined }];
  });
  routes.sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1));
  served.sort((a, b) => (a.target < b.target ? -1 : 1));
  const { file = "default.conf", bodyLimit = "20m", temporary, trust = [] } = shape.site;
  const port = shape.port ?? 8080;
  const site = { file, port, bodyLimit, trust, routes, ...(temporary !== undefined && { temporary }) };
  return { site, served };
}
