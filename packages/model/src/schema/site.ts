import { z } from "zod";

/** Files that a site serves itself, from a folder of its own image. */
export const folder = z.strictObject({
  folder: z.string(),
  /** What answers for a path that is no file, such as `/index.html` of an application with client-side routes. */
  fallback: z.string().optional(),
  /** File names hold a hash of the content: to be kept by browsers for a year. */
  immutable: z.boolean().optional(),
});

/** A file that is made as the container starts, and that no browser keeps. */
export const made = z.strictObject({ file: z.string() });

/** A size as nginx has it: https://nginx.org/en/docs/syntax.html */
export const size = z.string().regex(/^\d+[kmg]?$/, "a size such as `20m`");

/** A path of a URL that nginx can hold as it is. */
export const urlPath = z
  .string()
  .startsWith("/")
  .regex(/^[^\s"'\\{};$?#]*$/, "a path such as `/api/`, without query and quotes");

/** What is passed on to a service, and how. */
export const passed = z.strictObject({
  /** A service (`backend`). */
  to: z.string(),
  /** Answers go on for as long as they like, each part at once: event streams, and sockets that fall silent. */
  stream: z.boolean().optional(),
  /** The service sees paths without this prefix, and the prefix in `X-Forwarded-Prefix`. */
  strip: z.boolean().optional(),
  /** Seconds that the service may be silent before it answers. Default: the site's; an hour for a stream. */
  timeout: z.int().positive().optional(),
  /** Largest request body. Default: the site's. */
  bodyLimit: size.optional(),
  /** How often one address may ask, such as `10r/s` or `5r/m`; whoever asks more often is answered 429. */
  rate: z
    .string()
    .regex(/^[1-9]\d*r\/[sm]$/, "a rate such as `10r/s` or `5r/m`")
    .optional(),
  /**
   * One that runs elsewhere is asked by the host name that the client asked for, and not by its own. Its certificate is
   * held against its own all the same. Default: false.
   */
  keepHost: z.boolean().optional(),
  /** How many requests beyond that rate may come at once. Default: the number of `rate`. */
  burst: z.int().min(0).optional(),
  /**
   * Files that nobody gets by asking for them: a service that has looked at who asks names one in `X-Accel-Redirect`,
   * https://nginx.org/en/docs/http/ngx_http_core_module.html#internal. Default: false.
   */
  internal: z.boolean().optional(),
});

/** Path prefix to a service (`backend`), to files of a service (`backend:static`), to a folder; or more about it. */
export const routes = z.record(urlPath, z.union([z.string(), folder, made, passed]));

const addresses = "an address such as `10.0.0.1`, or a network such as `10.0.0.0/8`";

/** An IP address, or a network of them. */
export const network = z.union([z.ipv4(addresses), z.ipv6(addresses), z.cidrv4(addresses), z.cidrv6(addresses)]);

/** Headers by name. */
export const headers = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, "a header's name"),
  z.string().regex(/^[^$\r\n]+$/, "a header's value, without `$`, which nginx would replace"),
);

/** How a site ends TLS itself. */
export const tls = z.strictObject({
  /** Files of a service that keeps the certificate (`certbot:certificates`), `fullchain.pem` and `privkey.pem`. */
  from: z.string().optional(),
  /** Folder of the host with these two. */
  folder: z.string().optional(),
  /** Port on which it listens. */
  port: z.int().min(1).max(65535),
  /** Port of the host, to which plain HTTP is sent. */
  publish: z.int().min(1).max(65535),
  /** Seconds for which browsers ask over HTTPS alone: https://www.rfc-editor.org/rfc/rfc6797 */
  hsts: z.int().min(0).optional(),
});

/** What nginx serves. */
export const site = z.strictObject({
  routes,
  /** Name of the configuration file beside the Dockerfile. Default: `default.conf`. */
  file: z.string().optional(),
  /** Largest request body. Default: `20m`. */
  bodyLimit: size.optional(),
  /** Seconds that a service may be silent before it answers. Default: 60. */
  timeout: z.int().positive().optional(),
  /** Folder on a disk for bodies and answers that don't fit into memory. Default: answers wait for their readers. */
  temporary: z.string().optional(),
  /** Paths that are answered 404, with all below them, such as `/metrics`. */
  deny: z.array(urlPath).optional(),
  /** Headers of every answer that has none of the same name from the application, beside the usual ones. */
  headers: headers.optional(),
  /** Default: `combined`, https://nginx.org/en/docs/http/ngx_http_log_module.html */
  log: z.enum(["combined", "json"]).optional(),
  /** Port with `/stub_status`: https://nginx.org/en/docs/http/ngx_http_stub_status_module.html. Default: none. */
  metrics: z.int().min(1).max(65535).optional(),
  /** Default: the service's `tls` or `trust` says who ends TLS. */
  tls: tls.optional(),
});

export type FolderRoute = z.output<typeof folder>;
export type PassedRoute = z.output<typeof passed>;
export type SiteDeclaration = z.output<typeof site>;
