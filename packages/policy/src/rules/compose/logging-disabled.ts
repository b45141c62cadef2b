import { get } from "../../recover/compose/nodes";
import { text } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "logging-disabled",
  on: "service",
  severity: "warning",
  meaning: "What a service says is thrown away.",
  reason: "Nobody can tell why it failed.",
  fix: "Use the `local` driver, which keeps little.",
  aliases: ["CL-0014", "OW-10"],
  bad: "services:\n  a:\n    image: a:1\n    logging: {driver: none}\n",
  good: "services:\n  a:\n    image: a:1\n    logging: {driver: local}\n",
  check({ name, node }, tell) {
    const driver = text(get(node, "logging", "driver"));
    if (driver?.value === "none") tell({ at: driver.at, says: `What \`${name}\` says is thrown away.` });
  },
});
