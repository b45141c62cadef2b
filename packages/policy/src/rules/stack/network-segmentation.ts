import { rule } from "../../rule";

export default rule({
  id: "network-segmentation",
  on: "stack",
  severity: "warning",
  production: true,
  meaning: "The proxy and a database share a network.",
  reason: "Whoever breaks into the proxy, which the world can reach, talks to the database at once.",
  fix: "Give the proxy and the application one network, the application and the database another, `internal: true`.",
  references: ["https://docs.docker.com/reference/compose-file/networks/#internal"],
  bad: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    ports: ['80:80']\n  app:\n    image: app:1\n  db:\n    image: postgres:17\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    ports: ['80:80']\n    networks: [front]\n  app:\n    image: app:1\n    networks: [front, back]\n  db:\n    image: postgres:17\n    networks: [back]\nnetworks:\n  front:\n  back:\n    internal: true\n",
  },
  check({ services }, tell) {
    const all = [...services.values()];
    const application = all.some(({ role }) => role === "application" || role === "unknown");
    for (const proxy of all.filter(({ ports, role }) => role === "proxy" && ports.length > 0)) {
      const shared = application
        ? all.find(
            (other) => other.role === "database" && [...proxy.networks.keys()].some((name) => other.networks.has(name)),
          )
        : undefined;
      if (shared !== undefined)
        tell({
          at: shared.at,
          within: `service ${shared.name}`,
          says: `\`${proxy.name}\`, which the world reaches, shares a network with \`${shared.name}\`.`,
          related: [{ at: proxy.at, says: "the proxy" }],
        });
    }
  },
});
