import type { Directive } from "../../recover/nginx/nodes";
import { blockOf } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "host-spoofing",
  on: "directive",
  of: ["proxy_set_header", "fastcgi_param", "uwsgi_param"],
  severity: "info",
  strict: "warning",
  meaning: "The visitor's `Host` header is passed on as it is.",
  reason: "The application makes links of it: a mail to reset a password leads to whoever sent the request.",
  how: "`$http_host`. Where the server has a `server_name` of its own, and so refuses other names, or the application compares the name with a list of its own (`ALLOWED_HOSTS` in the stack), it is let pass. Something to consider: without a name of its own, `$host` is the visitor's too.",
  fix: "Use `$host` with a `server_name`, and let the application check it.",
  aliases: ["host_spoofing", "request-host-used"],
  references: ["https://github.com/yandex/gixy/blob/master/docs/en/plugins/hostspoofing.md"],
  bad: "server {\n  location / {\n    proxy_set_header Host $http_host;\n    proxy_pass http://a;\n  }\n}\n",
  good: "server {\n  location / {\n    proxy_set_header Host $host;\n    proxy_pass http://a;\n  }\n}\nserver {\n  server_name example.com;\n  location / {\n    proxy_set_header Host $http_host;\n    proxy_pass http://a;\n  }\n}\n",
  check(directive, tell, repository) {
    if (!isVisitors(directive)) return;
    const server = blockOf(directive, "server");
    if (server !== undefined) {
      // a server is told once, however many locations it has
      if ((first.get(server) ?? directive) !== directive) return;
      first.set(server, directive);
    }
    const names = server?.block?.find((each) => each.name === "server_name")?.args.map((each) => each.value) ?? [];
    if (names.some((each) => /^[\w*.-]+\.\w+$|\$\{/.test(each))) return;
    const checks = repository.stacks.some(({ services }) =>
      [...services.values()].some(({ environment }) =>
        [...environment.keys()].some((each) => /ALLOWED_HOSTS|TRUSTED_HOSTS/.test(each)),
      ),
    );
    if (!checks) tell({ at: directive.at, says: "The visitor chooses the host name that the application sees." });
  },
});

const first = new WeakMap<Directive, Directive>();

const isVisitors = ({ args: [name, value] }: Directive): boolean =>
  /^(host|x-forwarded-host|http_host)$/i.test(name?.value ?? "") &&
  /\$\{?(http_host|arg_\w+|http_x_forwarded_host)/.test(value?.value ?? "");
