import { preset, type ServiceDeclaration } from "@quaywright/model";
import { z } from "zod";
import { dashboard } from "./grafana-dashboard";
import { strong } from "./secret";

const options = z.strictObject({
  /** Tag of the image, such as `12.3`. */
  version: z.string().regex(/^\d/, "a tag of the image, such as `12.3`"),
  /** The Prometheus that it shows. */
  prometheus: z.string(),
  /** Port of the host, on 127.0.0.1 in every environment. Default: 3000. */
  publish: z.int().default(3000),
  /** Environments that have it. Default: all but development. */
  environments: z.array(z.string()).min(1).readonly().default(["production"]),
});

export type GrafanaOptions<Prometheus extends string> = Omit<z.input<typeof options>, "prometheus"> & {
  /** The Prometheus that it shows. */
  readonly prometheus: Prometheus;
};

/**
 * Grafana with one dashboard of the stack, with the profile `monitoring`; its user is `admin`:
 * https://grafana.com/docs/grafana/latest/administration/provisioning/
 */
export const grafana = <const Prometheus extends string>(
  given: GrafanaOptions<Prometheus>,
): ServiceDeclaration<Prometheus> => preset(options, given, expand);

const password = { purpose: "Password of Grafana's user `admin`.", kind: "secret", input: "GRAFANA_PASSWORD" } as const;

const expand = ({ version, prometheus, publish, environments }: z.output<typeof options>): ServiceDeclaration => ({
  summary: "Grafana, which shows metrics.",
  environments: [...environments],
  profile: "monitoring",
  named: [{ at: ["prometheus"], service: prometheus }],
  reaches: [prometheus],
  image: `grafana/grafana:${version}`,
  variables: {
    GF_SECURITY_ADMIN_PASSWORD: { development: { ...password, default: "development-only" } },
    // a secret's file is asked for with `_FILE` behind it, and Grafana wants `__FILE`:
    // https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/
    GF_SECURITY_ADMIN_PASSWORD_: { production: { ...password, rule: strong(16).production } },
    GF_USERS_ALLOW_SIGN_UP: "false",
    GF_ANALYTICS_REPORTING_ENABLED: "false",
    GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
    GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: "/etc/grafana/dashboards/stack.json",
  },
  configs: {
    "/etc/grafana/provisioning/datasources/prometheus.yaml": datasource(prometheus),
    "/etc/grafana/provisioning/dashboards/dashboards.yaml": dashboards,
    "/etc/grafana/dashboards/stack.json": dashboard,
  },
  port: 3000,
  publish,
  publishOn: "127.0.0.1",
  loopbackBecause: "It speaks HTTP alone, and whoever logs in reads every metric.",
  user: "472:0",
  volumes: { data: "/var/lib/grafana" },
  scratch: ["/tmp"],
  probe: { kind: "command", command: ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:3000/api/health"] },
  singleBecause: "Two on one volume would destroy it.",
  resources: { production: { memory: "256m", cpus: 0.5, pids: 100 } },
  handbook: { volumes: { data: { holds: "Grafana's users, and dashboards made by hand.", copy: "files" } } },
});

const datasource = (prometheus: string): string => `apiVersion: 1
datasources:
  - name: Prometheus
    uid: prometheus
    type: prometheus
    url: http://${prometheus}:9090
    isDefault: true
`;

const dashboards = `apiVersion: 1
providers:
  - name: stack
    type: file
    options:
      path: /etc/grafana/dashboards
`;
