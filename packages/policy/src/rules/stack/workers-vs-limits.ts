import { workersOf } from "../../facts/processes";
import { rule } from "../../rule";

export default rule({
  id: "workers-vs-limits",
  on: "service",
  severity: "warning",
  meaning: "A service starts more worker processes than its memory or its CPUs can carry.",
  reason: "The kernel kills workers when the memory is gone, and more workers than CPUs only take turns.",
  how: "gunicorn, uvicorn and celery with a number of workers; 60 MiB for each, and more than four for each CPU of the limit.",
  fix: "Start fewer workers, or raise the limit.",
  references: ["https://docs.gunicorn.org/en/stable/design.html#how-many-workers"],
  bad: "services:\n  app:\n    image: app:1\n    command: gunicorn -w 16 app\n    deploy:\n      resources:\n        limits: {cpus: '1', memory: 256m}\n",
  good: "services:\n  app:\n    image: app:1\n    command: gunicorn -w 4 app\n    deploy:\n      resources:\n        limits: {cpus: '2', memory: 512m}\n",
  check(service, tell) {
    const workers = workersOf(service);
    if (workers === undefined) return;
    const { count, at } = workers;
    const { cpus, memory, name } = service;
    if (memory !== undefined && count * 60 * 2 ** 20 > memory.value)
      tell({
        at,
        says: `${count} workers of \`${name}\` need about ${count * 60} MiB, and ${Math.round(memory.value / 2 ** 20)} are allowed.`,
        related: [{ at: memory.at, says: "the limit" }],
      });
    else if (cpus !== undefined && count > Math.max(4 * cpus.value + 1, 3))
      tell({
        at,
        says: `${count} workers of \`${name}\` take turns on ${cpus.value} CPUs.`,
        related: [{ at: cpus.at, says: "the limit" }],
      });
  },
});
