import { rule } from "../../rule";

export default rule({
  id: "service-healthcheck-missing",
  on: "service",
  severity: "warning",
  production: true,
  meaning: "Nothing tells whether a service works.",
  reason: "A process that hangs counts as running: nothing waits for it, nothing restarts it, nobody is told.",
  how: "Servers and databases whose image has no health check either, as far as that is known. Jobs, workers and tools are let pass.",
  fix: "Add a `healthcheck` that asks the service itself.",
  aliases: ["698ed579", "CIS-5.27"],
  references: ["https://docs.docker.com/reference/compose-file/services/#healthcheck"],
  bad: { "compose.prod.yaml": "services:\n  db:\n    image: postgres:17\n" },
  good: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    healthcheck:\n      test: [CMD, pg_isready]\n  other:\n    image: vendor/thing:1\n  worker:\n    image: app:1\n    command: celery worker\n",
  },
  check({ at, healthcheck, made, name, role }, tell) {
    if (healthcheck !== undefined || !["application", "cache", "database", "proxy", "queue", "storage"].includes(role))
      return;
    const isKnown =
      made?.stage !== undefined
        ? made.published === undefined || made.known !== undefined
        : made?.known !== undefined && made.known.user !== "unknown" && made.known.healthcheck !== true;
    if (isKnown) tell({ at, says: `Nothing tells whether \`${name}\` works.` });
  },
});
