import { matchesLineEnd, visitorsPart } from "../../facts/taint";
import { rule } from "../../rule";

export default rule({
  id: "http-splitting",
  on: "directive",
  of: ["return", "rewrite", "add_header", "proxy_set_header", "proxy_pass"],
  severity: "error",
  meaning: "A decoded path of the visitor goes into a header.",
  reason: "`%0d%0a` in it ends the header: the rest is a header, or a whole answer, of the visitor's making.",
  how: "`$uri` and `$document_uri`, which are decoded, and captures that match a line end, in redirects, headers and addresses; `$request_uri` is as it came.",
  fix: "Use `$request_uri`, or a pattern that matches no blank: `[^/\\s]+`.",
  aliases: ["http_splitting", "header-injection"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/httpsplitting.md"],
  bad: [
    "server {\n  return 301 https://example.com$uri;\n}\n",
    "server {\n  location ~ ^/a/([^/]+)$ {\n    proxy_pass http://app/$1;\n  }\n}\n",
  ],
  good: "server {\n  return 301 https://example.com$request_uri;\n  location / {\n    try_files $uri /index.html;\n    proxy_pass http://a;\n  }\n  location ~ ^/b/(.+)$ {\n    proxy_pass http://app/$1;\n  }\n  location ~ ^/c/([^/\\s]+)$ {\n    return 302 https://x/$1;\n  }\n}\n",
  check(directive, tell) {
    const { args, name } = directive;
    const isAway = name === "rewrite" && /^(https?:|\$scheme)/.test(args[1]?.value ?? "");
    const values =
      name === "return"
        ? /^30\d$/.test(args[0]?.value ?? "")
          ? args.slice(1)
          : args.length === 1
            ? args
            : []
        : name === "rewrite"
          ? isAway
            ? args.slice(1, 2)
            : []
          : name === "proxy_pass"
            ? args
            : args.slice(1);
    for (const { at, value } of values) {
      const found = visitorsPart(value, directive).find((each) =>
        each.pattern === undefined
          ? /^(document_)?uri$/.test(each.name)
          : name !== "rewrite" && matchesLineEnd(each.pattern),
      );
      if (found === undefined) continue;
      const isHeader = name === "return" || isAway;
      tell({
        at,
        says: `\`$${found.name}\` is decoded: a line end in it begins another header.`,
        ...(!isHeader && { severity: "warning" as const }),
      });
    }
  },
});
