import { childrenOf, inForce, mayHoldMore, security } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "add-header-redefinition",
  on: "directive",
  of: ["add_header"],
  severity: "warning",
  meaning: "A header that is added in a block takes away all headers of the blocks around it.",
  reason: "`add_header` is inherited only where a block has none of its own: the security headers are gone there.",
  how: "Security headers of an outer block that an inner one, which adds others, does not repeat. `add_header_inherit merge` is let pass.",
  fix: "Repeat them, put all into a file to include, or set `add_header_inherit merge` (nginx 1.29.3).",
  aliases: ["add_header_redefinition", "header-redefinition"],
  references: ["https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header"],
  bad: "server {\n  add_header X-Content-Type-Options nosniff;\n  location /a {\n    add_header Cache-Control no-cache;\n  }\n}\n",
  good: "server {\n  add_header X-Content-Type-Options nosniff;\n  location /a {\n    add_header X-Content-Type-Options nosniff;\n    add_header Cache-Control no-cache;\n  }\n  location /b {\n    add_header_inherit merge;\n    add_header Cache-Control no-cache;\n  }\n}\n",
  check(directive, tell, repository) {
    const block = directive.parent;
    if (block === undefined || block.name === "http") return;
    const outer = (name: string) =>
      block.parent === undefined
        ? block.file.directives.filter((each) => each.name === name)
        : inForce(block.parent, name, repository);
    const own = childrenOf(block, repository).filter(({ name }) => name === "add_header");
    if (
      own[0] !== directive ||
      childrenOf(block, repository).some(({ name }) => name === "add_header_inherit") ||
      outer("add_header_inherit").some(({ args }) => args[0]?.value === "merge")
    )
      return;
    const names = new Set(own.map(({ args }) => args[0]?.value.toLowerCase()));
    const lost = outer("add_header").filter(
      ({ args }) => security.test(args[0]?.value ?? "") && !names.has(args[0]?.value.toLowerCase()),
    );
    if (lost.length > 0 && !mayHoldMore({ ...block, block: block.block ?? [], parent: undefined as never }, repository))
      tell({
        at: directive.at,
        says: `${lost.map(({ args }) => `\`${args[0]!.value}\``).join(", ")} ${lost.length > 1 ? "are" : "is"} no longer sent here.`,
        related: [{ at: lost[0]!.at, says: "the header that is lost" }],
      });
  },
});
