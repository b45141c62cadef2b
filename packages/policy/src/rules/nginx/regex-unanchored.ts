import { rule } from "../../rule";

export default rule({
  id: "regex-unanchored",
  on: "directive",
  of: ["location"],
  severity: "info",
  meaning: "A pattern for a file's ending matches anywhere in the path.",
  reason: "`\\.php` matches `/upload.php.jpg` and `/a.php/x` too: files that somebody uploaded are run.",
  fix: "End it with `$`.",
  aliases: ["unanchored_regex"],
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#location"],
  bad: "server {\n  location ~ \\.php {\n    fastcgi_pass php:9000;\n  }\n}\n",
  good: "server {\n  location ~ \\.php$ {\n    fastcgi_pass php:9000;\n  }\n  location ~ ^/api {\n    return 200;\n  }\n  location ~ /\\. {\n    deny all;\n  }\n}\n",
  check({ args, block = [] }, tell) {
    const [modifier, pattern] = args;
    if (
      !modifier?.value.startsWith("~") ||
      pattern === undefined ||
      pattern.value.startsWith("^") ||
      /\$\)?$/.test(pattern.value) ||
      !/\\?\.\(?[\w|]+\)?$/.test(pattern.value)
    )
      return;
    const isRun = block.some(({ name }) => /^(fastcgi|uwsgi|proxy)_pass$/.test(name));
    tell({
      at: pattern.at,
      says: `\`${pattern.value}\` matches anywhere in the path.`,
      ...(isRun && { severity: "warning" as const }),
      edits: [],
    });
  },
});
