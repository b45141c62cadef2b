export { versions } from "@quaywright/versions";
export { type AdminerOptions, adminer } from "./adminer";
export { type BackupOptions, backup } from "./backup";
export {
  type CeleryBeatOptions,
  type CeleryOptions,
  celery,
  celeryBeat,
  type FlowerOptions,
  flower,
} from "./celery";
export { type CertbotOptions, certbot } from "./certbot";
export { type DashOptions, dash } from "./dash";
export { type DjangoOptions, django } from "./django";
export {
  type DjangoOverlayOptions,
  type DjangoSettingsOptions,
  djangoOverlay,
  djangoSettings,
} from "./django-settings";
export { type FastapiOptions, fastapi } from "./fastapi";
export { type FlaskOptions, flask } from "./flask";
export { type GatewayOptions, gateway } from "./gateway";
export { type GrafanaOptions, grafana } from "./grafana";
export { type MailpitOptions, mailpit } from "./mailpit";
export { type MariadbOptions, mariadb } from "./mariadb";
export { type MysqlOptions, mysql } from "./mysql";
export { type NginxExporterOptions, nginxExporter } from "./nginx-exporter";
export { type NodeOptions, node } from "./node";
export { type PgbouncerOptions, pgbouncer } from "./pgbouncer";
export { type PostgresOptions, postgres } from "./postgres";
export { type PrometheusOptions, prometheus } from "./prometheus";
export { type RedisOptions, redis } from "./redis";
export { type ValkeyOptions, valkey } from "./valkey";
export { type ViteOptions, vite } from "./vite";
export { type WellKnown, wellKnown } from "./well-known";
export { type WorkerOptions, worker } from "./worker";
