import { checkedPorts } from "../../facts/listeners";
import type { Command } from "../../recover/shell/commands";
import { rule } from "../../rule";

export default rule({
  id: "healthcheck-endpoint-unserved",
  on: "service",
  severity: "error",
  meaning: "A health check asks for a host that Django refuses, or asks a worker, which listens on nothing, over HTTP.",
  reason: "The check fails, or passes whatever the state of the service.",
  how: "A check of Django by `127.0.0.1` or `localhost` where `ALLOWED_HOSTS` names neither; a worker (Celery and its like) that has the check of the image which it shares with a server.",
  fix: "Add `localhost` to `ALLOWED_HOSTS`, or send the `Host` header. Give a worker a check of its own, or `disable: true`.",
  bad: [
    {
      "compose.yaml":
        "services:\n  web:\n    image: app:1\n    command: python manage.py runserver 0.0.0.0:8000\n    environment:\n      ALLOWED_HOSTS: example.com\n    healthcheck:\n      test: [CMD, curl, -f, 'http://localhost:8000/health']\n",
    },
    {
      "compose.yaml": "services:\n  web:\n    build: .\n  worker:\n    build: .\n    command: celery -A app worker\n",
      Dockerfile:
        'FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app"]\n',
    },
  ],
  good: [
    {
      "compose.yaml":
        "services:\n  web:\n    image: app:1\n    command: python manage.py runserver 0.0.0.0:8000\n    environment:\n      ALLOWED_HOSTS: example.com,localhost\n    healthcheck:\n      test: [CMD, curl, -f, 'http://localhost:8000/health']\n",
    },
    {
      "compose.yaml":
        "services:\n  web:\n    build: .\n  worker:\n    build: .\n    command: celery -A app worker\n    healthcheck: {disable: true}\n  flower:\n    build: .\n    command: celery -A app flower\n",
      Dockerfile:
        'FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app"]\n',
    },
  ],
  check(service, tell) {
    const { command, environment, healthcheck, name } = service;
    if (healthcheck === undefined || healthcheck.disabled) return;
    const [asked] = checkedPorts(service);
    const started = command?.commands ?? [];
    if (healthcheck.from === "image" && asked !== undefined && started.length > 0 && started.every(isWorker)) {
      tell({
        at: command!.at,
        says: `\`${name}\` is a worker, and the health check of its image asks port ${asked.port}.`,
        related: [{ at: healthcheck.testAt, says: "the check" }],
      });
      return;
    }
    const hosts = environment.get("DJANGO_ALLOWED_HOSTS") ?? environment.get("ALLOWED_HOSTS");
    const host = /https?:\/\/(localhost|127\.0\.0\.1)\b/.exec(healthcheck.text)?.[1];
    const fails = healthcheck.commands.some(
      ({ args, name: program }) =>
        (program === "curl" && args.some((arg) => /^(-[a-zA-Z]*f|--fail)/.test(arg))) ||
        program === "wget" ||
        /urlopen|requests/.test(args.join(" ")),
    );
    if (
      hosts?.value === undefined ||
      hosts.open ||
      hosts.value.trim() === "" ||
      host === undefined ||
      !fails ||
      /(^|[\s"'])Host["']?\s*:/i.test(healthcheck.text)
    )
      return;
    const named = hosts.value.split(/[\s,]+/).map((each) => each.replace(/[[\]"']/g, ""));
    if (named.includes("*") || named.includes(host)) return;
    tell({
      at: healthcheck.testAt,
      says: `The health check of \`${name}\` asks \`${host}\`, which \`${hosts.name}\` does not allow.`,
      related: [{ at: hosts.at, says: "the hosts that it answers to" }],
    });
  },
});

const isWorker = ({ args, name }: Command): boolean =>
  (name === "celery" && args.some((arg) => arg === "worker" || arg === "beat")) ||
  /^(dramatiq|sidekiq|huey_consumer|arq)$/.test(name) ||
  (name === "rq" && args.includes("worker")) ||
  (/^(php|artisan)$/.test(name) && args.some((arg) => /^(queue:work|schedule:work|horizon)$/.test(arg)));
