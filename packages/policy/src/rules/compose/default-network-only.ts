import { keyOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "default-network-only",
  on: "stack",
  severity: "info",
  strict: "warning",
  production: true,
  meaning: "All services of production share one network.",
  reason: "Each can talk to each: whoever breaks into one reaches the database.",
  how: "Stacks of three services or more, with a database, none of which names a network.",
  fix: "Give each pair that talks a network of its own.",
  aliases: ["ce14a68b", "CIS-5.30", "OW-5"],
  bad: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n  app:\n    image: app:1\n  db:\n    image: postgres:17\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    networks: [a]\n  app:\n    image: app:1\n    networks: [a, b]\n  db:\n    image: postgres:17\n    networks: [b]\nnetworks: {a: , b: }\n",
  },
  check({ root, services }, tell) {
    const all = [...services.values()];
    if (
      all.length < 3 ||
      !all.some(({ role }) => role === "database") ||
      all.some(({ networkMode, networks }) => networkMode !== undefined || !networks.has("default"))
    )
      return;
    tell({ at: keyOf(root, "services")!.at, says: `All ${all.length} services are in one network.` });
  },
});
