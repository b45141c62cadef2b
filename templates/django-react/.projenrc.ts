import { django, gateway, postgres, StackProject, vite, worker } from "quaywright";

const project = new StackProject({
  name: "timetracker",
  ci: "github",
  timezone: "Europe/Warsaw",
  files: { compose: { development: "docker-compose.dev.yml", production: "docker-compose.prod.yml" } },
  handbook: { "docs/deployment.md": "all", "README.md": { marked: ["quick-start", "daily"] } },
  services: {
    db: postgres({ version: "17", name: "timetracker" }),
    backend: {
      ...django({
        source: "backend",
        project: "config",
        database: "db",
        variables: {
          USE_SQLITE: "False",
          CORS_ALLOWED_ORIGINS: { purpose: "Origins whose pages may call the API.", kind: "list", optional: true },
          LOG_LEVEL: { purpose: "How much is logged.", default: "INFO", rule: { oneOf: ["DEBUG", "INFO", "WARNING"] } },
        },
      }),
      replicas: { production: 3 },
      tasks: {
        clearsessions: {
          summary: "Removes the sessions that have ended.",
          command: ["python", "manage.py", "clearsessions"],
          schedule: "0 3 * * *",
        },
      },
    },
    worker: worker({ of: "backend", command: ["python", "manage.py", "worker_run"], heartbeat: 60 }),
    frontend: vite({ source: "frontend", backend: "backend", variables: { VITE_API_BASE_URL: "/api" } }),
    nginx: gateway({
      tls: "none",
      routes: {
        "/": "frontend",
        "/api/": "backend",
        "/admin/": "backend",
        "/static/": "backend:static",
        "/media/": "backend:media",
      },
    }),
  },
});

project.synth();
