import { connectionsOf, waitedFor } from "../../facts/connections";
import { isSwarm } from "../../facts/processes";
import type { Script } from "../../recover/script";
import { rule } from "../../rule";

/** A script that tries until something answers. */
const waits = ({ commands }: Script): boolean =>
  commands.some(
    ({ name, within }) =>
      (name === "sleep" && within.includes("loop")) || /^(wait-for(-it)?(\.sh)?|dockerize|wait4ports)$/.test(name),
  );

export default rule({
  id: "dependency-not-declared",
  on: "service",
  severity: "warning",
  meaning: "A service connects to another one of the stack and does not wait for it.",
  reason: "It starts first on a slow machine, and crashes or hangs until somebody restarts it.",
  how: "A service whose own script waits is let pass, and so are stacks of Swarm, where nothing waits for anything.",
  fix: "Add it to `depends_on` with `condition: service_healthy`.",
  references: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  bad: "services:\n  app:\n    image: app:1\n    environment:\n      DATABASE_URL: postgres://a:b@db/app\n  db:\n    image: postgres:17\n",
  good: "services:\n  app:\n    image: app:1\n    environment:\n      DATABASE_URL: postgres://a:b@db/app\n    depends_on: [migrate]\n  migrate:\n    image: app:1\n    depends_on: [db]\n  db:\n    image: postgres:17\n",
  check(service, tell) {
    if (service.networkMode?.value === "none" || isSwarm(service.stack)) return;
    const connections = connectionsOf(service).filter(
      ({ target }) => target !== undefined && ["database", "cache", "queue"].includes(target.role),
    );
    if (connections.length === 0) return;
    if (service.scripts.some(waits)) return;
    const waited = waitedFor(service);
    const told = new Set();
    for (const { at, target, variable } of connections) {
      if (target === undefined || target === service || waited.has(target.name) || told.has(target.name)) continue;
      if (!["database", "cache", "queue"].includes(target.role) || waitedFor(target).has(service.name)) continue;
      told.add(target.name);
      tell({
        at,
        says: `\`${service.name}\` connects to \`${target.name}\` (\`${variable.name}\`) and does not wait for it.`,
        related: [{ at: target.at, says: "the service that it connects to" }],
      });
    }
  },
});
