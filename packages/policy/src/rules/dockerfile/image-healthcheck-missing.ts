import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

const server =
  /^(gunicorn|uvicorn|hypercorn|daphne|waitress-serve|nginx|httpd(-foreground)?|apache2(ctl|-foreground)?|php-fpm|caddy|puma|unicorn|rails|flask|streamlit|fastapi|next|serve|http-server|catalina\.sh|dotnet)$/;

export default rule({
  id: "image-healthcheck-missing",
  on: "image",
  severity: "info",
  strict: "warning",
  seed: "warning",
  production: true,
  meaning: "An image that serves has no `HEALTHCHECK`, and compose gives none.",
  reason: "Docker restarts what ended, not what hangs; what waits for it to be healthy never starts.",
  how: "Of the stages that are run and expose a port or start a server. Silent where every service that builds it has a health check, and where Kubernetes runs it.",
  fix: "Add `HEALTHCHECK`, or `healthcheck` in compose.",
  aliases: ["DL3057", "DS-0026", "CKV_DOCKER_2", "b03a748a", "CIS-4.6", "CIS-DI-0006"],
  references: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
  bad: 'FROM node:22-slim\nEXPOSE 3000\nCMD ["node", "a.js"]\n',
  good: [
    'FROM node:22-slim\nEXPOSE 3000\nHEALTHCHECK CMD ["node", "h.js"]\nCMD ["node", "a.js"]\n',
    'FROM alpine:3.22\nCMD ["backup"]\n',
    {
      Dockerfile: "FROM node:22-slim\nEXPOSE 3000\n",
      "compose.yaml": "services:\n  a:\n    build: .\n    healthcheck: {test: [CMD, a]}\n",
    },
    "FROM node:22 AS b\nEXPOSE 3000\nFROM scratch\nCOPY --from=b /a /a\n",
  ],
  check(stage, tell, repository) {
    const { command, entrypoint, exposes, healthcheck, known } = imageOfStage(stage);
    if (healthcheck !== undefined || known?.healthcheck === true) return;
    const serves =
      exposes.length > 0 ||
      [...(entrypoint?.commands ?? []), ...(command?.commands ?? [])].some(({ name }) => server.test(name));
    if (!serves) return;
    const uses = repository.usesOf(stage.dockerfile).filter((use) => use.stage === stage);
    if (uses.every(({ service }) => service?.healthcheck !== undefined || service?.isJob === true)) return;
    tell({ at: stage.from.at, says: `Nothing says whether \`${stage.name?.value ?? "the image"}\` is healthy.` });
  },
});
