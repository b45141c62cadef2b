import { installedIn } from "../../facts/contexts";
import { isBelow } from "../../recover/compose/mount";
import { rule } from "../../rule";

export default rule({
  id: "bind-mount-hides-build",
  on: "service",
  severity: "warning",
  meaning: "A bind mount covers a folder in which the image has installed its packages.",
  reason: "What was installed is hidden: modules are missing, or the host's own, built for another system, are used.",
  how: "A bind mount over the folder where `npm install` or a virtual environment was made, or into which the packages were copied from another stage, with no volume of its own for `node_modules`, `vendor` or `.venv`.",
  fix: "Give it a volume of its own: `node_modules:/app/node_modules`.",
  bad: [
    {
      "docker-compose.dev.yml": "services:\n  web:\n    build: .\n    volumes: ['.:/app']\n",
      Dockerfile:
        'FROM node:24-alpine\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nCMD ["npm", "run", "dev"]\n',
      "package.json": "{}",
    },
    {
      "compose.yaml": "services:\n  php:\n    build: .\n    volumes: ['.:/app']\n",
      Dockerfile:
        "FROM composer:2.8 AS vendor\nWORKDIR /app\nCOPY composer.json ./\nRUN composer install\nFROM php:8.4-fpm\nWORKDIR /app\nCOPY --from=vendor /app/vendor ./vendor\n",
      "composer.json": "{}",
    },
  ],
  good: [
    {
      "docker-compose.dev.yml": "services:\n  web:\n    build: .\n    volumes: ['.:/app', '/app/node_modules']\n",
      Dockerfile:
        'FROM node:24-alpine\nWORKDIR /app\nCOPY package.json ./\nRUN npm install\nCMD ["npm", "run", "dev"]\n',
      "package.json": "{}",
    },
    {
      "docker-compose.dev.yml": "services:\n  web:\n    build: .\n    volumes: ['.:/app']\n",
      Dockerfile:
        'FROM node:24-alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci && mv /app/node_modules /node_modules\nCMD ["npm", "run", "dev"]\n',
      "package.json": "{}",
      "package-lock.json": "{}",
    },
  ],
  check({ isJob, made, mounts, name, scripts, process }, tell) {
    if (
      made?.stage === undefined ||
      isJob ||
      scripts.length > 0 ||
      process.some(
        ({ args }) =>
          args.some((arg) => /^(install|ci|i|sync)$/.test(arg)) ||
          args.some((arg) => /npm (install|ci)|yarn( install)?\b.*&&|pnpm i/.test(arg)),
      )
    )
      return;
    for (const { at: installed, path } of installedIn(made)) {
      const cover = mounts.find(({ target, type }) => type === "bind" && isBelow(path, target) && path !== target);
      if (
        cover === undefined ||
        mounts.some(({ target }) => target === path || (isBelow(path, target) && target.length > cover.target.length))
      )
        continue;
      tell({
        at: cover.at,
        says: `\`${cover.source}\` hides \`${path}\` in \`${name}\`, which the image has installed.`,
        related: [{ at: installed, says: "where it is installed" }],
      });
    }
  },
});
