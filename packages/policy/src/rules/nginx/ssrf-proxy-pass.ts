import { beginsPath, isFixed, visitorsPart } from "../../facts/taint";
import { blockOf } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "ssrf-proxy-pass",
  on: "directive",
  of: ["proxy_pass", "fastcgi_pass", "uwsgi_pass", "grpc_pass"],
  severity: "error",
  meaning: "The visitor chooses the host that nginx passes the request to.",
  reason: "Everything that nginx can reach, cloud metadata not least, can be reached by anybody.",
  how: "`$arg_`, `$http_`, `$cookie_` and captures of the location in the place of the scheme or the host, also by way of `set`. `internal` locations, captures of fixed words, and maps are let pass.",
  fix: "Name the hosts in a `map`.",
  aliases: ["ssrf", "dynamic-proxy-host", "dynamic-proxy-scheme"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/ssrf.md"],
  bad: [
    "server {\n  location /p {\n    proxy_pass http://$arg_host;\n  }\n}\n",
    "server {\n  location ~ ^/p/(.*)$ {\n    set $target $1;\n    proxy_pass http://$target;\n  }\n}\n",
  ],
  good: "server {\n  set $backend http://app:8000;\n  location / {\n    proxy_pass $backend;\n  }\n  location /a {\n    proxy_pass http://app:8000/$arg_x;\n  }\n  location ~ ^/i/(.*)$ {\n    internal;\n    proxy_pass http://$1;\n  }\n  location ~ ^/(a|b)/ {\n    proxy_pass http://$1;\n  }\n  location /u {\n    proxy_pass http://app$request_uri;\n  }\n}\n",
  check(directive, tell) {
    const [target] = directive.args;
    const location = blockOf(directive, "location");
    if (target === undefined || location?.block?.some(({ name }) => name === "internal")) return;
    const head = /^(?:[^/]*:\/\/)?[^/]*/.exec(target.value)?.[0] ?? "";
    for (const found of visitorsPart(head, directive)) {
      if (beginsPath(found, head) || (found.pattern !== undefined && isFixed(found.pattern))) continue;
      tell({ at: target.at, says: `The visitor chooses \`${head}\`.` });
      return;
    }
  },
});
