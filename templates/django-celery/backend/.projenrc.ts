import { backup, celery, celeryBeat, django, djangoSettings, flower, postgres, redis, StackProject } from "quaywright";

const project = new StackProject({
  name: "desideliver",
  files: {
    compose: { development: "docker-compose.yml", production: "docker-compose.prod.yml" },
    places: {
      "docker/backend/Dockerfile": "Dockerfile",
      "docker/backend/Dockerfile.dockerignore": ".dockerignore",
      "docker/backend/entrypoint.sh": "entrypoint.sh",
      "docker/backend/entrypoint.dev.sh": "entrypoint.dev.sh",
    },
  },
  samples: djangoSettings({ project: "desideliver_backend" }),
  handbook: { "docs/DOCKER.md": "all", "README.md": { marked: ["quick-start", "daily"] } },
  services: {
    db: postgres({ version: "15", name: { development: "desideliver_dev", production: "desideliver" } }),
    backup: backup({ of: "db", every: 24, keep: 14 }),
    redis: redis({ version: "7", use: "broker" }),
    backend: {
      ...django({
        source: ".",
        project: "desideliver_backend",
        database: "db",
        cache: "redis",
        python: { tools: ["postgresql-client"] },
        variables: {
          DJANGO_SETTINGS_MODULE: {
            development: "desideliver_backend.settings.local",
            production: "desideliver_backend.settings.production",
          },
          CORS_ALLOWED_ORIGINS: {
            default: { development: "http://localhost:3000,http://localhost:3001" },
            optional: true,
            example: "https://www.example.com",
          },
          EMAIL_BACKEND: {
            default: {
              development: "django.core.mail.backends.console.EmailBackend",
              production: "django.core.mail.backends.smtp.EmailBackend",
            },
          },
          LOG_LEVEL: { purpose: "How much is logged.", default: "INFO", rule: { oneOf: ["DEBUG", "INFO", "WARNING"] } },
          SECURE_HSTS_INCLUDE_SUBDOMAINS: { production: { optional: true } },
          SECURE_HSTS_PRELOAD: { production: { optional: true } },
          SENDGRID_API_KEY: { purpose: "Password for SendGrid's SMTP server.", kind: "secret", optional: true },
        },
      }),
      publish: 8000,
      // a proxy on this machine ends TLS, which comes from one of the engine's networks
      trust: ["172.16.0.0/12", "192.168.0.0/16"],
      egress: true,
    },
    worker: celery({ of: "backend", app: "desideliver_backend", heartbeat: 60 }),
    beat: celeryBeat({ of: "backend", app: "desideliver_backend", heartbeat: 60 }),
    flower: flower({ of: "backend", app: "desideliver_backend" }),
  },
});

project.synth();
