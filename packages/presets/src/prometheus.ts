import { type NameIn, preset, type ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";

const options = z.strictObject({
  /** Tag of the image, such as `v3.5.0`. */
  version: z.string().regex(/^v?\d/, "a tag of the image, such as `v3.5.0`"),
  /** What it asks for metrics: service and port to the path, `{ "backend:8000": "/metrics" }`. Every replica is asked. */
  targets: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*:\d{1,5}$/, "a service and its port, such as `backend:8000`"),
    z.string().startsWith("/"),
  ),
  /** Seconds between two questions. Default: 15. */
  every: z.int().positive().default(15),
  /** Days for which it keeps what it was told. Default: 15. */
  keep: z.int().positive().default(15),
  /** Port of the host, on 127.0.0.1 in every environment. Default: 9090. */
  publish: z.int().default(9090),
  /** Environments that have it. Default: all but development. */
  environments: z.array(z.string()).min(1).readonly().default(["production"]),
});

export type PrometheusOptions<Targets extends Readonly<Record<string, string>>> = Omit<
  z.input<typeof options>,
  "targets"
> & {
  /** What it asks for metrics: service and port to the path, `{ "backend:8000": "/metrics" }`. Every replica is asked. */
  readonly targets: Targets;
};

/**
 * Prometheus, with the profile `monitoring`: `docker compose --profile monitoring up`.
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/
 */
export const prometheus = <const Targets extends Readonly<Record<string, string>>>(
  given: PrometheusOptions<Targets>,
): ServiceDeclaration<NameIn<keyof Targets>> => preset(options, given, expand);

function expand({
  version,
  targets,
  every,
  keep,
  publish,
  environments,
}: z.output<typeof options>): ServiceDeclaration {
  const services = [...new Set(Object.keys(targets).map(serviceOf))];
  return {
    summary: "Prometheus, which gathers metrics.",
    environments: [...environments],
    profile: "monitoring",
    named: Object.keys(targets).map((target) => ({ at: ["targets", target], service: serviceOf(target) })),
    reaches: services,
    image: `prom/prometheus:${version}`,
    command: [
      "--config.file=/etc/prometheus/prometheus.yml",
      "--storage.tsdb.path=/prometheus",
      `--storage.tsdb.retention.time=${keep}d`,
    ],
    configs: { "/etc/prometheus/prometheus.yml": configuration(targets, every) },
    port: 9090,
    publish,
    publishOn: "127.0.0.1",
    loopbackBecause: "It lets everyone in without a password.",
    user: "65534:65534",
    volumes: { data: "/prometheus" },
    probe: { kind: "command", command: ["promtool", "check", "healthy", "--url=http://127.0.0.1:9090"] },
    singleBecause: "Two on one volume would destroy it.",
    stopGrace: 60,
    resources: { production: { memory: "512m", cpus: 0.5, pids: 100 } },
    handbook: { volumes: { data: { holds: `Metrics of the last ${keep} days.`, copy: "none" } } },
  };
}

const serviceOf = (target: string): string => target.split(":")[0] ?? "";

/** Names are asked for again and again: replicas come and go. */
const configuration = (targets: Readonly<Record<string, string>>, every: number): string =>
  [
    "# What Prometheus asks, and how often.",
    "global:",
    `  scrape_interval: ${every}s`,
    `  scrape_timeout: ${Math.min(every, 10)}s`,
    "scrape_configs:",
    ...Object.entries(targets).flatMap(([target, path]) => {
      const [service, port] = target.split(":");
      return [
        `  - job_name: ${JSON.stringify(target)}`,
        `    metrics_path: ${JSON.stringify(path)}`,
        "    dns_sd_configs:",
        `      - names: [${JSON.stringify(service)}]`,
        "        type: A",
        `        port: ${port}`,
        "        refresh_interval: 15s",
      ];
    }),
    "",
  ].join("\n");
