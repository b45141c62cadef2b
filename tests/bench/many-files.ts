import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Kind = "compose" | "docker";

/** Writes `count` files of a kind, each in a folder of its own, as a repository of many small applications has them. */
export function writeMany(root: string, kind: Kind, count: number): void {
  const [name, text] = kinds[kind];
  for (let index = 0; index < count; index++) {
    const folder = join(root, `app${index}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), text(index));
  }
}

const dockerfile = (index: number): string => `# syntax=docker/dockerfile:1
FROM python:3.13-slim AS base
WORKDIR /app
ENV PYTHONUNBUFFERED=1 \\
    PORT=${8000 + index}
RUN apt-get update && apt-get install -y --no-install-recommends curl \\
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt
COPY . .

FROM base AS production
RUN useradd --uid 1000 app && mkdir -p /app/data${index} && chown app /app/data${index}
USER app
EXPOSE ${8000 + index}
HEALTHCHECK --interval=30s CMD curl -f http://localhost:${8000 + index}/ || exit 1
ENTRYPOINT ["gunicorn"]
CMD ["--bind", "0.0.0.0:${8000 + index}", "app.wsgi"]
`;

const compose = (index: number): string => `name: app${index}
services:
  web:
    image: registry.example/app${index}:1.${index}
    restart: unless-stopped
    ports:
      - "${8000 + index}:8000"
    environment:
      DATABASE_URL: postgres://app@db:5432/app
      DEBUG: "0"
    depends_on:
      db:
        condition: service_healthy
    networks: [front, back]
    volumes:
      - media:/app/media
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:8000/health"]
      interval: 30s
  worker:
    image: registry.example/app${index}:1.${index}
    command: celery -A app worker
    depends_on: [db, redis]
    networks: [back]
  db:
    image: postgres:17.2
    environment:
      POSTGRES_USER: app
      POSTGRES_PASSWORD_FILE: /run/secrets/db
    volumes:
      - data:/var/lib/postgresql/data
    secrets: [db]
    networks: [back]
    healthcheck:
      test: pg_isready -U app
  redis:
    image: redis:8-alpine
    networks: [back]
networks:
  front:
  back:
    internal: true
volumes:
  data:
  media:
secrets:
  db:
    file: ./secrets/db.txt
`;

const kinds: Readonly<Record<Kind, readonly [name: string, text: (index: number) => string]>> = {
  compose: ["docker-compose.yml", compose],
  docker: ["Dockerfile", dockerfile],
};
