import { isSwarm } from "../../facts/processes";
import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "replicas-fixed-port-or-name",
  on: "service",
  severity: "error",
  meaning: "A service of several replicas has a fixed name or a fixed port of the host.",
  reason: "Only the first container starts: a name and a port can be taken once.",
  fix: "Leave the name away, and let a proxy reach the replicas over the network.",
  bad: "services:\n  web:\n    image: app:1\n    ports: ['8000:8000']\n    deploy:\n      replicas: 2\n",
  good: "services:\n  web:\n    image: app:1\n    ports: ['8000-8001:8000']\n    deploy:\n      replicas: 2\n",
  check({ name, node, ports, replicas, stack }, tell) {
    if (replicas < 2 || get(node, "deploy", "mode") !== undefined || isSwarm(stack)) return;
    const fixed = get(node, "container_name");
    if (fixed !== undefined) tell({ at: fixed.at, says: `\`${name}\` has ${replicas} replicas and one name.` });
    for (const { at, open, published, text } of ports) {
      if (published !== undefined && !open && !/\d-\d/.test(text))
        tell({ at, says: `\`${name}\` has ${replicas} replicas and one port ${published}.` });
    }
  },
});
