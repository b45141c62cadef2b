import { blockOf, inForce } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "ssrf-proxy-pass",
  on: "directive",
  of: ["proxy_pass", "fastcgi_pass", "uwsgi_pass", "grpc_pass"],
  severity: "error",
  meaning: "The visitor chooses the host that nginx passes the request to.",
  reason: "Everything that nginx can reach, cloud metadata not least, can be reached by anybody.",
  how: "`$arg_`, `$http_`, `$cookie_`, `$request_uri` and captures of the location in the host's place. `internal` locations are let pass.",
  fix: "Name the hosts in a `map`.",
  aliases: ["ssrf", "dynamic-proxy-host", "dynamic-proxy-scheme"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/ssrf.md"],
  bad: [
    "server {\n  location /p {\n    proxy_pass http://$arg_host;\n  }\n}\n",
    "server {\n  location ~ ^/p/(.*)$ {\n    proxy_pass http://$1;\n  }\n}\n",
  ],
  good: "server {\n  set $backend http://app:8000;\n  location / {\n    proxy_pass $backend;\n  }\n  location /a {\n    proxy_pass http://app:8000/$arg_x;\n  }\n  location ~ ^/i/(.*)$ {\n    internal;\n    proxy_pass http://$1;\n  }\n}\n",
  *check(directive, repository) {
    const [target] = directive.args;
    const host = /^(?:[a-z$]\w*:\/\/)?([^/]*)/.exec(target?.value ?? "")?.[1] ?? "";
    const location = blockOf(directive, "location");
    if (target === undefined || location?.block?.some(({ name }) => name === "internal")) return;
    if (
      /\$\{?(arg_|http_(?!host\b)|cookie_|request_uri|uri|args|query_string|document_uri)/.test(host) ||
      (/^\$\{?\d/.test(host) && location?.args[0]?.value.startsWith("~"))
    )
      yield { at: target.at, says: `The visitor chooses \`${host}\`.` };
    else if (/^\$\{?http_host|^\$\{?host\b/.test(host) && inForce(directive, "resolver", repository).length > 0)
      yield { at: target.at, severity: "warning", says: `The visitor chooses \`${host}\`.` };
  },
});
