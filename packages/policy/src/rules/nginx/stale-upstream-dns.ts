import { servicesOf } from "../../facts/listeners";
import type { NginxFile } from "../../recover/nginx/nodes";
import { rule } from "../../rule";
import { directivesIn } from "../../subjects";

export default rule({
  id: "stale-upstream-dns",
  on: "directive",
  of: ["proxy_pass"],
  severity: "info",
  meaning: "The address of a service is looked up once, when nginx starts.",
  reason: "A container that is made anew has another address: nginx answers 502 until it is reloaded.",
  how: "Names of services in a stack that nginx runs in.",
  fix: "Use `upstream { zone …; resolver 127.0.0.11; server app:8000 resolve; }` (nginx 1.27.3), or a variable with a `resolver`.",
  aliases: ["stale_dns_cache", "missing_resolver"],
  references: ["https://nginx.org/en/docs/http/ngx_http_upstream_module.html#resolve"],
  bad: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n",
    "nginx.conf": "server {\n  location / {\n    proxy_pass http://app:8000;\n  }\n}\n",
  },
  good: {
    "compose.yaml":
      "services:\n  nginx:\n    image: nginx:1.30\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n  app:\n    image: app:1\n",
    "nginx.conf":
      "upstream app {\n  zone app 64k;\n  resolver 127.0.0.11;\n  server app:8000 resolve;\n}\nserver {\n  location / {\n    proxy_pass http://app;\n  }\n}\n",
  },
  check({ args, file }, tell, repository) {
    const host = /^https?:\/\/([\w-]+)(?::\d+)?(?=\/|$)/.exec(args[0]?.value ?? "")?.[1];
    if (host === undefined || upstreamsIn(file).has(host)) return;
    if (servicesOf(file, repository).some(({ stack }) => stack.services.has(host)))
      tell({ at: args[0]!.at, says: `\`${host}\` is looked up once.` });
  },
});

const known = new WeakMap<NginxFile, ReadonlySet<string>>();

function upstreamsIn(file: NginxFile): ReadonlySet<string> {
  let names = known.get(file);
  if (names === undefined) {
    names = new Set(
      directivesIn(file).flatMap(({ args, name }) => (name === "upstream" ? (args[0]?.value ?? []) : [])),
    );
    known.set(file, names);
  }
  return names;
}
