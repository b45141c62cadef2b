import { connectionsOf, waitedFor } from "../../facts/connections";
import { isSwarm } from "../../facts/processes";
import { waitsByItself } from "../../facts/waiting";
import type { Service, Variable } from "../../recover/compose/service";
import { rule } from "../../rule";

/** A file of variables for several services says little of one of them, where one of them does wait. */
const isForOthers = (variable: Variable, { stack }: Service, target: Service): boolean => {
  if (variable.from !== "env_file") return false;
  const others = [...stack.services.values()].filter(
    ({ environment }) => environment.get(variable.name)?.at.source === variable.at.source,
  );
  return others.length > 1 && [...stack.services.values()].some(({ dependencies }) => dependencies.has(target.name));
};

export default rule({
  id: "dependency-not-declared",
  on: "service",
  severity: "warning",
  meaning: "A service connects to another one of the stack and does not wait for it.",
  reason: "It starts first on a slow machine, and crashes or hangs until somebody restarts it.",
  how: "A service whose own script waits is let pass, and so are stacks of Swarm, where nothing waits for anything, and a file of variables for several services of which another one waits.",
  fix: "Add it to `depends_on` with `condition: service_healthy`.",
  references: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  bad: [
    "services:\n  app:\n    image: app:1\n    environment:\n      DATABASE_URL: postgres://a:b@db/app\n  db:\n    image: postgres:17\n",
    "services:\n  app:\n    image: app:1\n    environment:\n      - SPRING_DATASOURCE_URL=jdbc:postgresql://db:5432/app\n  db:\n    image: postgres:17\n",
    "services:\n  app:\n    image: app:1\n    environment:\n      DSN: app:${DB_PASSWORD}@tcp(db:3306)/app?parseTime=true\n  db:\n    image: mysql:8.4\n",
    "services:\n  app:\n    image: app:1\n    environment:\n      ConnectionStrings__Default: Server=db;Port=5432;Database=app\n  db:\n    image: postgres:17\n",
    "services:\n  app:\n    image: app:1\n    environment:\n      KAFKA_BROKERS: kafka:9092,other:9092\n  kafka:\n    image: apache/kafka:4.1.0\n",
  ],
  good: [
    "services:\n  app:\n    image: app:1\n    environment:\n      DATABASE_URL: postgres://a:b@db/app\n    depends_on: [migrate]\n  migrate:\n    image: app:1\n    depends_on: [db]\n  db:\n    image: postgres:17\n",
    {
      "compose.yaml":
        "services:\n  pages:\n    image: node:24\n    command: npm run build\n    env_file: app.env\n  app:\n    image: app:1\n    env_file: app.env\n    depends_on: [db]\n  db:\n    image: postgres:17\n",
      "app.env": "DB_HOST=db\n",
    },
    "services:\n  app:\n    image: app:1\n    command: [./wait-for-it.sh, 'db:5432', --, ./app]\n    environment:\n      DATABASE_URL: postgres://a:b@db/app\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_INITDB_ARGS: --host=db\n",
  ],
  check(service, tell) {
    if (service.networkMode?.value === "none" || isSwarm(service.stack)) return;
    const connections = connectionsOf(service).filter(
      ({ target }) => target !== undefined && ["database", "cache", "queue"].includes(target.role),
    );
    if (connections.length === 0) return;
    if (waitsByItself(service) === true) return;
    const waited = waitedFor(service);
    const told = new Set();
    for (const { at, target, variable } of connections) {
      if (target === undefined || target === service || waited.has(target.name) || told.has(target.name)) continue;
      if (!["database", "cache", "queue"].includes(target.role) || waitedFor(target).has(service.name)) continue;
      if (isForOthers(variable, service, target)) continue;
      told.add(target.name);
      tell({
        at,
        says: `\`${service.name}\` connects to \`${target.name}\` (\`${variable.name}\`) and does not wait for it.`,
        related: [{ at: target.at, says: "the service that it connects to" }],
      });
    }
  },
});
