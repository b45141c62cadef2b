import { rule } from "../../rule";

export default rule({
  id: "regex-redos",
  on: "directive",
  of: ["location", "rewrite", "if"],
  severity: "warning",
  meaning: "A pattern takes exponential time for some paths.",
  reason: "One visitor with a long path holds a worker for minutes.",
  how: "A repeated group that ends in a repetition itself: `(a+)+`, `(.*)*`.",
  fix: "Write it without a repetition in a repetition.",
  aliases: ["regex_redos"],
  references: ["https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS"],
  bad: "server {\n  location ~ ^/(a+)+$ {\n    return 200;\n  }\n}\n",
  good: "server {\n  location ~ ^/(a+/)?b$ {\n    return 200;\n  }\n  rewrite ^/([^/]+)/(.*)$ /$2 last;\n}\n",
  check({ args, name, parent }, tell) {
    if (name === "location" && !args[0]?.value.startsWith("~")) return;
    if (name === "if" && parent === undefined) return;
    for (const { at, value } of args)
      if (/\((?:\?:)?(?:\.|\\w|\\d|\w|\[[^\]]+\])[+*]\)[+*]/.test(value))
        tell({ at, says: `\`${value}\` takes exponential time.` });
  },
});
