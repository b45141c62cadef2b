import { rule } from "../../rule";

export default rule({
  id: "proxy-buffering-off-global",
  on: "directive",
  of: ["proxy_buffering"],
  severity: "info",
  meaning: "Answers are not buffered for a whole server.",
  reason: "A slow visitor holds a worker of the application for as long as the download takes.",
  fix: "Turn it off in the one location that streams.",
  aliases: ["proxy_buffering_off"],
  references: ["https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering"],
  bad: "server {\n  proxy_buffering off;\n}\n",
  good: "server {\n  location /events {\n    proxy_buffering off;\n  }\n}\n",
  check({ args, at, parent }, tell) {
    if (args[0]?.value === "off" && (parent === undefined || parent.name === "server" || parent.name === "http"))
      tell({ at, says: "No answer is buffered." });
  },
});
