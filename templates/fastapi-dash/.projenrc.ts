import { dash, fastapi, gateway, postgres, redis, StackProject } from "quaywright";

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
  services: {
    db: postgres({ version: "17", name: "stockroom" }),
    redis: redis({ version: "8", use: "cache" }),
    api: {
      ...fastapi({
        source: ".",
        app: "app.main:app",
        python: { version: "3.11", debian: "bookworm", manager: "poetry", debugPort: 5678 },
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
        },
      }),
      replicas: { production: 2 },
    },
    dashboard: dash({ of: "api", app: "dashboard.app:server", api: "api", prefix: "/dashboard/" }),
    nginx: gateway({ tls: "none", routes: { "/": "api", "/dashboard/": "dashboard" } }),
  },
});

project.synth();
