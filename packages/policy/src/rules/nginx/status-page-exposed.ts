import { directivesOf } from "../../facts/listeners";
import type { Directive } from "../../recover/nginx/nodes";
import { blockOf, inForce, mayHoldMore } from "../../recover/nginx/scope";
import type { Repository } from "../../recover/repository";
import { rule } from "../../rule";

export default rule({
  id: "status-page-exposed",
  on: "directive",
  of: ["stub_status", "status"],
  severity: "warning",
  meaning: "Everybody can see nginx's status page.",
  reason: "It tells how busy the site is, and whether an attack has an effect.",
  how: "Not where only this host listens, where something refuses others, or where the stack publishes no port of that server.",
  fix: "Add `allow 127.0.0.1; deny all;`.",
  aliases: ["status_page_exposed"],
  references: ["https://nginx.org/en/docs/http/ngx_http_stub_status_module.html"],
  bad: "server {\n  location /nginx_status {\n    stub_status;\n  }\n}\n",
  good: [
    "server {\n  location /nginx_status {\n    stub_status;\n    allow 127.0.0.1;\n    deny all;\n  }\n}\n",
    {
      "compose.yaml":
        "services:\n  web:\n    image: nginx:1.30\n    ports: ['80:80']\n    volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro']\n",
      "nginx.conf": "server {\n  listen 8081;\n  location = /stub_status {\n    stub_status;\n  }\n}\n",
    },
  ],
  check(directive, tell, repository) {
    if (directive.parent?.name !== "location" || (directive.name === "status" && directive.args.length > 0)) return;
    const listens = blockOf(directive, "server")?.block?.filter(({ name }) => name === "listen") ?? [];
    const isLocal =
      listens.length > 0 && listens.every(({ args }) => /^(127\.|localhost|unix:)/.test(args[0]?.value ?? ""));
    if (
      !isLocal &&
      !isUnpublished(directive, listens, repository) &&
      ["deny", "auth_basic", "auth_request", "internal"].every(
        (name) => inForce(directive.parent!, name, repository).length === 0,
      ) &&
      !mayHoldMore(directive.parent, repository)
    )
      tell({ at: directive.at, says: "Everybody can see it." });
  },
});

/** Whether the stacks that have the page publish no port of its server. */
function isUnpublished(page: Directive, listens: readonly Directive[], { stacks }: Repository): boolean {
  const ports = new Set(listens.map(({ args }) => Number(/(?:^|:)(\d+)$/.exec(args[0]?.value ?? "")?.[1])));
  const servers = stacks
    .flatMap(({ services }) => [...services.values()])
    .filter((service) => directivesOf(service, page.name).includes(page));
  return (
    listens.length > 0 &&
    servers.length > 0 &&
    servers.every(
      ({ networkMode, ports: published }) =>
        networkMode === undefined && published.every(({ target }) => target !== undefined && !ports.has(target)),
    )
  );
}
