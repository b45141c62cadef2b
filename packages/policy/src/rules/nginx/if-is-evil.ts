import { blockOf } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "if-is-evil",
  on: "directive",
  of: ["if"],
  severity: "warning",
  meaning: "An `if` in a location has more in it than `return`, `rewrite` or `set`.",
  reason:
    "It makes a location of its own, which inherits in ways that surprise: headers are lost, `try_files` is ignored.",
  how: "`proxy_pass`, `try_files`, `alias`, `root` and `add_header` among them; what only sets headers is something to consider.",
  fix: "Use a `map`, or a location of its own.",
  aliases: ["if_is_evil"],
  references: ["https://github.com/nginxinc/nginx-wiki/blob/master/source/start/topics/depth/ifisevil.rst"],
  bad: "server {\n  location / {\n    if ($arg_x) {\n      proxy_pass http://a;\n    }\n    try_files $uri /index.html;\n  }\n}\n",
  good: "server {\n  location / {\n    if ($request_method = POST) {\n      return 405;\n    }\n  }\n}\n",
  check(directive, tell) {
    if (blockOf(directive, "location") === undefined) return;
    const unsafe =
      directive.block?.filter(
        ({ name }) =>
          !/^(return|rewrite|set|break|rewrite_by_lua.*|access_log|limit_rate|expires|limit_except|auth_basic.*)$/.test(
            name,
          ),
      ) ?? [];
    const [first] = unsafe;
    if (first !== undefined)
      tell({
        at: directive.at,
        says: `\`${first.name}\` in an \`if\` does not do what it seems to.`,
        ...(unsafe.every(({ name }) => /^(add_header|more_set_headers|proxy_set_header|default_type)$/.test(name)) && {
          severity: "info" as const,
        }),
      });
  },
});
