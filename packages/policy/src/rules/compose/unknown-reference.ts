import { get } from "../../recover/compose/nodes";
import { grantedOf } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "unknown-reference",
  on: "stack",
  severity: "error",
  meaning: "A service names another service, a network, a volume, a secret or a config that is not declared.",
  reason: "Compose refuses to start.",
  fix: "Declare it at the top level, or correct the name.",
  bad: [
    "services:\n  a:\n    image: a:1\n    networks: [front]\n",
    "services:\n  a:\n    image: a:1\n    depends_on: [db]\n",
    "services:\n  a:\n    image: a:1\n    volumes: ['data:/data']\n",
  ],
  good: "services:\n  a:\n    image: a:1\n    networks: [front, default]\n    volumes: ['data:/data', './x:/x', '/y']\n    depends_on:\n      b: {condition: service_started, required: false}\nnetworks: {front: }\nvolumes: {data: }\n",
  check({ configs, isPartial, networks, secrets, services, volumes, root }, tell) {
    if (isPartial || get(root, "include") !== undefined) return;
    for (const service of services.values()) {
      const { dependencies, mounts, name, networkMode, node } = service;
      const within = `service ${name}`;
      for (const each of dependencies.values())
        if (each.required && !services.has(each.name) && !each.name.includes("$"))
          tell({ at: each.at, within, says: `There is no service \`${each.name}\`.` });
      for (const [network, { at }] of service.networks)
        if (network !== "default" && !networks.has(network) && !network.includes("$"))
          tell({ at, within, says: `There is no network \`${network}\`.` });
      for (const { at, open, source, type } of mounts)
        if (type === "volume" && !open && source !== "" && !volumes.has(source))
          tell({ at, within, says: `There is no volume \`${source}\`.` });
      for (const each of service.secrets)
        if (!secrets.has(each.name) && !each.name.includes("$"))
          tell({ at: each.at, within, says: `There is no secret \`${each.name}\`.` });
      for (const each of grantedOf(get(node, "configs")))
        if (!configs.has(each.name) && !each.name.includes("$"))
          tell({ at: each.at, within, says: `There is no config \`${each.name}\`.` });
      const shared = /^service:(.+)$/.exec(networkMode?.value ?? "")?.[1];
      if (shared !== undefined && !networkMode!.open && !services.has(shared))
        tell({ at: networkMode!.at, within, says: `There is no service \`${shared}\`.` });
    }
  },
});
