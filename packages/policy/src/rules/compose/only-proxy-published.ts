import { nginxOf, passedFrom, upstreamsOf } from "../../facts/listeners";
import { isLoopback } from "../../recover/compose/port";
import { rule } from "../../rule";

export default rule({
  id: "only-proxy-published",
  on: "service",
  severity: "error",
  production: true,
  meaning: "Beside the proxy, another service of production is published.",
  reason: "It can be reached past the proxy: without its TLS, limits and headers.",
  how: "Stacks with a proxy that publishes a port, and where nothing says what a stack is for, what its nginx passes to; a port on 127.0.0.1, ports that are no HTTP, and an nginx that only serves files, are let pass.",
  fix: "Take the port away, and route to it.",
  aliases: ["CIS-5.9"],
  bad: [
    {
      "compose.prod.yaml":
        "services:\n  nginx:\n    image: nginx:1.30\n    ports: ['443:443']\n  app:\n    image: app:1\n    command: gunicorn app\n    ports: ['8000:8000']\n",
    },
    {
      "compose.yaml":
        "services:\n  nginx:\n    image: nginx:1.30\n    ports: ['80:80']\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n    command: gunicorn -b 0.0.0.0:8000 app\n    ports: ['8000:8000']\n",
      "nginx.conf": "server {\n  listen 80;\n  location / {\n    proxy_pass http://app:8000;\n  }\n}\n",
    },
  ],
  good: [
    {
      "compose.yaml":
        "services:\n  nginx:\n    image: nginx:1.30\n    ports: ['80:80']\n  app:\n    image: app:1\n    command: gunicorn -b 0.0.0.0:8000 app\n    ports: ['8000:8000']\n",
    },
    {
      "compose.prod.yaml":
        "services:\n  nginx:\n    image: nginx:1.30\n    ports: ['443:443']\n  app:\n    image: app:1\n    command: gunicorn app\n",
    },
    {
      "compose.prod.yaml":
        "services:\n  web:\n    build: web\n    ports: ['80:80']\n  api:\n    image: api:1\n    command: gunicorn api\n    ports: ['8000:8000']\n",
      "web/Dockerfile": "FROM nginx:1.30\nCOPY site /usr/share/nginx/html\n",
      "web/site/index.html": "",
    },
  ],
  check(service, tell) {
    const { name, ports, role, stack } = service;
    if (stack.environment === "development" || stack.environment === "test" || role !== "application") return;
    // of a stack that does not say what it is for, only what nginx passes to
    if (stack.environment !== "production" && passedFrom(service) === undefined) return;
    const proxy = [...stack.services.values()].find(
      (other) =>
        other.role === "proxy" && other.ports.some(({ published }) => [80, 443, undefined].includes(published)),
    );
    if (proxy === undefined) return;
    const configured = nginxOf(proxy);
    // an nginx that only serves files is no way to it
    const isPast = configured.length === 0 || configured.some((file) => upstreamsOf(file).length > 0);
    if (!isPast || (configured.length === 0 && proxy.made?.stage !== undefined)) return;
    for (const { address, at, protocol, text } of ports)
      if (!isLoopback(address) && protocol === "tcp")
        tell({
          at,
          says: `\`${name}\` can be reached past \`${proxy.name}\`, by \`${text}\`.`,
          related: [{ at: proxy.at, says: "the proxy" }],
        });
  },
});
