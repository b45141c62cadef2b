import { rule } from "../../rule";

export default rule({
  id: "proxy-pass-normalised",
  on: "directive",
  of: ["proxy_pass"],
  severity: "info",
  meaning: "A path is decoded before it is passed on.",
  reason: "`%2F` becomes `/`: the application sees another path than the one that nginx has let through.",
  how: "`proxy_pass` with a path behind a location whose prefix does not end as it does, so that a slash is lost or doubled.",
  fix: "End both with a slash, or leave the path of `proxy_pass` away.",
  aliases: ["proxy_pass_normalized"],
  references: ["https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass"],
  bad: "server {\n  location /api/ {\n    proxy_pass http://a/v1;\n  }\n}\n",
  good: "server {\n  location /api/ {\n    proxy_pass http://a/v1/;\n  }\n  location /x {\n    proxy_pass http://a;\n  }\n  location = /y {\n    proxy_pass http://a/z;\n  }\n}\n",
  check({ args, parent }, tell) {
    const path = /^https?:\/\/[^/]+(\/.*)$/.exec(args[0]?.value ?? "")?.[1];
    if (path === undefined || path.includes("$") || parent?.name !== "location" || parent.args.length !== 1) return;
    const prefix = parent.args[0]!.value;
    if (prefix.endsWith("/") && !path.endsWith("/"))
      tell({
        at: args[0]!.at,
        severity: "warning",
        says: `\`${prefix}x\` is passed on as \`${path}x\`.`,
        related: [{ at: parent.args[0]!.at, says: "ends with a slash" }],
      });
    else if (!prefix.endsWith("/") && path.endsWith("/") && prefix !== "/")
      tell({
        at: args[0]!.at,
        says: `\`${prefix}/x\` is passed on as \`${path}/x\`.`,
        related: [{ at: parent.args[0]!.at, says: "has no slash at its end" }],
      });
  },
});
