import { isLoopback } from "../../recover/compose/port";
import { rule } from "../../rule";

export default rule({
  id: "only-proxy-published",
  on: "service",
  severity: "error",
  production: true,
  meaning: "Beside the proxy, another service of production is published.",
  reason: "It can be reached past the proxy: without its TLS, limits and headers.",
  how: "Stacks with a proxy that publishes a port; a port on 127.0.0.1, and ports that are no HTTP, are let pass.",
  fix: "Take the port away, and route to it.",
  bad: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    ports: ['443:443']\n  app:\n    image: app:1\n    command: gunicorn app\n    ports: ['8000:8000']\n",
  },
  good: {
    "compose.prod.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    ports: ['443:443']\n  app:\n    image: app:1\n    command: gunicorn app\n",
  },
  *check({ name, ports, role, stack }) {
    if (stack.environment !== "production" || role !== "application") return;
    const proxy = [...stack.services.values()].find(
      (other) =>
        other.role === "proxy" && other.ports.some(({ published }) => [80, 443, undefined].includes(published)),
    );
    if (proxy === undefined) return;
    for (const { address, at, protocol, text } of ports)
      if (!isLoopback(address) && protocol === "tcp")
        yield {
          at,
          says: `\`${name}\` can be reached past \`${proxy.name}\`, by \`${text}\`.`,
          related: [{ at: proxy.at, says: "the proxy" }],
        };
  },
});
