import { inForce, mayHoldMore } from "../../recover/nginx/scope";
import { rule } from "../../rule";

export default rule({
  id: "websocket-headers",
  on: "directive",
  of: ["location"],
  severity: "warning",
  meaning: "A location for WebSocket does not pass the upgrade on.",
  reason: "The connection ends with 400 or 426.",
  how: "Locations that are named `ws`, `websocket` or `socket.io`, without `Upgrade` or without HTTP 1.1.",
  fix: "Set `proxy_http_version 1.1`, `Upgrade $http_upgrade` and `Connection $connection_upgrade`.",
  references: ["https://nginx.org/en/docs/http/websocket.html"],
  bad: "server {\n  location /ws/ {\n    proxy_pass http://app;\n  }\n}\n",
  good: "server {\n  location /ws/ {\n    proxy_http_version 1.1;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection upgrade;\n    proxy_pass http://app;\n  }\n}\n",
  check(location, tell, repository) {
    const path = location.args.at(-1)?.value ?? "";
    if (
      !/(^|\/)(ws|wss|websocket|socket\.io|sockjs|_hmr|cable)(\/|$)/.test(path) ||
      !location.block?.some(({ name }) => name === "proxy_pass") ||
      mayHoldMore(location, repository)
    )
      return;
    const upgrade = inForce(location, "proxy_set_header", repository).some(({ args }) =>
      /^upgrade$/i.test(args[0]?.value ?? ""),
    );
    const version = inForce(location, "proxy_http_version", repository).some(({ args }) => args[0]?.value !== "1.0");
    if (!upgrade || !version)
      tell({
        at: location.at,
        says: `\`${path}\` ${upgrade ? "is passed on with HTTP 1.0" : "does not pass the upgrade on"}.`,
      });
  },
});
