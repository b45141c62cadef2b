import { isBelow } from "../../recover/compose/mount";
import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "data-on-bind-mount",
  on: "service",
  severity: "warning",
  meaning: "A database keeps its data in its container only.",
  reason: "It is gone with the container: at the next update, or `docker compose down`.",
  how: "Known databases that store on disk, with no mount at their data's path, in production or where nothing says what the stack is for. Caches are let pass.",
  fix: "Mount a named volume there.",
  bad: ["compose.prod.yaml", "compose.yaml"].map((path) => ({
    [path]:
      "services:\n  db:\n    image: postgres:17\n    volumes: ['./init.sql:/docker-entrypoint-initdb.d/init.sql:ro']\n",
  })),
  good: [
    {
      "compose.prod.yaml":
        "services:\n  db:\n    image: postgres:17\n    volumes: ['data:/var/lib/postgresql/data']\nvolumes: {data: }\n",
    },
    { "compose.dev.yaml": "services:\n  db:\n    image: postgres:17\n" },
  ],
  check({ at, made, mounts, name, role, command, node, stack }, tell) {
    if (stack.environment !== "production" && stack.environment !== "unknown") return;
    const data = made?.stage === undefined ? (made?.known?.data ?? []) : [];
    if (
      role !== "database" ||
      data.length === 0 ||
      command?.argv.some((arg) => /fsync=off|datadir|dbpath|data_directory/.test(arg)) ||
      get(node, "volumes_from") !== undefined
    )
      return;
    if (
      !mounts.some(
        ({ target }) =>
          data.some((path) => isBelow(target, path) || isBelow(path, target)) ||
          /data|lib|db/.test(target.replace("docker-entrypoint-initdb.d", "")),
      )
    )
      tell({ at, says: `\`${name}\` keeps its data in its container.` });
  },
});
