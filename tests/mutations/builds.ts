import { addInstruction, append, both, forbid, instruction, rewrite, set, unset, write } from "./edit";
import { backend, development, entrypoint, frontend, type Mutation, production } from "./mutation";

const sources = "docker/frontend/Dockerfile.dockerignore";

/** What images are built from, with what, and by whom. */
export const builds: readonly Mutation[] = [
  {
    rule: "base-image-registry",
    given: write("quaywright.policy.yaml", "registries: [docker.io]\n"),
    breaks: [
      set(production, "services.db.image", "ghcr.io/acme/postgres:18.1"),
      addInstruction(backend, "production", "COPY --from=ghcr.io/astral-sh/uv:0.9.5 /uv /usr/local/bin/uv"),
    ],
    spares: set(production, "services.backend.image", "ghcr.io/acme/backend:1"),
  },
  {
    rule: "build-target-missing",
    breaks: [
      set(production, "services.backend.build.target", "produktion"),
      set(production, "services.backend.build.dockerfile", "docker/backend/Dockerfil"),
    ],
    spares: set(production, "services.backend.build.target", "Production"),
  },
  {
    rule: "production-uses-dev-target",
    breaks: set(production, "services.backend.build.target", "development"),
    spares: set(development, "services.backend.build.target", "base"),
  },
  {
    rule: "stage-unused",
    breaks: rewrite(backend, (text) =>
      text.replace("# assets collects", "FROM base AS spare\nRUN true\n\n# assets collects"),
    ),
    spares: addInstruction(backend, "packages", "RUN true"),
  },
  {
    rule: "build-arg-unknown",
    breaks: set(production, "services.frontend.build.args.COLOUR", "red"),
    spares: set(production, "services.frontend.build.args.NODE_VERSION", "24"),
  },
  {
    rule: "secret-as-build-arg",
    given: both(
      addInstruction(frontend, "builder", "ARG REGISTRY_LOGIN", "ARG VITE"),
      append(".env.example", "NPM_TOKEN=\n"),
    ),
    breaks: set(production, "services.frontend.build.args.REGISTRY_LOGIN", "${NPM_TOKEN:?}"),
    spares: set(production, "services.frontend.build.args.REGISTRY_LOGIN", "${IMAGE_TAG:-production}"),
  },
  {
    rule: "copy-source-ignored",
    breaks: rewrite(sources, (text) => text.replace("!frontend\n", "")),
    spares: append(sources, "frontend/dist/old\n"),
  },
  {
    rule: "copy-source-missing",
    breaks: instruction(backend, "production", "COPY backend/", "COPY docker/bakend/ /app/"),
    spares: instruction(backend, "production", "COPY backend/", "COPY ./backend /app"),
  },
  {
    rule: "secret-reaches-image",
    breaks: write(
      "backend/deploy.pem",
      `-----BEGIN PRIVATE KEY-----\n${"MIIEvQIBADANBgkq".repeat(8)}\n-----END PRIVATE KEY-----\n`,
    ),
    spares: write(
      "secrets/deploy.pem",
      `-----BEGIN PRIVATE KEY-----\n${"MIIEvQIBADANBgkq".repeat(8)}\n-----END PRIVATE KEY-----\n`,
    ),
  },
  {
    rule: "entrypoint-not-executable",
    breaks: [
      rewrite(entrypoint, (text) => text.replaceAll("\n", "\r\n")),
      both(
        forbid(entrypoint),
        rewrite(backend, (text) => text.replace(/--chmod=\d+ (\S*entrypoint)/g, "$1")),
        addInstruction(backend, "base", "RUN chmod 755 /usr/bin/env"),
      ),
    ],
    spares: both(
      forbid(entrypoint),
      rewrite(entrypoint, (text) => text.replace("#!/bin/sh", "#!/bin/bash")),
    ),
  },
  {
    rule: "healthcheck-duplicated",
    breaks: set(production, "services.frontend.healthcheck.test", [
      "CMD",
      "wget",
      "-q",
      "-O",
      "/dev/null",
      "http://127.0.0.1:8080/",
    ]),
    spares: set(production, "services.frontend.healthcheck.interval", "20s"),
  },
  {
    rule: "image-tag-drift",
    breaks: set(development, "services.db.image", "postgres:16"),
    spares: set(development, "services.mail", { image: "axllent/mailpit:v1.28" }),
  },
  {
    rule: "runtime-version-drift",
    breaks: [write(".python-version", "3.11\n"), write(".nvmrc", "26\n")],
    spares: write(".python-version", "3.13\n"),
  },
  {
    rule: "shared-base-drift",
    given: both(
      write("docker/backend/worker.Dockerfile", "FROM python:3.13-slim-trixie\nUSER 10001:10001\n"),
      set(development, "services.worker.build.dockerfile", "docker/backend/worker.Dockerfile"),
      unset(development, "services.worker.build.target"),
    ),
    breaks: write("docker/backend/worker.Dockerfile", "FROM python:3.11-slim-trixie\nUSER 10001:10001\n"),
    spares: write("docker/backend/worker.Dockerfile", "FROM python:3.13-slim-trixie\nUSER 10002:10002\n"),
  },
  {
    rule: "multi-arch-gap",
    given: write(".github/workflows/build.yml", "env:\n  PLATFORMS: linux/amd64,linux/arm64\n"),
    breaks: addInstruction(
      backend,
      "packages",
      "RUN python -c 'pass' && wget -O /opt/tool https://example.com/tool-linux-amd64",
    ),
    spares: addInstruction(
      backend,
      "packages",
      "ARG TARGETARCH\nRUN wget -O /opt/tool https://example.com/tool-linux-${TARGETARCH}",
    ),
    also: ["download-without-checksum"],
  },
  {
    rule: "image-size-budget",
    also: ["consecutive-run"],
    breaks: addInstruction(
      backend,
      "production",
      "RUN apt-get update && apt-get install -y --no-install-recommends texlive-full chromium && rm -rf /var/lib/apt/lists/*",
      "ENV",
    ),
    spares: addInstruction(
      backend,
      "production",
      "RUN apt-get update && apt-get install -y --no-install-recommends gettext && rm -rf /var/lib/apt/lists/*",
      "ENV",
    ),
  },
];
