import { isLoopback } from "../../recover/compose/port";
import { rule } from "../../rule";

export default rule({
  id: "database-port-published",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A database, cache or queue of production is published.",
  reason: "The whole network can try passwords, past the host's firewall.",
  how: "A port on 127.0.0.1 is let pass. Where nothing says that it is production, the address is what another rule tells.",
  fix: "Take the port away: other services reach it by its name.",
  references: ["https://docs.docker.com/engine/network/packet-filtering-firewalls/"],
  bad: { "compose.prod.yaml": "services:\n  db:\n    image: postgres:17\n    ports: ['5432:5432']\n" },
  good: { "compose.prod.yaml": "services:\n  db:\n    image: postgres:17\n    ports: ['127.0.0.1:5432:5432']\n" },
  check({ name, ports, role, stack }, tell) {
    if (stack.environment !== "production" || !["database", "cache", "queue"].includes(role)) return;
    for (const { address, at, text } of ports)
      if (!isLoopback(address)) tell({ at, says: `\`${name}\` publishes \`${text}\`.` });
  },
});
