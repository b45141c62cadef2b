import { childrenOf, includedBy, inForce } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "proxy-set-header-redefinition",
  on: "directive",
  of: ["proxy_set_header"],
  severity: "warning",
  meaning: "A header that is set for a proxy in a block takes away all of the blocks around it.",
  reason:
    "`proxy_set_header` is inherited only where a block has none of its own: `Host` and `X-Forwarded-For` are nginx's defaults there.",
  how: "`Host` and `X-Forwarded-*` of an outer block that an inner one, which passes requests on, does not repeat.",
  fix: "Repeat them, or put all into a file to include.",
  references: ["https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header"],
  bad: "server {\n  proxy_set_header Host $host;\n  location /a {\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_pass http://a;\n  }\n}\n",
  good: "server {\n  proxy_set_header Host $host;\n  location /a {\n    proxy_set_header Host $host;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_pass http://a;\n  }\n  location /b {\n    proxy_pass http://a;\n  }\n}\n",
  check(directive, tell, repository) {
    const block = directive.parent;
    if (block?.parent === undefined || block.name === "server") return;
    const children = childrenOf(block, repository);
    const own = children.filter(({ name }) => name === "proxy_set_header");
    if (
      own[0] !== directive ||
      children.some((each) => each.name === "include" && includedBy(each, repository) === undefined)
    )
      return;
    const names = new Set(own.map(({ args }) => args[0]?.value.toLowerCase()));
    const lost = inForce(block.parent, "proxy_set_header", repository).filter(
      ({ args }) =>
        /^(host|x-forwarded-.*|x-real-ip)$/i.test(args[0]?.value ?? "") && !names.has(args[0]?.value.toLowerCase()),
    );
    if (lost.length > 0)
      tell({
        at: directive.at,
        says: `${lost.map(({ args }) => `\`${args[0]!.value}\``).join(", ")} ${lost.length > 1 ? "are" : "is"} no longer set here.`,
        related: [{ at: lost[0]!.at, says: "the header that is lost" }],
      });
  },
});
