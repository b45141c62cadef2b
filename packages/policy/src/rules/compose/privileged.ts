import { booleanOf, get, keyOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "privileged",
  on: "service",
  severity: "error",
  meaning: "A service runs privileged.",
  reason: "The container has every right of the host's root: whoever takes it over has the host.",
  how: "Docker in Docker, which cannot do without, is a warning.",
  fix: "Add the one capability or device that it needs.",
  aliases: ["CL-0002", "ae5b6871", "CIS-5.5", "privileged-service", "OW-3"],
  references: ["https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities"],
  bad: "services:\n  a:\n    image: a:1\n    privileged: true\n",
  good: "services:\n  a:\n    image: a:1\n    privileged: false\n    cap_add: [NET_BIND_SERVICE]\n",
  check({ image, name, node }, tell) {
    const privileged = get(node, "privileged");
    if (booleanOf(privileged) !== true) return;
    const isDocker = /(^|\/)(docker|dind)(:|$|-)/.test(image?.value ?? "");
    tell({
      at: keyOf(node, "privileged")!.at,
      says: `\`${name}\` has every right of the host.`,
      ...(isDocker && { severity: "warning" as const }),
    });
  },
});
