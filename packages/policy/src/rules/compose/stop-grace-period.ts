import { seconds } from "../../recover/compose/duration";
import { get, textOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "stop-grace-period",
  on: "service",
  severity: "info",
  production: true,
  meaning: "A database has no more than ten seconds to stop.",
  reason: "A busy one needs longer to write everything down: killed, it has to repair itself at the next start.",
  fix: "Set `stop_grace_period: 1m`.",
  references: ["https://docs.docker.com/reference/compose-file/services/#stop_grace_period"],
  bad: { "compose.prod.yaml": "services:\n  db:\n    image: postgres:17\n    stop_grace_period: 5s\n" },
  good: { "compose.prod.yaml": "services:\n  db:\n    image: postgres:17\n    stop_grace_period: 1m\n" },
  check({ name, node, role }, tell) {
    const grace = get(node, "stop_grace_period");
    const given = seconds(textOf(grace));
    if (role === "database" && given !== undefined && given < 10)
      tell({ at: grace!.at, says: `\`${name}\` is killed after ${given} s.` });
  },
});
