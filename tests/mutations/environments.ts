import { add, addInstruction, both, instruction, only, set, unset, write } from "./edit";
import { backend, development, type Mutation, production } from "./mutation";

const database =
  "services:\n  db:\n    image: postgres:17.6\n    volumes: ['db_data:/var/lib/postgresql/data']\nvolumes:\n  db_data:\n";

/** What differs between development and production, and what merging leaves over. */
export const environments: readonly Mutation[] = [
  {
    rule: "production-reachable-from-host",
    template: "fastapi-dash",
    breaks: set("docker-compose.yml", "services.db.ports", ["5440:5432"]),
    spares: set("docker-compose.dev.yml", "services.db.ports", ["127.0.0.1:5433:5432"]),
    also: ["ports-unbound-interface"], // in development,
  },
  {
    rule: "override-leaks-dev",
    template: "fastapi-dash",
    breaks: set("docker-compose.yml", "services.api.volumes", ["./app:/app/app"]),
    spares: set("docker-compose.dev.yml", "services.dashboard.volumes", ["./app:/app/app"]),
  },
  {
    rule: "override-file-autoloaded",
    template: "django-sqlite",
    given: both(
      write("compose.override.yml", "services:\n  app:\n    labels:\n      own: mine\n"),
      write("deploy.sh", "#!/bin/sh\nset -eu\ndocker compose -f compose.yml up -d\n"),
    ),
    breaks: write("deploy.sh", "#!/bin/sh\nset -eu\ndocker compose up -d\n"),
    spares: write("try.sh", "#!/bin/sh\nset -eu\ndocker compose up -d\n"),
  },
  {
    rule: "env-dev-prod-drift",
    breaks: set(development, "services.backend.environment.PAYMENT_ACCOUNT", "4711"),
    spares: both(
      set(development, "services.backend.environment.PAYMENT_ACCOUNT", "4711"),
      set(production, "services.backend.environment.PAYMENT_ACCOUNT", "4712"),
    ),
  },
  {
    rule: "uid-host-mismatch",
    breaks: both(
      addInstruction(backend, "development", "RUN useradd --no-log-init --uid 10002 dev\nUSER dev"),
      instruction(backend, "development", "ENTRYPOINT", 'ENTRYPOINT ["entrypoint"]'),
    ),
    spares: addInstruction(backend, "development", "RUN useradd --no-log-init --uid 10002 dev"),
  },
  {
    rule: "bind-mount-hides-build",
    given: instruction(backend, "development", "ENTRYPOINT"),
    breaks: addInstruction(backend, "development", "RUN uv sync --frozen", "ENV PY"),
    spares: both(
      addInstruction(backend, "development", "RUN uv sync --frozen", "ENV PY"),
      add(development, "services.backend.volumes", "/app/.venv"),
      add(development, "services.backend-migrate.volumes", "/app/.venv"),
      add(development, "services.worker.volumes", "/app/.venv"),
    ),
  },
  {
    rule: "bind-mount-hides-entrypoint",
    given: instruction(backend, "development", "ENTRYPOINT", 'ENTRYPOINT ["/app/start"]'),
    breaks: instruction(
      backend,
      "development",
      "COPY --chmod=0755 docker/backend/entrypoint.dev.sh",
      "COPY --chmod=0755 docker/backend/entrypoint.dev.sh /app/start",
    ),
    spares: both(
      instruction(backend, "development", "ENTRYPOINT", 'ENTRYPOINT ["/srv/start"]'),
      instruction(
        backend,
        "development",
        "COPY --chmod=0755 docker/backend/entrypoint.dev.sh",
        "COPY --chmod=0755 docker/backend/entrypoint.dev.sh /srv/start",
      ),
    ),
  },
  {
    rule: "cache-mount-wrong-home",
    breaks: add(production, "services.worker.volumes", "backend_temporary:/root/.cache"),
    spares: both(
      add(production, "services.worker.volumes", "backend_temporary:/root/.cache"),
      set(production, "services.worker.environment.HOME", "/root"),
    ),
  },
  {
    rule: "static-volume-stale",
    breaks: both(
      add(production, "services.backend.volumes", "backend_static:/app/staticfiles"),
      set(production, "volumes.backend_static", {}),
    ),
    spares: both(
      add(production, "services.backend.volumes", "backend_reports:/srv/reports"),
      set(production, "volumes.backend_reports", {}),
    ),
  },
  {
    rule: "volume-path-not-owned",
    given: both(
      instruction(backend, "production", "ENTRYPOINT"),
      instruction(backend, "production", "RUN --mount"),
      set(production, "volumes.backend_reports", {}),
    ),
    breaks: add(production, "services.backend.volumes", "backend_reports:/srv/reports"),
    spares: both(
      add(production, "services.backend.volumes", "backend_reports:/srv/reports"),
      addInstruction(backend, "production", "RUN install --directory --owner 10001 /srv/reports", "COPY --from=assets"),
    ),
  },
  {
    rule: "compose-volume-subset",
    breaks: set(production, "services.nginx.volumes", [
      "backend_media:/srv/backend/media",
      "nginx_temporary:/var/cache/nginx",
    ]),
    spares: add(production, "services.nginx.volumes", "backend_temporary:/srv/temporary:ro"),
  },
  {
    rule: "database-volume-path",
    breaks: set(production, "services.db.volumes", ["db_data:/var/lib/postgresql/pgdata"]),
    spares: both(
      set(production, "services.db.volumes", ["db_data:/var/lib/postgresql/pgdata"]),
      set(production, "services.db.environment.PGDATA", "/var/lib/postgresql/pgdata"),
    ),
  },
  {
    rule: "backup-missing",
    given: only({ [production]: database, "README.md": "Every night `pg_dump` writes to the other host.\n" }),
    breaks: write("README.md", "Every night the shop is closed.\n"),
    spares: write("README.md", "A backup is made every night.\n"),
  },
  {
    rule: "sqlite-shared",
    template: "django-sqlite",
    breaks: [
      both(set("compose.prod.yml", "services.app.deploy.replicas", 2), unset("compose.prod.yml", "services.app.ports")),
      set("compose.prod.yml", "services.app.environment.DATABASE_PATH", "/app/db.sqlite3"),
    ],
    spares: set("compose.prod.yml", "services.app.environment.DATABASE_PATH", "/srv/data/other.sqlite3"),
  },
  {
    rule: "replicas-fixed-port-or-name",
    breaks: [
      set(production, "services.backend.container_name", "backend"),
      set(production, "services.backend.ports", ["127.0.0.1:8000:8000"]),
    ],
    spares: set(production, "services.worker.container_name", "worker"),
  },
];
