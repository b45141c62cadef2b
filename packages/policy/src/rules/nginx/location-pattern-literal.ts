import { rule } from "../../rule";

export default rule({
  id: "location-pattern-literal",
  on: "directive",
  of: ["location"],
  severity: "warning",
  meaning: "A `location` without `~` is written as a regular expression.",
  reason: "nginx compares it letter by letter: no address has `(?:` in it, and nobody ever comes here.",
  fix: "Write `location ~ pattern`.",
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#location"],
  bad: [
    "server {\n  location = /.well-known/(?:carddav|caldav) {\n    return 301 /dav;\n  }\n}\n",
    "server {\n  location /images/.*\\.png$ {\n    expires 1d;\n  }\n}\n",
  ],
  good: "server {\n  location ~ ^/.well-known/(?:carddav|caldav) {\n    return 301 /dav;\n  }\n  location = /a.b {\n    return 204;\n  }\n  location ^~ /c(d)/ {\n    return 204;\n  }\n  location @later {\n    return 204;\n  }\n}\n",
  check({ args }, tell) {
    const pattern = args.at(-1);
    if (pattern === undefined || (args.length > 1 && !/^(=|\^~)$/.test(args[0]!.value))) return;
    if (/\(\?[:=!]|\.[*+](?:$|[/\\)$])|\\\.|\([^()|]*\|[^()]*\)|\[[\w-]+\][*+]/.test(pattern.value))
      tell({ at: pattern.at, says: `\`${pattern.value}\` is compared letter by letter: there is no \`~\`.` });
  },
});
