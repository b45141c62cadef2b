import { get, keyOf, textOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "log-rotation-missing",
  on: "service",
  severity: "info",
  production: true,
  meaning: "The log of a service grows without end.",
  reason: "The default driver never deletes anything: one day the disk is full.",
  how: "Told once for a stack, since it may be set for the whole engine.",
  fix: "Set `logging: {driver: local}`, or `max-size` and `max-file`.",
  references: ["https://docs.docker.com/engine/logging/configure/"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n" },
  good: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    logging: {driver: local}\n" },
  check(service, tell) {
    const { isJob, name, node, stack } = service;
    const lacks = ({ isJob: job, node: each }: typeof service) =>
      !job &&
      (get(each, "logging") === undefined || (textOf(get(each, "logging", "driver")) ?? "json-file") === "json-file") &&
      get(each, "logging", "options", "max-size") === undefined;
    if (isJob || !lacks(service) || [...stack.services.values()].find(lacks) !== service) return;
    tell({
      at: keyOf(node, "logging")?.at ?? service.at,
      says: `The log of \`${name}\`${[...stack.services.values()].filter(lacks).length > 1 ? " and of others" : ""} is never cut.`,
    });
  },
});
