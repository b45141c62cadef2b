import { major } from "../../facts/processes";
import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

const asked: Readonly<Record<string, { readonly any: RegExp; readonly one: string }>> = {
  postgres: { any: /^POSTGRES_(PASSWORD(_FILE)?|HOST_AUTH_METHOD)$/, one: "POSTGRES_PASSWORD" },
  mysql: {
    any: /^MYSQL_(ROOT_PASSWORD(_FILE)?|ALLOW_EMPTY_PASSWORD|RANDOM_ROOT_PASSWORD)$/,
    one: "MYSQL_ROOT_PASSWORD",
  },
  mariadb: {
    any: /^(MARIADB|MYSQL)_(ROOT_PASSWORD(_FILE|_HASH)?|ALLOW_EMPTY_(ROOT_)?PASSWORD|RANDOM_ROOT_PASSWORD)$/,
    one: "MARIADB_ROOT_PASSWORD",
  },
};

export default rule({
  id: "database-setup-missing",
  on: "service",
  severity: "error",
  meaning: "A database is given no password, and no leave to have none.",
  reason:
    "Its image refuses to make a new database: the container ends at once, on every host but the one that has its data.",
  how: "PostgreSQL, MySQL and MariaDB as they are published; files of variables, other entrypoints, external volumes and old minor versions of PostgreSQL that asked for nothing are let pass.",
  fix: "Set `POSTGRES_PASSWORD_FILE` or `MYSQL_ROOT_PASSWORD_FILE`, or their like.",
  references: ["https://hub.docker.com/_/postgres", "https://hub.docker.com/_/mysql"],
  bad: [
    "services:\n  db:\n    image: postgres:17\n    volumes: ['db:/var/lib/postgresql/data']\nvolumes:\n  db:\n",
    "services:\n  db:\n    image: mysql:8.4\n    environment:\n      MYSQL_DATABASE: app\n",
  ],
  good: [
    "services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD:?}\n",
    "services:\n  db:\n    image: postgres:17\n    env_file: db.env\n",
    "services:\n  db:\n    image: postgres:9.5.6-alpine\n",
    "services:\n  db:\n    image: mariadb:11.8\n    environment: [MARIADB_RANDOM_ROOT_PASSWORD=1]\n",
    "services:\n  db:\n    image: postgres:17\n    volumes: ['db:/var/lib/postgresql/data']\nvolumes:\n  db:\n    external: true\n",
  ],
  check({ at, entrypoint, environment, image, made, mounts, name, node, stack }, tell) {
    const reference = image?.reference;
    const wants = asked[reference?.name ?? ""];
    if (reference === undefined || wants === undefined || made?.stage !== undefined) return;
    if (stack.isPartial || entrypoint !== undefined || get(node, "env_file") !== undefined) return;
    // https://github.com/docker-library/postgres/pull/658, of February 2020
    if (reference.name === "postgres" && /^\d+\.\d/.test(reference.tag ?? "") && (major(reference.tag) ?? 13) < 13)
      return;
    if ([...environment.keys()].some((each) => wants.any.test(each))) return;
    if (
      mounts.some(
        ({ source, target, type }) =>
          type === "bind" || (stack.volumes.get(source)?.external === true && target !== ""),
      )
    )
      return;
    tell({ at, says: `\`${name}\` has no \`${wants.one}\`, and does not start on a new volume.` });
  },
});
