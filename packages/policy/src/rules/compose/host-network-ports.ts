import { rule } from "../../rule";

export default rule({
  id: "host-network-ports",
  on: "service",
  severity: "warning",
  meaning: "A service in the host's network publishes ports.",
  reason: "The engine drops them: the program is on the host's own address and port, whatever stands there.",
  fix: "Remove `ports`, or `network_mode: host`.",
  references: ["https://docs.docker.com/engine/network/drivers/host/"],
  bad: "services:\n  a:\n    image: a:1\n    network_mode: host\n    ports: ['3000:3000']\n",
  good: "services:\n  a:\n    image: a:1\n    network_mode: host\n  b:\n    image: b:1\n    ports: ['3000:3000']\n",
  check({ name, networkMode, ports }, tell) {
    const [first] = ports;
    if (networkMode?.value === "host" && first !== undefined)
      tell({
        at: first.at,
        says: `\`${name}\` is in the host's network: its published ports are dropped.`,
        related: [{ at: networkMode.at, says: "the host's network" }],
      });
  },
});
