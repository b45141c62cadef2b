import { get, keyOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "deploy-keys-ignored",
  on: "service",
  severity: "warning",
  meaning: "A service has settings that only Swarm looks at, in a stack that Swarm does not run.",
  reason: "`docker compose up` ignores them.",
  how: "`placement`, `update_config`, `rollback_config` and `endpoint_mode` where the service is built here, or waits for others by a condition, neither of which Swarm knows.",
  fix: "Remove them, or run the stack with Swarm.",
  references: ["https://docs.docker.com/reference/compose-file/deploy/"],
  bad: "services:\n  a:\n    image: a:1\n    depends_on:\n      b: {condition: service_healthy}\n    deploy:\n      update_config: {parallelism: 1}\n  b:\n    image: b:1\n    healthcheck: {test: [CMD, x]}\n",
  good: "services:\n  a:\n    image: a:1\n    deploy:\n      update_config: {parallelism: 1}\n",
  check({ name, node, stack }, tell) {
    const keys = ["placement", "update_config", "rollback_config", "endpoint_mode"].flatMap(
      (key) => keyOf(get(node, "deploy"), key) ?? [],
    );
    if (keys.length === 0 || stack.paths.some((path) => /swarm|stack/.test(path))) return;
    const isCompose = [...stack.services.values()].some(
      ({ dependencies, profiles }) =>
        profiles.length > 0 || [...dependencies.values()].some(({ condition }) => condition !== "service_started"),
    );
    if (isCompose)
      for (const { at, text } of keys) tell({ at, says: `Compose ignores \`deploy.${text}\` of \`${name}\`.` });
  },
});
