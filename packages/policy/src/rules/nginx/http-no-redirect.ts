import type { Directive, NginxFile } from "../../recover/nginx/nodes";
import { namesOf } from "../../recover/nginx/scope";
import { rule } from "../../rule";
import { allDirectives, directivesIn } from "../../subjects";

export default rule({
  id: "http-no-redirect",
  on: "directive",
  of: ["server"],
  severity: "warning",
  production: true,
  meaning: "A site that has TLS serves the same without it.",
  reason: "Passwords and cookies of whoever comes by `http://` can be read on the way.",
  fix: "Let the server on port 80 `return 308 https://$host$request_uri;`.",
  references: ["https://nginx.org/en/docs/http/converting_rewrite_rules.html"],
  bad: "server {\n  listen 443 ssl;\n  server_name example.com;\n}\nserver {\n  listen 80;\n  server_name example.com;\n  location / {\n    proxy_pass http://a;\n  }\n}\n",
  good: "server {\n  listen 443 ssl;\n  server_name example.com;\n}\nserver {\n  listen 80;\n  server_name example.com;\n  location /.well-known/acme-challenge/ {\n    root /acme;\n  }\n  location / {\n    return 308 https://$host$request_uri;\n  }\n}\n",
  check(server, tell) {
    if (server.block === undefined || server.parent?.name === "upstream" || server.parent?.name === "stream") return;
    const listens = server.block.filter(({ name }) => name === "listen");
    const isPlain =
      listens.some(({ args }) => /(^|:)80$/.test(args[0]?.value ?? "")) &&
      !listens.some(({ args }) => args.some(({ value }) => value === "ssl"));
    const names = namesOf(server);
    if (!isPlain) return;
    const byName = tlsServers(server.file);
    const tls = names.map((name) => byName.get(name)).find((other) => other !== undefined);
    if (tls === undefined) return;
    const inside = [...allDirectives(server.block)];
    if (
      !inside.some(
        ({ args, name }) =>
          (name === "return" && /^(30\d|444)$/.test(args[0]?.value ?? "")) ||
          (name === "rewrite" && args.some(({ value }) => value.startsWith("https:"))) ||
          (name === "return" && args[0]?.value.startsWith("https:")),
      ) &&
      inside.some(({ name }) => /_pass$|^root$|^alias$/.test(name))
    )
      tell({
        at: server.at,
        says: `\`${names[0]}\` is served without TLS too.`,
        related: [{ at: tls.at, says: "the same with TLS" }],
      });
  },
});

const known = new WeakMap<NginxFile, ReadonlyMap<string, Directive>>();

/** The servers of a file that have TLS, by their names. */
function tlsServers(file: NginxFile): ReadonlyMap<string, Directive> {
  const found = known.get(file);
  if (found !== undefined) return found;
  const byName = new Map<string, Directive>();
  for (const directive of directivesIn(file)) {
    const { block, name } = directive;
    if (
      name !== "server" ||
      !block?.some((inner) => inner.name === "listen" && inner.args.some(({ value }) => value === "ssl"))
    )
      continue;
    for (const each of namesOf(directive)) if (!byName.has(each)) byName.set(each, directive);
  }
  known.set(file, byName);
  return byName;
}
