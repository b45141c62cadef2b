import { blockOf, inForce, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "proxy-headers-missing",
  on: "directive",
  of: ["proxy_pass"],
  severity: "warning",
  meaning: "The application is not told which host was asked for, or by whom.",
  reason: "It sees nginx's name for it and nginx's address: links are wrong, limits hit everybody at once.",
  how: "No `Host` or no `X-Forwarded-For` in force where requests are passed on over HTTP. Static hosts, names with a dot and health checks are let pass.",
  fix: "Set `Host`, `X-Real-IP`, `X-Forwarded-For` and `X-Forwarded-Proto`.",
  references: ["https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header"],
  bad: "server {\n  location / {\n    proxy_pass http://app:8000;\n  }\n}\n",
  good: "server {\n  location / {\n    proxy_set_header Host $host;\n    proxy_set_header X-Forwarded-For $remote_addr;\n    proxy_set_header X-Forwarded-Proto $scheme;\n    proxy_pass http://app:8000;\n  }\n  location /x {\n    proxy_pass https://api.example.com;\n  }\n}\n",
  check(directive, tell, repository) {
    const host = /^https?:\/\/([^:/]+)/.exec(directive.args[0]?.value ?? "")?.[1];
    if (
      host === undefined ||
      host.includes(".") ||
      /[${]/.test(host) ||
      directive.parent === undefined ||
      mayHoldMore(directive.parent, repository) ||
      blockOf(directive, "stream") !== undefined
    )
      return;
    const path = blockOf(directive, "location")?.args.at(-1)?.value ?? "";
    if (/health|status|metrics|static|assets|media/.test(path)) return;
    const set = new Set(
      inForce(directive.parent, "proxy_set_header", repository).map(({ args }) => args[0]?.value.toLowerCase()),
    );
    const missing = [
      ...(set.has("host") ? [] : ["Host"]),
      ...(set.has("x-forwarded-for") || set.has("x-real-ip") || set.has("forwarded") ? [] : ["X-Forwarded-For"]),
      ...(set.has("x-forwarded-proto") ||
      set.has("x-forwarded-scheme") ||
      set.has("forwarded") ||
      set.has("x-scheme") ||
      set.size > 0
        ? []
        : ["X-Forwarded-Proto"]),
    ];
    if (missing.length > 0)
      tell({
        at: directive.at,
        says: `\`${host}\` is not told ${missing.map((each) => `\`${each}\``).join(", ")}.`,
        ...(missing.length < 2 && { severity: "info" as const }),
      });
  },
});
