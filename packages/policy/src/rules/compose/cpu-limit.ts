import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "cpu-limit",
  on: "service",
  severity: "info",
  strict: "warning",
  production: true,
  meaning: "A service may take all CPUs of its host.",
  reason: "One that spins slows all others down.",
  fix: "Set `deploy.resources.limits.cpus`.",
  aliases: ["CL-0026", "6b610c50", "CIS-5.12", "OW-7"],
  references: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n" },
  good: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    cpus: 0.5\n" },
  check({ at, cpus, isJob, name, node }, tell) {
    if (cpus === undefined && !isJob && get(node, "cpuset") === undefined && get(node, "cpu_shares") === undefined)
      tell({ at, says: `\`${name}\` has no limit of CPUs.` });
  },
});
