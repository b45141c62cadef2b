import {
  addDirective,
  append,
  both,
  copyService,
  directive,
  instruction,
  prepare,
  remove,
  rewrite,
  set,
  unset,
} from "./edit";
import { backend, development, entrypoint, type Mutation, nginx, production } from "./mutation";

const gunicorn = (...options: readonly string[]) => ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", ...options];
const command = "services.backend.command";

/** What containers run: servers, workers, jobs, and how it is seen that they are well. */
export const processes: readonly Mutation[] = [
  {
    rule: "pid1-shell",
    breaks: [
      set(production, command, ["sh", "-c", "echo starting && gunicorn config.wsgi --bind 0.0.0.0:8000"]),
      instruction(backend, "production", "CMD", 'CMD ["sh", "-c", "gunicorn config.wsgi --bind 0.0.0.0:8000"]'),
    ],
    spares: set(production, command, ["sh", "-c", "echo starting && exec gunicorn config.wsgi --bind 0.0.0.0:8000"]),
  },
  {
    rule: "healthy-dependency-without-healthcheck",
    breaks: unset(production, "services.db.healthcheck"),
    spares: unset(production, "services.frontend.healthcheck"),
  },
  {
    rule: "healthcheck-tool-missing",
    breaks: [
      set(production, "services.db.healthcheck.test", ["CMD", "curl", "-f", "http://127.0.0.1:5432"]),
      set(production, "services.backend.healthcheck.test", ["CMD-SHELL", "wget -q http://127.0.0.1:8000/healthz"]),
    ],
    spares: set(production, "services.nginx.healthcheck.test", ["CMD", "curl", "-f", "http://127.0.0.1:8080/healthz"]),
  },
  {
    rule: "healthcheck-endpoint-unserved",
    given: set(production, "services.backend.healthcheck.test", [
      "CMD",
      "python",
      "-c",
      "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz')",
    ]),
    breaks: set(production, "services.backend.environment.ALLOWED_HOSTS", "www.example.com"),
    spares: set(production, "services.backend.environment.ALLOWED_HOSTS", "www.example.com,127.0.0.1"),
  },
  {
    rule: "entrypoint-ignores-command",
    breaks: rewrite(entrypoint, () => "#!/bin/sh\nset -eu\nexec gunicorn config.wsgi --config /etc/gunicorn.conf.py\n"),
    spares: prepare(entrypoint, "umask 027"),
  },
  {
    rule: "migrations-by-replicas",
    breaks: prepare(entrypoint, "python manage.py migrate --noinput"),
    spares: prepare(entrypoint, "python manage.py check"),
  },
  {
    rule: "one-shot-dependency",
    breaks: [
      unset(production, "services.worker.depends_on.backend-migrate"),
      set(production, "services.worker.depends_on.backend-migrate.condition", "service_started"),
    ],
    spares: set(production, "services.worker.depends_on.frontend", { condition: "service_started" }),
  },
  {
    rule: "workers-vs-limits",
    breaks: [
      set(production, command, gunicorn("--workers", "16")),
      both(
        set(production, command, gunicorn("--workers", "12")),
        set(production, "services.backend.deploy.resources.limits.memory", "4g"),
      ),
    ],
    spares: set(production, command, gunicorn("--workers", "4")),
  },
  {
    rule: "db-connections-budget",
    breaks: set(production, command, gunicorn("--workers", "6", "--threads", "8")),
    spares: set(production, command, gunicorn("--workers", "4", "--threads", "4")),
  },
  {
    rule: "memory-budget",
    given: set(production, "x-host", { memory: "8g" }),
    breaks: set(production, "x-host", { memory: "2g" }),
    spares: set(production, "x-host", { memory: "5g" }),
  },
  {
    rule: "worker-class-removed",
    breaks: set(production, command, gunicorn("--worker-class", "eventlet")),
    spares: set(production, command, gunicorn("--worker-class", "gthread")),
    also: ["worker-dependency-missing"],
  },
  {
    rule: "worker-dependency-missing",
    breaks: [
      set(production, command, gunicorn("--worker-class", "gevent")),
      set(development, "services.worker.command", ["celery", "--app", "config", "worker"]),
    ],
    spares: both(
      set(production, command, gunicorn("--worker-class", "gevent")),
      rewrite("backend/requirements.txt", (text) => `${text}gevent==25.9.1\n`),
    ),
  },
  {
    rule: "worker-class-vs-streaming",
    given: both(
      remove("docker/backend/gunicorn.conf.py"),
      instruction(backend, "production", "COPY --chmod=0644 docker/backend/gunicorn"),
      addDirective(nginx, ["server"], "location /api/events/ { proxy_buffering off; proxy_pass http://backend; }"),
    ),
    breaks: set(production, command, gunicorn("--workers", "4")),
    spares: set(production, command, gunicorn("--worker-class", "gthread", "--threads", "20")),
  },
  {
    rule: "log-destination",
    breaks: [
      set(production, command, gunicorn("--access-logfile", "/var/log/access.log")),
      directive(nginx, ["server", "access_log"], "access_log /srv/access.log combined"),
    ],
    spares: set(production, command, gunicorn("--access-logfile", "-")),
  },
  {
    rule: "read-only-needs-writable",
    breaks: [set(production, "services.db.tmpfs", ["/tmp"])],
    spares: set(production, "services.db.tmpfs", ["/tmp", "/var/run/postgresql"]),
  },
  {
    rule: "client-server-version",
    template: "django-celery/backend",
    breaks: both(
      set(production, "services.db.image", "postgres:17"),
      set("docker-compose.yml", "services.db.image", "postgres:17"),
    ),
    spares: set(production, "services.backup.command", ["bash", "/usr/local/bin/backup", "now"]),
  },
  {
    rule: "redis-auth-chain",
    given: both(
      copyService(production, "db", "cache", {
        image: "redis:8.2.3",
        environment: null,
        secrets: null,
        volumes: null,
        command: ["redis-server", "--requirepass", "${REDIS_PASSWORD:?}"],
      }),
      append(".env.example", "REDIS_PASSWORD=\n"),
      set(production, "services.worker.depends_on.cache", { condition: "service_healthy" }),
    ),
    breaks: set(production, "services.worker.environment.REDIS_URL", "redis://cache:6379/0"),
    spares: set(production, "services.worker.environment.REDIS_URL", "redis://:${REDIS_PASSWORD:?}@cache:6379/0"),
  },
];
