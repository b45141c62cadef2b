import { rule } from "../../rule";

export default rule({
  id: "keepalive-requests-low",
  on: "directive",
  of: ["keepalive_requests"],
  severity: "off",
  meaning: "A connection is closed after few requests.",
  reason: "Each new one costs a handshake.",
  fix: "Leave it at 1000.",
  aliases: ["low_keepalive_requests"],
  references: ["https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_requests"],
  bad: "keepalive_requests 10;\n",
  good: "keepalive_requests 1000;\n",
  check({ args, at }, tell) {
    if (Number(args[0]?.value) < 100) tell({ at, says: `A connection ends after ${args[0]!.value} requests.` });
  },
});
