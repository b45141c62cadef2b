import { rule } from "../../rule";

export default rule({
  id: "healthcheck-duplicated",
  on: "service",
  severity: "info",
  meaning: "A service's health check replaces that of its own image with another port or path.",
  reason: "Two checks are kept up, and only one of them is run: which one is right, nobody remembers.",
  fix: "Keep one of them.",
  bad: {
    "compose.yaml":
      "services:\n  app:\n    build: .\n    healthcheck:\n      test: [CMD, wget, -q, 'http://127.0.0.1:8000/healthz']\n",
    Dockerfile: 'FROM node:24-alpine\nHEALTHCHECK CMD wget -q http://127.0.0.1:3000/health\nCMD ["node", "app.js"]\n',
  },
  good: {
    "compose.yaml":
      "services:\n  app:\n    build: .\n    healthcheck:\n      test: [CMD, wget, -q, 'http://127.0.0.1:3000/health']\n      interval: 10s\n",
    Dockerfile: 'FROM node:24-alpine\nHEALTHCHECK CMD wget -q http://127.0.0.1:3000/health\nCMD ["node", "app.js"]\n',
  },
  check({ command, healthcheck, made, name }, tell) {
    const image = made?.healthcheck;
    if (command !== undefined || healthcheck?.from !== "compose" || healthcheck.disabled || image === undefined) return;
    const url = /https?:\/\/[^\s"')]+/;
    const [own, other] = [
      url.exec(healthcheck.text)?.[0],
      url.exec(image.json?.join(" ") ?? image.words.map(({ value }) => value).join(" "))?.[0],
    ];
    if (
      own === undefined ||
      other === undefined ||
      own.replace(/localhost/, "127.0.0.1") === other.replace(/localhost/, "127.0.0.1") ||
      other.includes("$")
    )
      return;
    tell({
      at: healthcheck.testAt,
      says: `\`${name}\` is asked \`${own}\`, and its image would ask \`${other}\`.`,
      related: [{ at: image.at, says: "the image's own check" }],
    });
  },
});
