import { nginxOf, upstreamsOf } from "../../facts/listeners";
import { proxiesOf, waysTo } from "../../facts/proxies";
import { isLoopback } from "../../recover/compose/port";
import type { Service } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "only-proxy-published",
  on: "service",
  severity: "error",
  production: true,
  meaning: "Beside the proxy, another service of production is published.",
  reason: "It can be reached past the proxy: without its TLS, limits and headers.",
  how: "Stacks with a proxy that publishes a port, and where nothing says what a stack is for, what that is told to pass requests to (by nginx, labels, a file that names the service, or an external network named for a proxy); a port on 127.0.0.1, ports that are no HTTP, and an nginx that only serves files, are let pass.",
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
    {
      "compose.yaml": "services:\n  app:\n    image: vendor/app:1\n    ports: ['8065:8065']\n",
      "compose.nginx.yaml":
        "services:\n  app:\n    restart: always\n  nginx:\n    image: nginx:1.30\n    depends_on: [app]\n    ports: ['80:80']\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n",
      "nginx.conf":
        "upstream backend {\n  server app:8065;\n}\nserver {\n  listen 80;\n  location / {\n    proxy_pass http://backend;\n  }\n}\n",
    },
    {
      "compose.yaml":
        "services:\n  caddy:\n    image: caddy:2.10\n    ports: ['80:80', '443:443']\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile:ro']\n  app:\n    image: app:1\n    ports: ['3000:3000']\n",
      Caddyfile: "example.com {\n  reverse_proxy app:3000\n}\n",
    },
    "services:\n  traefik:\n    image: traefik:v3.6\n    ports: ['80:80']\n  app:\n    image: app:1\n    labels:\n      - traefik.http.routers.app.rule=Host(`a.example`)\n    ports: ['3000:3000']\n",
    "services:\n  app:\n    image: app:1\n    networks: [nginx_default]\n    ports: ['3000:3000']\nnetworks:\n  nginx_default: {external: true}\n",
    "services:\n  proxy:\n    image: nginxproxy/nginx-proxy:1.8\n    ports: ['80:80']\n  app:\n    image: app:1\n    environment:\n      VIRTUAL_HOST: a.example\n    ports: ['3000:3000']\n",
  ],
  good: [
    "services:\n  traefik:\n    image: traefik:v3.6\n    ports: ['80:80']\n  git:\n    image: gitea/gitea:1.24\n    labels:\n      traefik.enable: 'true'\n      traefik.http.services.git.loadbalancer.server.port: '3000'\n    ports: ['2222:22']\n",
    {
      "compose.dev.yaml":
        "services:\n  caddy:\n    image: caddy:2.10\n    ports: ['80:80']\n    volumes: ['./Caddyfile:/etc/caddy/Caddyfile:ro']\n  app:\n    image: app:1\n    ports: ['3000:3000']\n",
      Caddyfile: "example.com {\n  reverse_proxy app:3000\n}\n",
    },
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
    if (ports.length === 0 || !["production", "unknown"].includes(stack.environment)) return;
    if (!["application", "tool", "unknown"].includes(role)) return;
    const ways = waysTo(service);
    // of what does not say what it is for, only what a proxy is told to pass requests to
    const isMeant = ways.length > 0 || (stack.environment === "production" && role === "application");
    const proxy = ways[0]?.proxy ?? (isMeant ? proxiesOf(stack).find(mayPassAnything) : undefined);
    if (proxy === undefined) return;
    const passed = ways.flatMap(({ port }) => port ?? []);
    for (const { address, at, protocol, target, text } of ports) {
      if (isLoopback(address) || protocol !== "tcp") continue;
      // another port of it, as that of SSH, may be no HTTP
      if (role !== "application" && passed.length > 0 && target !== undefined && !passed.includes(target)) continue;
      tell({
        at,
        says: `\`${name}\` can be reached past \`${proxy.name}\`, by \`${text}\`.`,
        related: [{ at: proxy.at, says: "the way that it is meant to be reached by" }],
      });
    }
  },
});

/** A proxy whose configuration is not here, or passes requests on: an nginx that only serves files is no way to another. */
function mayPassAnything(proxy: Service): boolean {
  const configured = nginxOf(proxy);
  return (
    proxy.ports.some(({ published }) => [80, 443, undefined].includes(published)) &&
    (configured.length === 0
      ? proxy.made?.stage === undefined
      : configured.some((file) => upstreamsOf(file).length > 0))
  );
}
