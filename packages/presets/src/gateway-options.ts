import { siteSchema } from "@quaywright/model";
import { z } from "zod";
import { nginxVersion } from "./nginx";

const { headers, network, routes, size, urlPath } = siteSchema;

const ended = {
  /** Port of the host for HTTPS. Default: 443. */
  publish: z.int().min(1).max(65535).default(443),
  /** Seconds for which browsers remember to ask over HTTPS alone: start with 300. Default: they don't. */
  hsts: z.int().min(0).optional(),
};

export const filesOfTls = z.strictObject({
  /**
   * Folder of the host with `fullchain.pem` and `privkey.pem`, from the project's folder: files that user 101 can read,
   * without links that lead out of it. New ones count at once.
   */
  files: z
    .string()
    .regex(
      /^(?=.*[^./])(?!.*\.(?:pem|crt|cer|key)$)(?!(?:.*\/)?\.\.(?:\/|$)).+$/,
      "a folder such as `certificates`, with `fullchain.pem` and `privkey.pem`",
    ),
  ...ended,
});

export const acmeOfTls = z.strictObject({
  /** The service that gets the certificate: one of `certbot`. */
  acme: z.string(),
  ...ended,
});

/** The options of a gateway. */
export const options = z
  .strictObject({
    /** Path prefix to a service, to its files, or to an object with `to` and how it is passed on. */
    routes,
    /** Who ends TLS. Left out, the proxy that `trust` names. */
    tls: z.union([z.literal("none"), filesOfTls, acmeOfTls]).optional(),
    /** Addresses of proxies in front of it, whose `X-Forwarded-*` headers count. Default: none. */
    trust: z.array(network).readonly().default([]),
    /** Port of the host for HTTP. Default: 80. */
    publish: z.int().min(1).max(65535).default(80),
    /** Largest request body, such as `50m`. Default: `20m`. */
    bodyLimit: size.default("20m"),
    /** Seconds that a service may be silent before it answers. Default: 60. */
    timeout: z.int().positive().default(60),
    /** Paths that are not passed on, with all below them, such as `/metrics`. Default: none. */
    deny: z.array(urlPath).readonly().default([]),
    /** Headers of every answer that has none of the same name from the application, beside the usual ones. */
    headers: headers.default({}),
    /** How each request is logged: as a line, or as JSON. Default: `combined`. */
    log: z.enum(["combined", "json"]).default("combined"),
    /** nginx's own counts at `/stub_status` on port 8081, for the services that reach it. Default: false. */
    metrics: z.boolean().default(false),
    /** Version of nginx, 1.29.3 or newer. Default: see `versions`. */
    nginx: nginxVersion,
    /** Environments that have it. Default: all but development. */
    environments: z.array(z.string()).min(1).readonly().default(["production"]),
  })
  .check(({ value, issues }) => {
    for (const [path, message] of contradictions(value)) issues.push({ code: "custom", input: value, path, message });
  });

export type GatewaySettings = z.output<typeof options>;

/** What options say against one another, or leave open: place, and what is expected there. */
function contradictions({ headers, tls, trust }: Pick<GatewaySettings, "headers" | "tls" | "trust">) {
  const found: [string[], string][] = [];
  if (tls === undefined && trust.length === 0) {
    found.push([
      ["tls"],
      'who ends TLS: `{ files: "certificates" }`, `{ acme: "certbot" }`, `"none"`, or another proxy with `trust: ["10.0.0.1"]`',
    ]);
  }
  const hsts = Object.keys(headers).find((name) => name.toLowerCase() === "strict-transport-security");
  if (hsts !== undefined && typeof tls === "object") found.push([["headers", hsts], "`hsts` of `tls`"]);
  else if (hsts !== undefined && (trust.length === 0 || tls === "none")) {
    found.push([["headers", hsts], "TLS, without which browsers pass it over"]);
  }
  return found;
}
