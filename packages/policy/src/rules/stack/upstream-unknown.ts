import { hasExternalNetwork, hostsOf, isLocal, ownHosts } from "../../facts/connections";
import { nginxOf, servicesOf, upstreamsOf } from "../../facts/listeners";
import { rule } from "../../rule";
import { allDirectives } from "../../subjects";

export default rule({
  id: "upstream-unknown",
  on: "nginx-file",
  severity: "error",
  meaning: "nginx passes requests to a host that is no service of the stack.",
  reason: "nginx does not start: it looks the name up once, and `host not found in upstream` ends it.",
  how: "Only for configurations that a service of a compose file runs with. Names with a dot, addresses and variables are let pass.",
  fix: "Name a service of the same stack, or one of its network aliases.",
  references: ["https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass"],
  bad: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  backend:\n    image: app:1\n",
    "nginx.conf": "server {\n  location / {\n    proxy_pass http://backnd:8000;\n  }\n}\n",
  },
  good: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  backend:\n    image: app:1\n",
    "nginx.conf":
      "upstream app {\n  server backend:8000;\n}\nserver {\n  location / {\n    proxy_pass http://app;\n  }\n  location /x {\n    proxy_pass https://api.example.com;\n  }\n}\n",
  },
  check(file, tell, repository) {
    const users = servicesOf(file, repository);
    if (users.length === 0 || users.some(({ stack }) => stack.isPartial)) return;
    const all = [...new Set([file, ...users.flatMap(nginxOf)])].flatMap(({ directives }) => [
      ...allDirectives(directives),
    ]);
    const named = new Set(
      all.filter(({ name }) => name === "upstream").map(({ args }) => args[0]?.value.toLowerCase()),
    );
    for (const { at, host } of upstreamsOf(file)) {
      if (named.has(host) || host.includes(".") || host.includes("$") || isLocal(host)) continue;
      const missing = users.find(
        (service) =>
          !hostsOf(service.stack).has(host) &&
          !ownHosts(service).includes(host) &&
          service.networkMode?.value !== "host" &&
          !hasExternalNetwork(service),
      );
      if (missing !== undefined)
        tell({
          at,
          says: `There is no service \`${host}\` in ${missing.stack.name}.`,
          related: [{ at: missing.at, says: "the service that runs with this configuration" }],
        });
    }
  },
});
