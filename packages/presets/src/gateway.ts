import type { NameIn, ServiceDeclaration } from "@quaywright/model";
import { nginxArgument, nginxStage, nginxUser } from "./nginx";
import { versions } from "./versions";

export interface GatewayOptions<Routes extends Readonly<Record<string, string>>> {
  /** Path prefix to a service (`backend`) or to its files (`backend:static`). The longest prefix wins. */
  readonly routes: Routes;
  /** Version of nginx. Default: see `versions`. */
  readonly nginx?: string;
  /** Port of the host. Default: 80. */
  readonly publish?: number;
  /** Largest request body, such as `50m`. Default: `20m`. */
  readonly bodyLimit?: string;
  /** Addresses of proxies in front of it, whose `X-Forwarded-*` headers count. Default: none. */
  readonly trust?: readonly string[];
  /** Environments that have it. Default: all but development. */
  readonly environments?: readonly string[];
}

/** Belongs to the user of the image: https://github.com/nginx/docker-nginx-unprivileged */
const temporary = "/var/cache/nginx";

/** nginx in front of the stack: the one service that the world reaches. */
export function gateway<const Routes extends Readonly<Record<string, string>>>({
  routes,
  nginx = versions.nginx,
  publish = 80,
  bodyLimit,
  trust,
  environments = ["production"],
}: GatewayOptions<Routes>): ServiceDeclaration<NameIn<Routes[keyof Routes]>> {
  return {
    summary: "nginx, the one service that the world reaches.",
    environments: environments as string[],
    named: Object.entries(routes ?? {}).flatMap(([path, to]) =>
      typeof to === "string" ? [{ at: ["routes", path], service: to.split(":")[0] ?? "" }] : [],
    ),
    build: {
      arguments: [nginxArgument(nginx)],
      sources: [],
      stages: [
        nginxStage({
          name: "production",
          purpose: "is nginx with the files that it serves itself.",
          file: "default.conf",
          steps: [],
        }),
      ],
    },
    site: {
      routes,
      temporary,
      ...(bodyLimit !== undefined && { bodyLimit }),
      ...(trust !== undefined && { trust: trust as string[] }),
    },
    port: 8080,
    publish,
    user: nginxUser,
    // several large uploads at once would fill the memory that /tmp is
    volumes: { temporary },
    scratch: ["/tmp"],
    probe: { kind: "http", path: "/healthz" },
    resources: { production: { memory: "128m", cpus: 0.5, pids: 50 } },
    stopGrace: 40,
  };
}
