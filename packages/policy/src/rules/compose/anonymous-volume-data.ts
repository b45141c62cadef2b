import { rule } from "../../rule";

export default rule({
  id: "anonymous-volume-data",
  on: "service",
  severity: "warning",
  production: true,
  meaning: "Data of a database lies in a volume without a name.",
  reason: "The next container gets a new one: the data is still on the disk, and nobody finds it.",
  fix: "Name the volume.",
  bad: { "compose.prod.yaml": "services:\n  db:\n    image: postgres:17\n    volumes: ['/var/lib/postgresql/data']\n" },
  good: {
    "compose.prod.yaml":
      "services:\n  db:\n    image: postgres:17\n    volumes: ['data:/var/lib/postgresql/data']\nvolumes: {data: }\n",
  },
  check({ mounts, name, role }, tell) {
    if (!["database", "queue", "storage"].includes(role)) return;
    for (const { at, target, type } of mounts)
      if (type === "anonymous" && /data|lib|db/.test(target))
        tell({ at, says: `\`${target}\` of \`${name}\` has no name.` });
  },
});
