import { textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "ports-unbound-interface",
  on: "service",
  severity: "warning",
  meaning: "A database, cache or tool is published on every address of the host.",
  reason: "Everybody in the network can connect, past the host's firewall: Docker opens it.",
  how: "Databases, caches, queues and administration tools. Applications and proxies are meant to be reached. In production that is told as an error by another rule.",
  fix: "Publish it on the host itself only: `127.0.0.1:5432:5432`.",
  aliases: ["CL-0005", "451d79dc", "no-unbound-port-interfaces", "CIS-5.14", "OW-5a"],
  references: ["https://docs.docker.com/engine/network/packet-filtering-firewalls/"],
  bad: "services:\n  db:\n    image: postgres:17\n    ports: ['5432:5432']\n",
  good: "services:\n  db:\n    image: postgres:17\n    ports: ['127.0.0.1:5432:5432']\n  mirror:\n    image: postgres:17\n    network_mode: host\n    ports: ['5432:5432']\n  web:\n    image: nginx:1.30\n    ports: ['80:80']\n",
  check({ name, networkMode, ports, role, stack }, tell) {
    if (networkMode?.value === "host") return; // its ports are dropped
    if (
      !["database", "cache", "queue", "tool"].includes(role) ||
      (stack.environment === "production" && role !== "tool")
    )
      return;
    for (const { address, at, open, text } of ports) {
      if (address !== "" && address !== "0.0.0.0" && address !== "[::]" && address !== "::") continue;
      if (open && address === "" && /^\$/.test(textAt(at).replace(/^["']/, "")) && text.split(":").length > 2) continue;
      const isShort = text.split(":").length <= 2 && /^["']?[\d$]/.test(textAt(at));
      tell({
        at,
        says: `\`${name}\` is open to everybody who reaches the host.`,
        ...(isShort &&
          /^\d+:\d+$/.test(text) &&
          /^(["']?)\d+:\d+\1$/.test(textAt(at)) && {
            fix: `Publish it on the host itself only: \`127.0.0.1:${text}\`.`,
          }),
      });
    }
  },
});
