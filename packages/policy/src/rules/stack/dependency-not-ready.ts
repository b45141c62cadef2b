import { readyBefore } from "../../facts/connections";
import { isSwarm } from "../../facts/processes";
import { waitsByItself } from "../../facts/waiting";
import type { Service } from "../../recover/compose/service";
import { rule } from "../../rule";

const compose = (app: string, db = ""): string => `services:\n  app:\n${app}  db:\n    image: postgres:17\n${db}`;
const healthy = "    healthcheck:\n      test: [CMD-SHELL, pg_isready -U app]\n";
const dockerfile = 'FROM python:3.13-slim\nCMD ["gunicorn", "app"]\n';

/** Programs that try again by themselves until their broker answers, and ask the database first when there is work. */
const reconnects = /^(celery|rq|dramatiq|sidekiq|huey_consumer|arq|flower)$/;

/** A container that somebody works in starts nothing by itself. */
const isIdle = ({ process }: Service): boolean =>
  process.some(
    ({ args, name }) =>
      (name === "sleep" && args.includes("infinity")) ||
      (name === "tail" && args.some((arg) => /^-[a-z]*f/i.test(arg))),
  );

/** What starts without its database: a page that fails for some seconds is no process that ends. */
const connectsLater = ({ process, scripts }: Service): boolean =>
  process.some(({ name }) => /^(php-fpm[\d.]*|apache2-foreground|apache2ctl|httpd)$/.test(name)) &&
  !scripts.some(({ commands }) => commands.some(({ name }) => name === "php"));

export default rule({
  id: "dependency-not-ready",
  on: "service",
  severity: "warning",
  meaning: "A service starts as soon as its database or queue is started, not when that takes connections.",
  reason:
    "A database takes seconds to be ready, the first time more: until then whoever connects is refused, and ends.",
  how: "`depends_on` of a database or queue without a condition, or `links`. Let pass are what waits by itself (a loop with `sleep`, `wait-for-it` and its like, a variable named for it), what starts after something else that waited, workers of a queue, and stacks of Swarm. Told as something to consider: images nobody can look into, and servers that connect at the first request.",
  fix: "Give it a `healthcheck`, and wait for it with `condition: service_healthy`.",
  references: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  bad: [
    { "compose.yaml": compose("    build: .\n    depends_on: [db]\n"), Dockerfile: dockerfile },
    {
      "compose.yaml": compose(
        "    build: .\n    depends_on:\n      db:\n        condition: service_started\n",
        healthy,
      ),
      Dockerfile: dockerfile,
    },
    {
      "compose.yaml": compose(
        "    image: node:24\n    command: npm start\n    depends_on:\n      - queue\n  queue:\n    image: rabbitmq:4\n",
      ),
    },
    { "compose.yaml": compose("    build: .\n    links: ['db:database']\n"), Dockerfile: dockerfile },
    {
      "compose.yaml": compose("    build: .\n    depends_on: [db]\n"),
      Dockerfile:
        'FROM python:3.13-slim\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["gunicorn", "app"]\n',
      "entrypoint.sh": '#!/bin/sh\nset -e\npython manage.py migrate\nexec "$@"\n',
    },
  ],
  good: [
    {
      "compose.yaml": compose(
        "    build: .\n    depends_on:\n      db:\n        condition: service_healthy\n",
        healthy,
      ),
      Dockerfile: dockerfile,
    },
    {
      "compose.yaml": compose(
        "    build: .\n    depends_on:\n      db: {condition: service_started}\n      migrate: {condition: service_completed_successfully}\n  migrate:\n    build: .\n    command: python manage.py migrate\n    depends_on:\n      db: {condition: service_healthy}\n",
        healthy,
      ),
      Dockerfile: dockerfile,
    },
    {
      "compose.yaml": compose(
        "    build: .\n    command: sh -c 'until nc -z db 5432; do sleep 1; done; gunicorn app'\n    depends_on: [db]\n",
      ),
      Dockerfile: dockerfile,
    },
    {
      "compose.yaml": compose(
        "    build: .\n    command: ./wait-for-it.sh db:5432 -- gunicorn app\n    depends_on: [db]\n",
      ),
      Dockerfile: dockerfile,
    },
    {
      "compose.yaml": compose(
        "    build: .\n    command: sh -c 'python manage.py wait_for_db && gunicorn app'\n    depends_on: [db]\n",
      ),
      Dockerfile: dockerfile,
    },
    {
      "compose.yaml": compose("    build: .\n    depends_on: [db]\n"),
      Dockerfile:
        'FROM python:3.13-slim\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\nCMD ["gunicorn", "app"]\n',
      "entrypoint.sh": '#!/bin/sh\nset -e\nwhile ! nc -z db 5432; do sleep 1; done\nexec "$@"\n',
    },
    {
      "compose.yaml": compose("    build: .\n    depends_on: [db]\n"),
      Dockerfile: 'FROM python:3.13-slim\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
      "entrypoint.sh": "#!/bin/sh\nset -e\npython ping.py\nexec gunicorn app\n",
    },
    {
      "compose.yaml": compose(
        "    build: .\n    command: celery -A app worker\n    depends_on: [queue]\n  queue:\n    image: rabbitmq:4\n",
      ),
      Dockerfile: dockerfile,
    },
    {
      "compose.yaml": compose("    build: .\n    command: sleep infinity\n    depends_on: [db]\n"),
      Dockerfile: dockerfile,
    },
    "services:\n  adminer:\n    image: adminer:5\n    depends_on: [db]\n  db:\n    image: postgres:17\n",
    "services:\n  app:\n    image: app:1\n    depends_on: [cache]\n  cache:\n    image: redis:8\n",
  ],
  check(service, tell) {
    const { dependencies, name, process, role, stack } = service;
    if (
      dependencies.size === 0 ||
      !["application", "job", "unknown", "worker"].includes(role) ||
      isIdle(service) ||
      isSwarm(stack)
    )
      return;
    const isWorker = process.some((command) => reconnects.test(command.name));
    for (const { at, name: needed } of dependencies.values()) {
      const target = stack.services.get(needed);
      if (target === undefined || !["database", "queue"].includes(target.role)) continue;
      if ((isWorker && target.role === "queue") || readyBefore(service).has(needed)) continue;
      const waits = waitsByItself(service);
      if (waits === true) return;
      const isLight = waits === undefined || isWorker || connectsLater(service);
      const isChecked = target.healthcheck !== undefined && !target.healthcheck.disabled;
      tell({
        at,
        says: `\`${name}\` does not wait until \`${needed}\` takes connections.`,
        ...(isLight && { severity: "info" as const }),
        ...(isChecked && { fix: "Wait until it is healthy: `condition: service_healthy`." }),
        related: [{ at: target.at, says: isChecked ? "has a health check to wait for" : "has no health check here" }],
      });
    }
  },
});
