import { namesOf } from "../../facts/connections";
import { checkedPorts, knownPorts, listenPorts, passedTo } from "../../facts/listeners";
import { rule } from "../../rule";

export default rule({
  id: "port-chain-mismatch",
  on: "service",
  severity: "error",
  meaning: "A service listens on one port, and another one is published, checked or passed to.",
  reason: "Nobody reaches it, or its health check fails for ever.",
  how: "What the command says is compared with the published ports, the health check and nginx. A service of which the port is not known is let pass.",
  fix: "Write the same port in all places.",
  covers: ["healthcheck-duplicated"],
  bad: [
    {
      "compose.yaml":
        "services:\n  app:\n    image: app:1\n    command: [gunicorn, -b, '0.0.0.0:8000', app]\n    ports: ['127.0.0.1:80:8080']\n",
    },
    {
      "compose.yaml":
        "services:\n  app:\n    image: app:1\n    command: [uvicorn, --host, 0.0.0.0, --port, '8000', app]\n    healthcheck:\n      test: [CMD, curl, -f, 'http://localhost:8080/']\n",
    },
    {
      "compose.yaml":
        "services:\n  web:\n    image: nginx:1.30\n    ports: ['80:80', '443:443']\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n",
      "nginx.conf": "server {\n  listen 80;\n  return 204;\n}\n",
    },
  ],
  good: [
    {
      "compose.yaml":
        "services:\n  app:\n    image: app:1\n    command: [gunicorn, -b, '0.0.0.0:8000', app]\n    ports: ['127.0.0.1:80:8000']\n    healthcheck:\n      test: [CMD, curl, -f, 'http://localhost:8000/']\n",
    },
    {
      "compose.yaml":
        "services:\n  app:\n    image: app:1\n    command: [gunicorn, -b, '0.0.0.0:8000', app]\n    ports: ['127.0.0.1:80:8000', '127.0.0.1:5678:5678']\n",
    },
    {
      "compose.yaml":
        "services:\n  web:\n    image: nginx:1.30\n    ports: ['80:80', '443:443']\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro', './sites:/etc/nginx/sites']\n",
      "nginx.conf": "server {\n  listen 80;\n  return 204;\n}\ninclude /etc/nginx/sites/*.conf;\n",
    },
  ],
  check(service, tell) {
    const ports = knownPorts(service);
    if (ports === undefined) return;
    const list = ports.all.join(", ");
    // of several ports one is the server's, the others a debugger's or a reloader's; those of nginx are all its own
    const isNginx = listenPorts(service).length > 0;
    const isServed = service.ports.some(({ target }) => target !== undefined && ports.all.includes(target));
    for (const { at, open, protocol, target } of isServed && !isNginx ? [] : service.ports) {
      if (target === undefined || open || protocol !== "tcp" || ports.all.includes(target)) continue;
      tell({
        at,
        says: `Port ${target} of \`${service.name}\` is published, and it listens on ${list}.`,
        related: [{ at: ports.at, says: `listens on ${list}` }],
        ...(isServed && { severity: "warning" }),
      });
    }
    for (const { at, port } of checkedPorts(service)) {
      if (!ports.all.includes(port))
        tell({
          at,
          says: `The health check asks port ${port}, and \`${service.name}\` listens on ${list}.`,
          related: [{ at: ports.at, says: `listens on ${list}` }],
        });
    }
    for (const { at, port } of namesOf(service).flatMap((host) => passedTo(host, service.stack))) {
      if (port === undefined || ports.all.includes(port)) continue;
      tell({
        at,
        says: `nginx passes to port ${port} of \`${service.name}\`, which listens on ${list}.`,
        related: [{ at: ports.at, says: `listens on ${list}` }],
      });
    }
  },
});
