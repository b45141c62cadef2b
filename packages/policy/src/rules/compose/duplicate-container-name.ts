import type { Place } from "../../place";
import { get } from "../../recover/compose/nodes";
import { text } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "duplicate-container-name",
  on: "stack",
  severity: "error",
  meaning: "Two services have one container name.",
  reason: "Only one of them starts.",
  fix: "Leave `container_name` away: Compose makes names of its own.",
  aliases: ["no-duplicate-container-names"],
  bad: "services:\n  a:\n    image: a:1\n    container_name: x\n  b:\n    image: b:1\n    container_name: x\n",
  good: "services:\n  a:\n    image: a:1\n    container_name: x\n  b:\n    image: b:1\n    container_name: y\n",
  check({ services }, tell) {
    const first = new Map<string, { name: string; at: Place }>();
    for (const { name, node, profiles } of services.values()) {
      const own = text(get(node, "container_name"));
      if (own === undefined || own.open || profiles.length > 0) continue;
      const known = first.get(own.value);
      if (known === undefined) first.set(own.value, { name, at: own.at });
      else if (known.at !== own.at || known.name !== name)
        tell({
          at: own.at,
          within: `service ${name}`,
          says: `\`${known.name}\` is called \`${own.value}\` too.`,
          related: [{ at: known.at, says: "the other one" }],
        });
    }
  },
});
