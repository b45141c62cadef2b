import { canReach, hostsOf } from "../../facts/connections";
import { servicesOf, upstreamsOf } from "../../facts/listeners";
import { rule } from "../../rule";

export default rule({
  id: "upstream-unreachable-network",
  on: "nginx-file",
  severity: "error",
  meaning: "nginx and the service that it passes requests to share no network.",
  reason: "A name is only known within a network: nginx does not start, or answers 502.",
  fix: "Put both into one network.",
  references: ["https://docs.docker.com/compose/how-tos/networking/"],
  bad: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    networks: [front]\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  backend:\n    image: app:1\n    networks: [back]\nnetworks:\n  front:\n  back:\n",
    "nginx.conf": "server {\n  location / {\n    proxy_pass http://backend:8000;\n  }\n}\n",
  },
  good: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    networks: [front]\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  backend:\n    image: app:1\n    networks: [front, back]\nnetworks:\n  front:\n  back:\n",
    "nginx.conf": "server {\n  location / {\n    proxy_pass http://backend:8000;\n  }\n}\n",
  },
  check(file, tell, repository) {
    for (const service of servicesOf(file, repository)) {
      for (const { at, host } of upstreamsOf(file)) {
        const target = hostsOf(service.stack).get(host);
        if (target === undefined || target === service || canReach(service, target)) continue;
        tell({
          at,
          says: `\`${service.name}\` and \`${target.name}\` share no network in ${service.stack.name}.`,
          related: [{ at: target.at, says: `networks: ${[...target.networks.keys()].join(", ")}` }],
        });
      }
    }
  },
});
