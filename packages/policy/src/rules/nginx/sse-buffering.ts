import { inForce, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "sse-buffering",
  on: "directive",
  of: ["location"],
  severity: "warning",
  meaning: "A location for events is buffered, or given up after a minute.",
  reason: "Events come in heaps, or the stream breaks off whenever nothing happens for a minute.",
  how: "Locations that are named `events`, `sse` or `stream`, with buffering on. An application may turn it off by `X-Accel-Buffering`.",
  fix: "Set `proxy_buffering off;` and `proxy_read_timeout 1h;`.",
  references: ["https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering"],
  bad: "server {\n  location /events {\n    proxy_pass http://app;\n  }\n}\n",
  good: "server {\n  location /events {\n    proxy_buffering off;\n    proxy_read_timeout 1h;\n    proxy_pass http://app;\n  }\n}\n",
  check(location, tell, repository) {
    const path = location.args.at(-1)?.value ?? "";
    if (
      !/(^|\/)(sse|event-?stream|events?|stream)\/?$/.test(path) ||
      !location.block?.some(({ name }) => name === "proxy_pass") ||
      mayHoldMore(location, repository)
    )
      return;
    const buffered = !inForce(location, "proxy_buffering", repository).some(({ args }) => args[0]?.value === "off");
    const short = inForce(location, "proxy_read_timeout", repository).length === 0;
    if (buffered || short)
      tell({
        at: location.at,
        says: `\`${path}\` is ${buffered ? "buffered" : "given up after a minute of silence"}.`,
        ...(!/sse|stream/.test(path) && { severity: "info" as const }),
      });
  },
});
