import { stacksBeside } from "../../facts/siblings";
import { get } from "../../recover/compose/nodes";
import { grantedOf } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "named-volume-unused",
  on: "stack",
  severity: "warning",
  meaning: "A volume, network, secret or config is declared and used by no service.",
  reason: "It looks as if something were kept or protected that is not.",
  how: "In the merged stack; what has `external: true` or belongs to an overlay that this stack does not load is let pass.",
  fix: "Remove it, or use it.",
  bad: "services:\n  a:\n    image: a:1\nvolumes:\n  data:\n",
  good: "services:\n  a:\n    image: a:1\n    volumes: ['data:/data']\nvolumes:\n  data:\nnetworks:\n  default:\n    name: x\n",
  check(stack, tell) {
    const { configs, isPartial, networks, root, secrets, services, volumes } = stack;
    if (isPartial || services.size === 0 || get(root, "include") !== undefined) return;
    const all = [...services.values()];
    const everywhere = [...all, ...[...stacksBeside(stack)].flatMap((other) => [...other.services.values()])];
    const used = {
      volume: new Set(everywhere.flatMap(({ mounts }) => mounts.map(({ source }) => source))),
      network: new Set(everywhere.flatMap((service) => [...service.networks.keys()])),
      secret: new Set(
        everywhere.flatMap(({ node, secrets: granted }) => [
          ...granted.map(({ name }) => name),
          ...grantedOf(get(node, "build", "secrets")).map(({ name }) => name),
        ]),
      ),
      config: new Set(everywhere.flatMap(({ node }) => grantedOf(get(node, "configs")).map(({ name }) => name))),
    };
    for (const [kind, declared] of Object.entries({
      volume: volumes,
      network: networks,
      secret: secrets,
      config: configs,
    })) {
      for (const { at, external, name } of declared.values()) {
        if (external || used[kind as keyof typeof used].has(name) || name === "default" || name.startsWith("x-"))
          continue;
        tell({ at, within: `${kind} ${name}`, says: `No service uses the ${kind} \`${name}\`.` });
      }
    }
  },
});
