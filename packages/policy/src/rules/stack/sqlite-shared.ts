import { sqliteOf } from "../../facts/processes";
import { isBelow } from "../../recover/compose/mount";
import type { Service } from "../../recover/compose/service";
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
  bad: [
    {
      "compose.prod.yaml":
        "services:\n  web:\n    image: app:1\n    environment:\n      DATABASE_URL: sqlite:////app/db.sqlite3\n",
    },
    {
      "compose.prod.yaml":
        "services:\n  web: &app\n    image: app:1\n    environment:\n      DATABASE_URL: sqlite+aiosqlite:////data/app.db\n    volumes: ['data:/data']\n  worker:\n    <<: *app\n    command: celery -A app worker\nvolumes: {data: }\n",
    },
  ],
  good: {
    "compose.prod.yaml":
      "services:\n  web:\n    image: app:1\n    environment:\n      DATABASE_URL: sqlite:////data/db.sqlite3\n    volumes: ['data:/data']\nvolumes: {data: }\n",
  },
  check({ services }, tell) {
    const users = [...services.values()].flatMap((service) => sqliteOf(service) ?? []);
    for (const [index, { at, path, service }] of users.entries()) {
      const first = users
        .slice(0, index)
        .find(
          (other) =>
            other.path === path && !other.service.isJob && !service.isJob && isShared(path, other.service, service),
        );
      if (first !== undefined)
        tell({
          at: service.at,
          severity: "warning",
          within: `service ${service.name}`,
          says: `\`${first.service.name}\` and \`${service.name}\` write to one file.`,
          related: [{ at, says: "the file" }],
        });
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

/** Both have the file from one volume or folder. */
function isShared(path: string, ...services: readonly Service[]): boolean {
  const [first, second] = services.map(({ mounts }) =>
    mounts.find(({ target, type }) => (type === "volume" || type === "bind") && isBelow(path, target)),
  );
  return first !== undefined && first.source !== "" && first.source === second?.source;
}
