import { dash, fastapi, gateway, grafana, nginxExporter, postgres, prometheus, redis, StackProject } from "quaywright";

const json = { GUNICORN_CMD_ARGS: { production: "--log-config-json logging.json" } };
const project = new StackProject({
  name: "stockroom",
  environments: ["development", "staging", "production"],
  files: {
    base: "docker-compose.yml",
    compose: {
      development: "docker-compose.dev.yml",
      staging: "docker-compose.staging.yml",
      production: "docker-compose.prod.yml",
    },
  },
  handbook: { "docs/deployment.md": "all", "README.md": { marked: ["quick-start"] } },
  services: {
    db: postgres({ version: "17", name: "stockroom" }),
    redis: redis({ version: "8", use: "cache" }),
    api: {
      ...fastapi({
        source: ".",
        app: "app.main:app",
        python: { version: "3.11", debian: "bookworm", manager: "poetry", debugPort: 5678, tests: ["pytest"] },
        database: "db",
        cache: "redis",
        rollout: { migrate: ["alembic", "upgrade", "head"] },
        variables: {
          ENVIRONMENT: { development: "dev", staging: "staging", production: "production" },
          DEBUG: { purpose: "Verbose errors.", kind: "boolean", value: { development: "True", production: "False" } },
          LOG_LEVEL: {
            purpose: "How much is logged.",
            default: { development: "DEBUG", production: "INFO" },
            rule: { oneOf: ["DEBUG", "INFO", "WARNING", "ERROR"] },
          },
          UVICORN_LOG_CONFIG: { purpose: "What makes uvicorn's log lines JSON.", value: "logging.json" },
          PROMETHEUS_MULTIPROC_DIR: { production: { purpose: "Numbers of all processes.", value: "/tmp/metrics" } },
        },
      }),
      replicas: { production: 2 },
    },
    dashboard: dash({ of: "api", app: "dashboard.app:server", api: "api", prefix: "/dashboard/", variables: json }),
    nginx: gateway({
      tls: "none",
      routes: { "/": "api", "/ws": { to: "api", stream: true }, "/dashboard/": "dashboard" },
      deny: ["/metrics"],
      log: "json",
      metrics: true,
    }),
    "nginx-exporter": nginxExporter({ version: "1.4.2", nginx: "nginx" }),
    prometheus: prometheus({
      version: "v3.5.0",
      targets: { "api:8000": "/metrics", "nginx-exporter:9113": "/metrics" },
    }),
    grafana: grafana({ version: "12.3", prometheus: "prometheus" }),
  },
});

project.synth();
