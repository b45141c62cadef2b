import { overlayPlace } from "../../facts/contexts";
import { isLoopback } from "../../recover/compose/port";
import { rule } from "../../rule";

export default rule({
  id: "production-reachable-from-host",
  on: "service",
  severity: "error",
  production: true,
  meaning: "After merging, a database or cache of production can be reached from outside of its host.",
  reason: "A published port goes past the host's firewall: the whole network, often the Internet, can try passwords.",
  how: "Several files that are merged, none of which looks wrong by itself. A port on 127.0.0.1 is let pass.",
  fix: "Take the port away in the overlay: `ports: !reset []`.",
  references: ["https://docs.docker.com/engine/network/packet-filtering-firewalls/"],
  covers: ["database-port-published"],
  bad: {
    "compose.yaml": "services:\n  db:\n    image: postgres:17\n    ports: ['5432:5432']\n",
    "compose.prod.yaml": "services:\n  db:\n    restart: always\n",
  },
  good: {
    "compose.yaml": "services:\n  db:\n    image: postgres:17\n    ports: ['5432:5432']\n",
    "compose.prod.yaml": "services:\n  db:\n    restart: always\n    ports: !reset []\n",
  },
  check({ name, ports, role, stack }, tell) {
    if (stack.paths.length < 2 || stack.environment !== "production" || !["database", "cache", "queue"].includes(role))
      return;
    for (const { address, at, text } of ports) {
      if (!isLoopback(address))
        tell({
          at,
          says: `\`${name}\` still publishes \`${text}\` after \`${stack.paths.at(-1)}\` is merged.`,
          related: [{ at: overlayPlace(stack, name) ?? at, says: "what is merged over it" }],
        });
    }
  },
});
