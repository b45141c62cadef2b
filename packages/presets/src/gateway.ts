import { type NameIn, preset, type ServiceDeclaration, type siteSchema } from "@quaywright/model";
import type { z } from "zod";
import { certificateCheck } from "./certificate";
import { type acmeOfTls, type filesOfTls, type GatewaySettings, options } from "./gateway-options";
import { gatewayHandbook } from "./handbook/gateway";
import { attached, nginxArgument, nginxAttachments, nginxStage, nginxUser } from "./nginx";

type Routes = Readonly<Record<string, string | { readonly to: string }>>;

/** The services that routes name. */
type ServicesOf<R extends Routes> = {
  [Path in keyof R]: R[Path] extends { readonly to: infer To } ? NameIn<To> : NameIn<R[Path]>;
}[keyof R];

type Passed = Extract<z.input<typeof siteSchema.routes>[string], { to: string }>;

export type GatewayOptions<R extends Routes, Acme extends string = never> = Omit<
  z.input<typeof options>,
  "routes" | "tls"
> & {
  /**
   * Path prefix to a service (`backend`), to its files (`backend:static`), or to an object with `to` and how it is
   * passed on. The longest prefix wins.
   */
  readonly routes: R & Readonly<Record<string, string | Passed>>;
  /**
   * Who ends TLS: nobody (`"none"`), or this gateway, with the certificate in a folder (`{ files: "certificates" }`)
   * or from an authority (`{ acme: "certbot" }`). Left out, the proxy that `trust` names ends it.
   */
  readonly tls?:
    | "none"
    | z.input<typeof filesOfTls>
    | (Omit<z.input<typeof acmeOfTls>, "acme"> & { readonly acme: Acme });
};

/** Belongs to the user of the image: https://github.com/nginx/docker-nginx-unprivileged */
const temporary = "/var/cache/nginx";

/** nginx in front of the stack: the one service that the world reaches. */
export const gateway = <const R extends Routes, const Acme extends string = never>(
  given: GatewayOptions<R, Acme>,
): ServiceDeclaration<ServicesOf<R> | Acme> => preset(options, given, expand);

const challenge = "/.well-known/acme-challenge/";

function expand(given: GatewaySettings): ServiceDeclaration {
  const { routes, nginx, publish, bodyLimit, timeout, deny, headers, log, metrics, trust, environments } = given;
  const tls = typeof given.tls === "object" ? given.tls : undefined;
  const acme = tls !== undefined && "acme" in tls ? tls.acme : undefined;
  return {
    summary: "nginx, the one service that the world reaches.",
    environments: [...environments],
    named: [
      ...Object.entries(routes).flatMap(([path, route]) => namedBy(path, route)),
      ...(acme === undefined ? [] : [{ at: ["tls", "acme"], service: acme, files: ["certificates", "challenge"] }]),
    ],
    build: {
      arguments: [nginxArgument(nginx)],
      sources: [],
      attachments: { ...nginxAttachments, ...(tls !== undefined && { "certificate.sh": certificateCheck }) },
      stages: [
        nginxStage({
          name: "production",
          purpose: "is nginx with the files that it serves itself.",
          file: "default.conf",
          steps:
            tls === undefined ? [] : [attached("certificate.sh", "/docker-entrypoint.d/40-certificate.sh", "0755")],
        }),
      ],
    },
    site: {
      routes: { ...routes, ...(acme !== undefined && { [challenge]: `${acme}:challenge` }) },
      temporary,
      bodyLimit,
      timeout,
      deny: [...deny],
      headers,
      log,
      ...(metrics && { metrics: 8081 }),
      ...(tls !== undefined && { tls: siteTls(tls) }),
    },
    ...(acme !== undefined && { needs: [acme] }),
    facts: {
      scheme: tls !== undefined || (given.tls !== "none" && trust.length > 0) ? "https" : "http",
      bodyLimit: String(bytes(bodyLimit)),
    },
    port: 8080,
    publish,
    ...(given.tls === "none" && { tls: "none" as const }),
    ...(trust.length > 0 && { trust: [...trust] }),
    ...(tls !== undefined && { ports: { tls: { port: 8443, publish: tls.publish } } }),
    user: nginxUser,
    // several large uploads at once would fill the memory that /tmp is
    volumes: { temporary },
    scratch: ["/tmp"],
    probe: { kind: "http", path: "/healthz" },
    resources: { production: { memory: "128m", cpus: 0.5, pids: 50 } },
    stopGrace: 40,
    handbook: gatewayHandbook,
  };
}

/** Where a route names its service, and files of it. */
function namedBy(path: string, route: GatewaySettings["routes"][string]) {
  const named = (at: string[], to: string) => {
    const [service = "", ...files] = to.split(":");
    return [{ at, service, ...(files.length > 0 && { files: [files.join(":")] }) }];
  };
  if (typeof route === "string") return named(["routes", path], route);
  return "to" in route ? named(["routes", path, "to"], route.to) : [];
}

const siteTls = ({ publish, hsts, ...from }: Exclude<GatewaySettings["tls"], string | undefined>) => ({
  ...("files" in from ? { folder: from.files } : { from: `${from.acme}:certificates` }),
  port: 8443,
  publish,
  ...(hsts !== undefined && { hsts }),
});

const units: Readonly<Record<string, number>> = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

const bytes = (size: string): number => Number.parseInt(size, 10) * (units[size.at(-1) ?? ""] ?? 1);
