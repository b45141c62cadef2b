import { preset, type ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";

const options = z.strictObject({
  /** Tag of the image, such as `1.4.2`. */
  version: z.string().regex(/^\d/, "a tag of the image, such as `1.4.2`"),
  /** The nginx whose counts it passes on. */
  nginx: z.string(),
  /** Port of that nginx with `/stub_status`. Default: 8081, which a gateway with `metrics` listens on. */
  port: z.int().min(1).max(65535).default(8081),
  /** Environments that have it. Default: all but development. */
  environments: z.array(z.string()).min(1).readonly().default(["production"]),
});

export type NginxExporterOptions<Nginx extends string> = Omit<z.input<typeof options>, "nginx"> & {
  /** The nginx whose counts it passes on. */
  readonly nginx: Nginx;
};

/** nginx's counts as Prometheus reads them, on port 9113: https://github.com/nginx/nginx-prometheus-exporter */
export const nginxExporter = <const Nginx extends string>(
  given: NginxExporterOptions<Nginx>,
): ServiceDeclaration<Nginx> => preset(options, given, expand);

const expand = ({ version, nginx, port, environments }: z.output<typeof options>): ServiceDeclaration => ({
  summary: `Metrics of ${nginx}.`,
  environments: [...environments],
  profile: "monitoring",
  named: [{ at: ["nginx"], service: nginx }],
  reaches: [nginx],
  image: `nginx/nginx-prometheus-exporter:${version}`,
  command: [`--nginx.scrape-uri=http://${nginx}:${port}/stub_status`],
  port: 9113,
  user: "65534:65534",
  // its image has no program but itself
  probe: false,
  resources: { production: { memory: "64m", cpus: 0.2, pids: 30 } },
});
