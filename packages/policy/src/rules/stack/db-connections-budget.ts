import { connectionsOf } from "../../facts/connections";
import { maxConnections, workersOf } from "../../facts/processes";
import { rule } from "../../rule";

export default rule({
  id: "db-connections-budget",
  on: "stack",
  severity: "warning",
  meaning: "The processes of an environment may open more connections than the database takes.",
  reason: "The database refuses the next one: `too many clients already`, under load and not before.",
  how: "Workers × threads × replicas of the services that connect to PostgreSQL (100 by default) or MySQL (151).",
  fix: "Start fewer workers, raise `max_connections`, or put a pool between.",
  references: ["https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-MAX-CONNECTIONS"],
  bad: "services:\n  app:\n    image: app:1\n    command: gunicorn -w 8 --threads 8 app\n    environment: {DB_HOST: db}\n    deploy: {replicas: 3}\n  db:\n    image: postgres:17\n",
  good: "services:\n  app:\n    image: app:1\n    command: gunicorn -w 4 --threads 4 app\n    environment: {DB_HOST: db}\n  db:\n    image: postgres:17\n",
  check({ services }, tell) {
    for (const database of services.values()) {
      const most = maxConnections(database);
      if (most === undefined) continue;
      const users = [...services.values()].flatMap((service) => {
        const workers = connectionsOf(service).some(({ target }) => target === database)
          ? workersOf(service)
          : undefined;
        return workers === undefined
          ? []
          : [{ at: workers.at, name: service.name, count: workers.count * workers.threads * service.replicas }];
      });
      const total = users.reduce((sum, { count }) => sum + count, 0);
      if (total > most)
        tell({
          at: database.at,
          within: `service ${database.name}`,
          says: `${total} connections may be opened to \`${database.name}\`, which takes ${most}.`,
          related: users.map(({ at, count, name }) => ({ at, says: `\`${name}\`: ${count}` })),
        });
    }
  },
});
