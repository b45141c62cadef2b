import { get, numberOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "pids-limit",
  on: "service",
  severity: "info",
  production: true,
  meaning: "A service may start any number of processes.",
  reason: "A fork bomb in one container stops the whole host.",
  fix: "Set `deploy.resources.limits.pids`.",
  aliases: ["221e0658", "CIS-5.29", "OW-7"],
  bad: [
    { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n" },
    { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    pids_limit: -1\n" },
  ],
  good: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    pids_limit: 100\n" },
  check({ at, isJob, name, node }, tell) {
    const limit = get(node, "deploy", "resources", "limits", "pids") ?? get(node, "pids_limit");
    // 0 and -1 are none
    if (!isJob && (limit === undefined || (numberOf(limit) ?? 1) <= 0))
      tell({ at: limit?.at ?? at, says: `\`${name}\` has no limit of processes.` });
  },
});
