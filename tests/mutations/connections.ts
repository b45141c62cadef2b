import { add, addDirective, both, copyService, directive, instruction, set, unset } from "./edit";
import { backend, development, type Mutation, nginx, production } from "./mutation";

const certificate = "ssl_certificate /certs/tls.crt;\nssl_certificate_key /certs/tls.key;";
const reports = ["gunicorn", "--bind", "0.0.0.0:8000", "reports:app"];

/** Who talks to whom: names, networks, ports and addresses. */
export const connections: readonly Mutation[] = [
  {
    rule: "upstream-unknown",
    breaks: directive(nginx, ["upstream backend", "server"], "server bakend:8000 resolve"),
    spares: directive(nginx, ["upstream backend", "server"], "server backend:8000 resolve weight=2"),
  },
  {
    rule: "nginx-file-misplaced",
    breaks: instruction(
      "docker/nginx/Dockerfile",
      "production",
      "COPY --chmod=0644 docker/nginx/main.conf",
      "COPY --chmod=0644 docker/nginx/main.conf /etc/nginx/conf.d/main.conf",
    ),
    spares: instruction(
      "docker/nginx/Dockerfile",
      "production",
      "COPY --chmod=0644 docker/nginx/main.conf",
      "COPY --chmod=0444 docker/nginx/main.conf /etc/nginx/nginx.conf",
    ),
  },
  {
    rule: "upstream-unreachable-network",
    breaks: set(production, "services.nginx.networks", ["frontend", "nginx_outside"]),
    spares: set(production, "services.nginx.networks", ["nginx_outside", "frontend", "backend"]),
  },
  {
    rule: "dependency-not-declared",
    breaks: unset(production, "services.backend-migrate.depends_on.db"),
    spares: unset(production, "services.worker.depends_on.db"),
  },
  {
    rule: "dependency-not-ready",
    breaks: set(production, "services.backend-migrate.depends_on.db.condition", "service_started"),
    spares: set(production, "services.worker.depends_on.db.condition", "service_started"),
  },
  {
    rule: "connection-target-unknown",
    breaks: set(production, "services.backend.environment.DB_HOST", "database"),
    spares: set(production, "services.backend.environment.DB_HOST", "database.example.com"),
  },
  {
    rule: "host-localhost",
    breaks: [
      set(production, "services.backend.environment.DB_HOST", "localhost"),
      set(production, "services.worker.environment.DB_HOST", "127.0.0.1"),
    ],
    spares: set(production, "services.backend.environment.ALLOWED_HOSTS", "localhost"),
  },
  {
    rule: "network-segmentation",
    breaks: add(production, "services.nginx.networks", "db"),
    spares: add(production, "services.worker.networks", "backend"),
  },
  {
    rule: "service-isolated",
    breaks: copyService(production, "backend", "reports", { build: null, command: reports }),
    spares: both(
      copyService(production, "backend", "reports", { build: null, command: reports }),
      addDirective(nginx, ["server"], "location /reports/ { proxy_pass http://reports:8000; }"),
    ),
  },
  {
    rule: "port-chain-mismatch",
    given: set(development, "services.backend.entrypoint", ["python", "manage.py", "runserver", "0.0.0.0:8000"]),
    breaks: [
      directive(nginx, ["upstream frontend", "server"], "server frontend:8081 resolve"),
      set(development, "services.backend.ports", ["127.0.0.1:8000:8001"]),
      set(production, "services.frontend.healthcheck.test", [
        "CMD",
        "wget",
        "-q",
        "-O",
        "/dev/null",
        "http://127.0.0.1:80/",
      ]),
    ],
    spares: set(development, "services.backend.ports", ["127.0.0.1:8001:8000"]),
  },
  {
    rule: "bind-loopback",
    breaks: instruction(backend, "development", "CMD", 'CMD ["python", "manage.py", "runserver", "127.0.0.1:8000"]'),
    spares: instruction(backend, "development", "CMD", 'CMD ["python", "manage.py", "runserver", "[::]:8000"]'),
  },
  {
    rule: "worker-exposes-port",
    template: "django-celery/backend",
    breaks: set(production, "services.worker.ports", ["127.0.0.1:8001:8001"]),
    spares: set(production, "services.flower.labels", { worker: "none" }),
  },
  {
    rule: "route-prefix-mismatch",
    breaks: [
      directive(nginx, ["server", "location /api/"], "location /v1/ "),
      set(production, "services.frontend.build.args.VITE_API_BASE_URL", "/v1"),
    ],
    spares: addDirective(nginx, ["server"], "location /v1/ { proxy_pass http://backend; }"),
  },
  {
    rule: "static-path-mismatch",
    breaks: directive(nginx, ["server", "location /static/", "alias"], "alias /opt/elsewhere/static/"),
    spares: directive(nginx, ["server", "location /static/", "add_header Cache"], 'add_header Cache-Control "public"'),
  },
  {
    rule: "tls-material-missing",
    given: addDirective(nginx, ["server"], "listen 8443 ssl;"),
    breaks: addDirective(nginx, ["server"], certificate),
    spares: both(
      addDirective(nginx, ["server"], certificate),
      add(production, "services.nginx.volumes", "./certs:/certs:ro"),
    ),
  },
  {
    rule: "hosts-vs-server-name",
    given: set(production, "services.backend.environment.ALLOWED_HOSTS", "www.example.com,127.0.0.1"),
    breaks: addDirective(nginx, ["server"], "server_name shop.example.com;"),
    spares: addDirective(nginx, ["server"], "server_name www.example.com;"),
  },
  {
    rule: "cors-vs-frontend-origin",
    given: both(
      set(development, "services.frontend.environment.VITE_API_BASE_URL", "http://localhost:8000/api"),
      set(development, "services.frontend.ports", ["127.0.0.1:5173:5173"]),
      set(development, "services.backend.environment.CORS_ALLOWED_ORIGINS", "http://localhost:5173"),
    ),
    breaks: set(development, "services.backend.environment.CORS_ALLOWED_ORIGINS", "http://localhost:3000"),
    spares: set(
      development,
      "services.backend.environment.CORS_ALLOWED_ORIGINS",
      "http://localhost:3000,http://localhost:5173",
    ),
  },
  {
    rule: "proxy-trust-chain",
    template: "fastapi-dash",
    breaks: unset(production, "services.api.environment.FORWARDED_ALLOW_IPS"),
    spares: unset(production, "services.api.environment.LOG_LEVEL"),
  },
  {
    rule: "body-size-chain",
    breaks: set(production, "services.backend.environment.MAX_UPLOAD_SIZE", "50m"),
    spares: set(production, "services.backend.environment.MAX_UPLOAD_SIZE", "10m"),
  },
  {
    rule: "timeout-chain",
    breaks: [
      set(production, "services.backend.command", [
        "gunicorn",
        "config.wsgi",
        "--bind",
        "0.0.0.0:8000",
        "--timeout",
        "120",
      ]),
      both(
        set(production, "services.backend.command", [
          "gunicorn",
          "config.wsgi",
          "--bind",
          "0.0.0.0:8000",
          "--graceful-timeout",
          "60",
        ]),
        set(production, "services.backend.stop_grace_period", "20s"),
      ),
    ],
    spares: set(production, "services.backend.command", [
      "gunicorn",
      "config.wsgi",
      "--bind",
      "0.0.0.0:8000",
      "--timeout",
      "30",
    ]),
  },
];
