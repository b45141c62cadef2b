import { rule } from "../../rule";

export default rule({
  id: "healthy-dependency-without-healthcheck",
  on: "service",
  severity: "error",
  meaning: "A service waits for another one to be healthy that has no health check.",
  reason: "Nothing ever says that it is healthy: Compose refuses to start what waits for it.",
  fix: "Give it a `healthcheck`, or wait for `service_started`.",
  references: [
    "https://docs.docker.com/compose/how-tos/startup-order/",
    "https://github.com/docker/compose/issues/4915",
  ],
  covers: ["service-healthcheck-missing"],
  bad: "services:\n  app:\n    image: app:1\n    depends_on:\n      db:\n        condition: service_healthy\n  db:\n    image: postgres:17\n",
  good: "services:\n  app:\n    image: app:1\n    depends_on:\n      db:\n        condition: service_healthy\n  db:\n    image: postgres:17\n    healthcheck:\n      test: [CMD, pg_isready, -h, 127.0.0.1]\n",
  check({ dependencies, name, stack }, tell) {
    for (const { at, condition, name: needed } of dependencies.values()) {
      const target = stack.services.get(needed);
      if (condition !== "service_healthy" || target === undefined) continue;
      const { healthcheck, made } = target;
      if (healthcheck !== undefined && !healthcheck.disabled) continue;
      // an image that cannot be looked into may have one
      const certain =
        healthcheck?.disabled === true ||
        (made !== undefined &&
          !made.known?.healthcheck &&
          ((made.known !== undefined && made.known.user !== "unknown") || made.family === "scratch"));
      if (certain)
        tell({
          at,
          says: `\`${name}\` waits for \`${needed}\` to be healthy, and it has no health check.`,
          related: [{ at: target.at, says: "has no health check, and neither has its image" }],
        });
    }
  },
});
