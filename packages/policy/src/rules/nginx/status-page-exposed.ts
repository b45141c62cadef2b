import { blockOf, inForce, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "status-page-exposed",
  on: "directive",
  of: ["stub_status", "status"],
  severity: "warning",
  meaning: "Everybody can see nginx's status page.",
  reason: "It tells how busy the site is, and whether an attack has an effect.",
  fix: "Add `allow 127.0.0.1; deny all;`.",
  aliases: ["status_page_exposed"],
  references: ["https://nginx.org/en/docs/http/ngx_http_stub_status_module.html"],
  bad: "server {\n  location /nginx_status {\n    stub_status;\n  }\n}\n",
  good: "server {\n  location /nginx_status {\n    stub_status;\n    allow 127.0.0.1;\n    deny all;\n  }\n}\n",
  *check(directive, repository) {
    if (directive.parent?.name !== "location" || (directive.name === "status" && directive.args.length > 0)) return;
    const listens = blockOf(directive, "server")?.block?.filter(({ name }) => name === "listen") ?? [];
    const isLocal =
      listens.length > 0 && listens.every(({ args }) => /^(127\.|localhost|unix:)/.test(args[0]?.value ?? ""));
    if (
      !isLocal &&
      ["deny", "auth_basic", "auth_request", "internal"].every(
        (name) => inForce(directive.parent!, name, repository).length === 0,
      ) &&
      !mayHoldMore(directive.parent, repository)
    )
      yield { at: directive.at, says: "Everybody can see it." };
  },
});
