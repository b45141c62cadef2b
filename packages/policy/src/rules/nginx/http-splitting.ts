import { rule } from "../../rule";

export default rule({
  id: "http-splitting",
  on: "directive",
  of: ["return", "rewrite", "add_header", "proxy_set_header", "proxy_pass"],
  severity: "error",
  meaning: "A decoded path of the visitor goes into a header.",
  reason: "`%0d%0a` in it ends the header: the rest is a header, or a whole answer, of the visitor's making.",
  how: "`$uri` and `$document_uri`, which are decoded, in redirects and headers; `$request_uri` is as it came.",
  fix: "Use `$request_uri`.",
  aliases: ["http_splitting", "header-injection"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/httpsplitting.md"],
  bad: "server {\n  return 301 https://example.com$uri;\n}\n",
  good: "server {\n  return 301 https://example.com$request_uri;\n  location / {\n    try_files $uri /index.html;\n    proxy_pass http://a;\n  }\n}\n",
  *check({ args, name }) {
    const values =
      name === "return"
        ? /^30\d$/.test(args[0]?.value ?? "")
          ? args.slice(1)
          : []
        : name === "rewrite"
          ? []
          : name === "proxy_pass"
            ? args
            : args.slice(1);
    for (const { at, value } of values) {
      const found = /\$\{?(document_)?uri\b\}?/.exec(value);
      if (found === null) continue;
      yield {
        at,
        says: `\`${found[0]}\` is decoded: a line end in it begins another header.`,
        ...(name !== "return" && { severity: "warning" as const }),
      };
    }
  },
});
