import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "ulimits",
  on: "service",
  severity: "off",
  meaning: "A service has the engine's default limits of files and processes.",
  reason: "What the default is depends on the host.",
  fix: "Set `ulimits`.",
  aliases: ["CIS-5.19", "OW-7"],
  bad: "services:\n  a:\n    image: a:1\n",
  good: "services:\n  a:\n    image: a:1\n    ulimits: {nofile: 1024}\n",
  check({ at, name, node }, tell) {
    if (get(node, "ulimits") === undefined) tell({ at, says: `\`${name}\` has no \`ulimits\`.` });
  },
});
