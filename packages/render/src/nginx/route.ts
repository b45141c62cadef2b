import type { FilesRoute, ProxyRoute, Route, Site } from "@quaywright/model";
import { nginx } from "@quaywright/syntax";
import { askElsewhere } from "./elsewhere";
import { header, headersOf } from "./headers";
import { isAskedAgain, prefixVariable, replicasOf, serviceVariable } from "./proxy";
import { limited } from "./rate";

const { block, directive, variable } = nginx;

/** The words of a location: a prefix that a regular expression of the same server must not overrule says so. */
export type Prefix = (path: string) => string[];

/** The locations of a route. `/api` belongs to `/api/`, `/apifoo` does not. */
export function renderRoute(route: Route, prefix: Prefix, site: Site): nginx.Node[] {
  if (route.kind === "file") return [made(route)];
  if (route.kind === "files" && route.internal) return [internal(route, prefix, site)];
  const locations = route.kind === "proxy" ? [proxy(route, prefix)] : files(route, prefix);
  const bare = route.path.replace(/\/$/, "");
  return bare === "" || bare === route.path
    ? locations
    : [block("location", ["=", bare], [directive("return", 308, `${bare}/`)]), ...locations];
}

function proxy(route: ProxyRoute, prefix: Prefix): nginx.Node {
  const { bodyLimit, path, service, stream, strip, timeout } = route;
  const silence = timeout ?? (stream ? 3600 : undefined);
  return block("location", prefix(path), [
    ...limited(route),
    ...(bodyLimit === undefined ? [] : [directive("client_max_body_size", bodyLimit)]),
    ...(stream ? streamed : []),
    ...(silence === undefined
      ? []
      : [directive("proxy_send_timeout", `${silence}s`), directive("proxy_read_timeout", `${silence}s`)]),
    ...(strip ? [directive("set", variable(prefixVariable), path.replace(/\/$/, ""))] : []),
    // an error page of its own takes the place of those that ask again, which cannot do either
    isAskedAgain(route)
      ? directive("set", variable(serviceVariable), replicasOf(service))
      : directive("error_page", 404, "@missing"),
    ...(strip ? [directive("rewrite", rest(path), ["/", variable("1")], "break")] : []),
    ...(route.elsewhere === undefined
      ? [directive("proxy_pass", ["http://", replicasOf(service)])]
      : askElsewhere(route)),
  ]);
}

/** The rest of a path as it is, with the line breaks that one may ask for. */
const rest = (path: string): nginx.Text => nginx.regex(`(?s)^${path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(.*)$`);

/** Each part goes on at once; proxies in front learn of it as well. */
const streamed = [
  directive("proxy_buffering", "off"),
  directive("proxy_pass_header", "X-Accel-Buffering"),
  directive("gzip", "off"),
];

const made = ({ path, file }: Extract<Route, { kind: "file" }>): nginx.Node =>
  block("location", ["=", path], [directive("alias", file), ...caching("no-store")]);
/** Nothing of a path and of what is below it is passed on. */
export const denied = (path: string): nginx.Node[] =>
  [
    ["=", path],
    ["^~", `${path}/`],
  ].map((words) => block("location", words, [directive("return", 404)]));

/** The application's answer leads here, and nginx keeps few of its headers: those of the site stand for the others. */
const internal = ({ folder, path, untrusted }: FilesRoute, prefix: Prefix, site: Site): nginx.Node =>
  block("location", prefix(path), [
    directive("internal"),
    directive("alias", below(folder)),
    ...Object.entries(headersOf(site)).map(([name, value]) => header(name, value)),
    ...(untrusted ? [sandbox] : []),
  ]);

function files(route: FilesRoute, prefix: Prefix): nginx.Node[] {
  const { path, folder, fallback, immutable, untrusted } = route;
  if (fallback !== undefined) return application(path, folder, fallback);
  return [
    block("location", prefix(path), [
      directive("alias", below(folder)),
      ...(untrusted
        ? [merged, sandbox]
        : caching(immutable === true ? "public, max-age=31536000, immutable" : "public, max-age=3600")),
    ]),
  ];
}

/** A page whose routes are its own: what is no file is the page, but what has the suffix of an asset is missing. */
const application = (path: string, root: string, page: string): nginx.Node[] => [
  block("location", ["=", page], [directive("root", root), ...caching("no-cache")]),
  block("location", ["~*", nginx.regex(assets)], [directive("root", root)]),
  block("location", [path], [directive("root", root), directive("try_files", variable("uri"), page)]),
];

const assets = "\\.(?:css|gif|ico|jpe?g|js|json|map|mjs|png|svg|ttf|wasm|webmanifest|webp|woff2?|xml)$";

/** Headers of a location take the place of the server's, unless they are merged. */
const merged = directive("add_header_inherit", "merge");

const caching = (value: string): nginx.Node[] => [merged, directive("add_header", "Cache-Control", value)];

/** What users uploaded runs no script in the site's name. */
const sandbox = header("Content-Security-Policy", "default-src 'none'; sandbox");

const below = (folder: string): string => (folder.endsWith("/") ? folder : `${folder}/`);
