import { childrenOf, includedBy } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "allow-without-deny",
  on: "directive",
  of: ["allow"],
  severity: "warning",
  meaning: "Addresses are allowed, and nobody is denied.",
  reason: "Without `deny all` everybody else is allowed too.",
  fix: "Add `deny all;`.",
  aliases: ["allow_without_deny"],
  references: ["https://nginx.org/en/docs/http/ngx_http_access_module.html"],
  bad: "server {\n  location /status {\n    allow 10.0.0.0/8;\n  }\n}\n",
  good: "server {\n  location /status {\n    allow 10.0.0.0/8;\n    deny all;\n  }\n}\n",
  check(directive, tell, repository) {
    const { args, at, parent } = directive;
    if (parent === undefined || args[0]?.value === "all") return;
    const children = childrenOf(parent, repository);
    if (
      children.find(({ name }) => name === "allow") !== directive ||
      children.some(
        ({ name }) => name === "deny" || name === "auth_basic" || name === "auth_request" || name === "satisfy",
      ) ||
      children.some((each) => each.name === "include" && includedBy(each, repository) === undefined)
    )
      return;
    tell({ at, says: `Everybody else is allowed as well as \`${args[0]?.value}\`.` });
  },
});
