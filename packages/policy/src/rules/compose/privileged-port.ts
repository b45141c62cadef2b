import { rule } from "../../rule";

export default rule({
  id: "privileged-port",
  on: "service",
  severity: "info",
  meaning: "A service that is no proxy publishes a port below 1024.",
  reason: "These ports are for the services that everybody knows; a rootless engine cannot open them.",
  fix: "Publish a port above 1024, or let the proxy take it.",
  aliases: ["bc2908f3", "CIS-5.8"],
  bad: "services:\n  db:\n    image: app:1\n    ports: ['127.0.0.1:389:389']\n",
  good: "services:\n  nginx:\n    image: nginx:1.30\n    ports: ['80:80', '443:443']\n  app:\n    image: app:1\n    ports: ['80:8000']\n",
  check({ name, ports, role }, tell) {
    if (role === "proxy") return;
    for (const { at, open, published } of ports)
      if (
        published !== undefined &&
        !open &&
        published > 0 &&
        published < 1024 &&
        published !== 80 &&
        published !== 443
      )
        tell({ at, says: `\`${name}\` publishes port ${published}.` });
  },
});
