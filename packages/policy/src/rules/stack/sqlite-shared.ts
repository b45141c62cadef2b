import { sqliteOf } from "../../facts/processes";
import { isBelow } from "../../recover/compose/mount";
import { rule } from "../../rule";

export default rule({
  id: "sqlite-shared",
  on: "stack",
  severity: "error",
  production: true,
  meaning: "Several containers share a database file of SQLite, or it lies in a container.",
  reason: "Writers lock each other out, and what lies in a container is gone with it.",
  how: "By the URL or path that services are given. A worker and a web service that share one volume count as two.",
  fix: "Use a database server, or one container and a volume for the file's folder.",
  references: ["https://sqlite.org/whentouse.html"],
  bad: {
    "compose.prod.yaml":
      "services:\n  web:\n    image: app:1\n    environment:\n      DATABASE_URL: sqlite:////app/db.sqlite3\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  web:\n    image: app:1\n    environment:\n      DATABASE_URL: sqlite:////data/db.sqlite3\n    volumes: ['data:/data']\nvolumes: {data: }\n",
  },
  check({ services }, tell) {
    const users = [...services.values()].flatMap((service) => sqliteOf(service) ?? []);
    for (const { at, path, service } of users) {
      if (path.startsWith("/") && !service.mounts.some(({ target, type }) => type !== "tmpfs" && isBelow(path, target)))
        tell({
          at,
          within: `service ${service.name}`,
          says: `\`${path}\` lies in the container of \`${service.name}\`, and is gone with it.`,
        });
      if (service.replicas > 1)
        tell({
          at,
          within: `service ${service.name}`,
          says: `${service.replicas} replicas of \`${service.name}\` write to one file.`,
        });
    }
  },
});
