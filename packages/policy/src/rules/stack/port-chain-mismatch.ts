import { namesOf } from "../../facts/connections";
import { checkedPorts, knownPorts, listenPorts, passedTo } from "../../facts/listeners";
import type { Service } from "../../recover/compose/service";
import { rule, type Tell } from "../../rule";

export default rule({
  id: "port-chain-mismatch",
  on: "service",
  severity: "error",
  meaning: "A service listens on one port, and another one is published, checked or passed to.",
  reason: "Nobody reaches it, or its health check fails for ever.",
  how: "What the command says is compared with the published ports, the health check and nginx. Where it does not tell, none of the published ports being one that the image's own `EXPOSE` names is a warning. A service of which nothing is known is let pass.",
  fix: "Write the same port in all places.",
  covers: ["healthcheck-duplicated"],
  bad: [
    {
      "compose.yaml": "services:\n  app:\n    build: .\n    ports: ['127.0.0.1:80:80']\n",
      Dockerfile: "FROM alpine:3.22\nEXPOSE 8080 8443\n",
    },
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
        "services:\n  app:\n    build: .\n    environment: {PORT: 3000}\n    ports: ['127.0.0.1:80:3000']\n  b:\n    build: {context: ., target: b}\n    ports: ['127.0.0.1:81:8443', '127.0.0.1:82:9000']\n",
      Dockerfile: "FROM alpine:3.22 AS b\nEXPOSE 8443\nFROM alpine:3.22\nEXPOSE 8080\n",
    },
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
    if (ports === undefined) {
      tellUnexposed(service, tell);
      return;
    }
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

/** Ports of an image that is built here: what its own Dockerfile names, and nothing else says otherwise. */
function tellUnexposed({ command, entrypoint, environment, made, name, ports }: Service, tell: Tell): void {
  const named = new Set(made?.stage === undefined ? [] : made.exposes.map(({ value }) => value));
  const tcp = ports.filter(({ open, protocol, target }) => target !== undefined && !open && protocol === "tcp");
  if (named.size === 0 || tcp.length === 0 || tcp.some(({ target }) => named.has(target!))) return;
  const said = [...(command?.argv ?? []), ...(entrypoint?.argv ?? [])].join(" ");
  for (const { at, target } of tcp) {
    const isSaid = new RegExp(`\\b${target}\\b`).test(said);
    if (isSaid || [...environment.values()].some(({ value }) => value?.includes(String(target)))) continue;
    tell({
      at,
      says: `Port ${target} of \`${name}\` is published, and its image names ${[...named].join(", ")}.`,
      severity: "warning",
      related: made!.exposes.slice(0, 1).map((each) => ({ at: each.at, says: "what the image listens on" })),
    });
  }
}
