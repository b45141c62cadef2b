import { type NameIn, preset, type ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";
import { gatewayHandbook } from "./handbook/gateway";
import { nginxArgument, nginxStage, nginxUser } from "./nginx";
import { versions } from "./versions";

const options = z.strictObject({
  /** Path prefix to a service (`backend`) or to its files (`backend:static`). The longest prefix wins. */
  routes: z.record(z.string().startsWith("/"), z.string()),
  /** Version of nginx. Default: see `versions`. */
  nginx: z.string().min(1).default(versions.nginx),
  /** Port of the host. Default: 80. */
  publish: z.int().default(80),
  /** Largest request body, such as `50m`. Default: `20m`. */
  bodyLimit: z.string().optional(),
  /** Addresses of proxies in front of it, whose `X-Forwarded-*` headers count. Default: none. */
  trust: z.array(z.string()).readonly().default([]),
  /** Environments that have it. Default: all but development. */
  environments: z.array(z.string()).min(1).readonly().default(["production"]),
});

export type GatewayOptions<Routes extends Readonly<Record<string, string>>> = Omit<
  z.input<typeof options>,
  "routes"
> & {
  /** Path prefix to a service (`backend`) or to its files (`backend:static`). The longest prefix wins. */
  readonly routes: Routes;
};

/** Belongs to the user of the image: https://github.com/nginx/docker-nginx-unprivileged */
const temporary = "/var/cache/nginx";

/** nginx in front of the stack: the one service that the world reaches. */
export const gateway = <const Routes extends Readonly<Record<string, string>>>(
  given: GatewayOptions<Routes>,
): ServiceDeclaration<NameIn<Routes[keyof Routes]>> => preset(options, given, expand);

function expand({
  routes,
  nginx,
  publish,
  bodyLimit,
  trust,
  environments,
}: z.output<typeof options>): ServiceDeclaration {
  return {
    summary: "nginx, the one service that the world reaches.",
    environments: [...environments],
    named: Object.entries(routes).map(([path, to]) => ({ at: ["routes", path], service: to.split(":")[0] ?? "" })),
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
      trust: [...trust],
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
    handbook: gatewayHandbook,
  };
}
