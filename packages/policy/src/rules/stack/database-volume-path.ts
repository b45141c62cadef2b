import { dataPath } from "../../facts/processes";
import { isBelow } from "../../recover/compose/mount";
import { rule } from "../../rule";

export default rule({
  id: "database-volume-path",
  on: "service",
  severity: "error",
  meaning: "The volume of a database is not where the image keeps its data.",
  reason: "The data lies in the container, or in a volume without a name: it is gone with the next `down`.",
  how: "PostgreSQL below 18 keeps it in `/var/lib/postgresql/data`, from 18 on below `/var/lib/postgresql`; MySQL, MariaDB, MongoDB and Redis in one place always. A command that names a configuration may put it elsewhere, and is let pass.",
  fix: "Mount the volume at the path of this version.",
  references: ["https://hub.docker.com/_/postgres#pgdata", "https://github.com/docker-library/postgres/pull/1259"],
  bad: [
    "services:\n  db:\n    image: postgres:18\n    volumes: ['data:/var/lib/postgresql/data']\nvolumes: {data: }\n",
    "services:\n  db:\n    image: mysql:8.4\n    volumes: ['data:/var/lib/mysql/data']\nvolumes: {data: }\n",
  ],
  good: [
    "services:\n  db:\n    image: postgres:17-alpine\n    volumes: ['data:/var/lib/postgresql/data']\nvolumes: {data: }\n",
    "services:\n  db:\n    image: postgres:18\n    volumes: ['data:/var/lib/postgresql']\nvolumes: {data: }\n",
    "services:\n  cache:\n    image: redis:8\n    command: redis-server /etc/redis.conf\n    volumes: ['data:/var/lib/redis']\nvolumes: {data: }\n",
    "services:\n  db:\n    image: postgres:18\n    environment: {PGDATA: /data/db}\n    volumes: ['data:/data']\nvolumes: {data: }\n",
  ],
  check({ environment, image, made, mounts, name, command }, tell) {
    const path = dataPath(made?.stage === undefined ? image?.reference : undefined, environment.get("PGDATA")?.value);
    if (
      path === undefined ||
      command?.argv.some((arg) => /datadir|dbpath|--dir|data_directory|\.conf$|\.cnf$|config_file/.test(arg))
    )
      return;
    const [mount] = mounts
      .filter(({ type }) => type === "volume" || type === "bind")
      .filter(
        ({ target }) =>
          /data|lib|db|pgsql|postgres|mysql|mongo|redis/.test(target) &&
          !/initdb|\.(sh|sql|conf|cnf|crt|key|pem|gz|sock)|\/etc\/|backup|dump|log|import|init|script|certs?|ssl|plugins|conf\.d/.test(
            target,
          ),
      );
    if (
      mount === undefined ||
      mounts.some(({ target }) => isBelow(path, target) || (isBelow(target, path) && path.startsWith("/data")))
    )
      return;
    const nested = isBelow(mount.target, path);
    if (
      nested &&
      !(path === "/var/lib/postgresql" && mount.target === "/var/lib/postgresql/data") &&
      path !== "/var/lib/mysql"
    )
      return;
    tell({
      at: mount.at,
      says: `\`${image!.value}\` keeps the data of \`${name}\` in \`${path}\`, not in \`${mount.target}\`.`,
    });
  },
});
