import type { Place } from "../../place";
import { isEvery, isV6 } from "../../recover/compose/port";
import { rule } from "../../rule";

export default rule({
  id: "duplicate-host-port",
  on: "stack",
  severity: "error",
  meaning: "Two services publish one port of the host.",
  reason: "The second one does not start: `port is already allocated`.",
  how: "By address and protocol, ranges counted out. Services of different profiles are let pass.",
  fix: "Publish one of them on another port.",
  aliases: ["no-duplicate-exported-ports"],
  bad: [
    "services:\n  a:\n    image: a:1\n    ports: ['8000-8002:80-82']\n  b:\n    image: b:1\n    ports: ['127.0.0.1:8001:80']\n",
    "x-app: &app\n  image: a:1\n  ports: ['8000:80']\nservices:\n  a:\n    <<: *app\n  b:\n    <<: *app\n",
  ],
  good: "services:\n  a:\n    image: a:1\n    ports: ['127.0.0.1:53:53/udp', '53:53/tcp']\n  b:\n    image: b:1\n    ports: ['127.0.0.2:53:53/udp']\n",
  check({ services }, tell) {
    const taken = new Map<string, { address: string; at: Place; name: string }[]>();
    for (const { name, networkMode, ports, profiles } of services.values()) {
      if (profiles.length > 0 || networkMode?.value === "host") continue;
      for (const { address, at, open, protocol, published, text } of ports) {
        if (published === undefined || published === 0 || open) continue;
        const key = `${published}/${protocol}`;
        const others = taken.get(key) ?? [];
        const other = others.find(
          (each) =>
            (each.address === address || isEvery(each.address) || isEvery(address)) &&
            (each.at !== at || each.name !== name) &&
            isV6(each.address) === isV6(address),
        );
        if (other !== undefined && !(other.name === name && text.includes("-")))
          tell({
            at,
            within: `service ${name}`,
            says: `\`${other.name}\` publishes port ${published} too.`,
            related: [{ at: other.at, says: "the other one" }],
          });
        taken.set(key, [...others, { address, at, name }]);
      }
    }
  },
});
