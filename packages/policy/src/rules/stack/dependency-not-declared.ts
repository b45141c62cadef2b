import { type Connection, connectionsIn, connectionsOf, waitedFor } from "../../facts/connections";
import { exampleOf } from "../../facts/examples";
import { isSwarm } from "../../facts/processes";
import { waitsByItself } from "../../facts/waiting";
import type { Service, Variable } from "../../recover/compose/service";
import { rule } from "../../rule";

const isBacking = ({ target }: Connection): boolean =>
  target !== undefined && ["database", "cache", "queue"].includes(target.role);

const isAwaited = ({ name, stack }: Service): boolean =>
  [...stack.services.values()].some(({ dependencies }) => dependencies.has(name));

/** A file of variables for several services says little of one of them, where one of them does wait. */
const isForOthers = (variable: Variable, { stack }: Service, target: Service): boolean =>
  variable.from === "env_file" &&
  isAwaited(target) &&
  [...stack.services.values()].filter(
    ({ environment }) => environment.get(variable.name)?.at.source === variable.at.source,
  ).length > 1;

export default rule({
  id: "dependency-not-declared",
  on: "service",
  severity: "warning",
  meaning: "A service connects to another one of the stack and does not wait for it.",
  reason: "It starts first on a slow machine, and crashes or hangs until somebody restarts it.",
  how: "What its variables name, also those of the example of an env file that is not here, where nobody waits for the other. A service whose own script waits is let pass, and so are stacks of Swarm, where nothing waits for anything, and a file of variables for several services of which another one waits.",
  fix: "Add it to `depends_on` with `condition: service_healthy`.",
  references: ["https://docs.docker.com/compose/how-tos/startup-order/"],
  bad: [
    "services:\n  app:\n    image: app:1\n    environment:\n      DATABASE_URL: postgres://a:b@db/app\n  db:\n    image: postgres:17\n",
    "services:\n  app:\n    image: app:1\n    environment:\n      - SPRING_DATASOURCE_URL=jdbc:postgresql://db:5432/app\n  db:\n    image: postgres:17\n",
    "services:\n  app:\n    image: app:1\n    environment:\n      DSN: app:${DB_PASSWORD}@tcp(db:3306)/app?parseTime=true\n  db:\n    image: mysql:8.4\n",
    "services:\n  app:\n    image: app:1\n    environment:\n      ConnectionStrings__Default: Server=db;Port=5432;Database=app\n  db:\n    image: postgres:17\n",
    "services:\n  app:\n    image: app:1\n    environment:\n      KAFKA_BROKERS: kafka:9092,other:9092\n  kafka:\n    image: apache/kafka:4.1.0\n",
    {
      "compose.yaml": "services:\n  app:\n    image: app:1\n    env_file: .env\n  db:\n    image: postgres:17\n",
      ".env.example": "DB_HOST=db\n",
    },
  ],
  good: [
    {
      "compose.yaml":
        "services:\n  app:\n    image: app:1\n    env_file: .env\n  db:\n    image: postgres:17\n  migrate:\n    image: app:1\n    depends_on: [db]\n",
      ".env.example": "DB_HOST=db\n",
    },
    {
      "compose.yaml": "services:\n  app:\n    image: app:1\n    env_file: .env\n  db:\n    image: postgres:17\n",
      ".env.example": "DB_HOST=localhost\n",
    },
    "services:\n  app:\n    image: app:1\n    environment:\n      DATABASE_URL: postgres://a:b@db/app\n    depends_on: [migrate]\n  migrate:\n    image: app:1\n    depends_on: [db]\n  db:\n    image: postgres:17\n",
    {
      "compose.yaml":
        "services:\n  pages:\n    image: node:24\n    command: npm run build\n    env_file: app.env\n  app:\n    image: app:1\n    env_file: app.env\n    depends_on: [db]\n  db:\n    image: postgres:17\n",
      "app.env": "DB_HOST=db\n",
    },
    "services:\n  app:\n    image: app:1\n    command: [./wait-for-it.sh, 'db:5432', --, ./app]\n    environment:\n      DATABASE_URL: postgres://a:b@db/app\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_INITDB_ARGS: --host=db\n",
  ],
  check(service, tell) {
    const { name, networkMode, stack } = service;
    if (networkMode?.value === "none" || isSwarm(stack)) return;
    const example = exampleOf(service);
    const own = connectionsOf(service).filter(isBacking);
    const others = connectionsIn(example?.variables ?? [], stack).filter(isBacking);
    if (own.length + others.length === 0 || waitsByItself(service) === true) return;
    const waited = waitedFor(service);
    const told = new Set<Service>();
    const isRight = (target: Service): boolean =>
      target === service || waited.has(target.name) || told.has(target) || waitedFor(target).has(name);
    for (const { at, target, variable } of own) {
      if (target === undefined || isRight(target) || isForOthers(variable, service, target)) continue;
      told.add(target);
      tell({
        at,
        says: `\`${name}\` connects to \`${target.name}\` (\`${variable.name}\`) and does not wait for it.`,
        related: [{ at: target.at, says: "the service that it connects to" }],
      });
    }
    for (const { target, variable } of others) {
      if (target === undefined || isRight(target) || isAwaited(target)) continue;
      told.add(target);
      tell({
        at: example!.at,
        says: `\`${name}\` connects to \`${target.name}\` (\`${variable.name}\` of \`${example!.path}\`) and does not wait for it.`,
        related: [{ at: target.at, says: "the service that it connects to" }],
      });
    }
  },
});
