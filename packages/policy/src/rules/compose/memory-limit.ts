import { rule } from "../../rule";

export default rule({
  id: "memory-limit",
  on: "service",
  severity: "warning",
  production: true,
  meaning: "A service may take all memory of its host.",
  reason: "One leak, and the kernel kills whatever it likes: the database, mostly.",
  fix: "Set `deploy.resources.limits.memory`.",
  aliases: ["CL-0026", "bb9ac4f7", "CIS-5.11", "OW-7"],
  references: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n" },
  good: {
    "compose.prod.yaml":
      "services:\n  a:\n    image: a:1\n    mem_limit: 512m\n  job:\n    image: a:1\n    command: python manage.py migrate\n",
  },
  check({ at, isJob, memory, name }, tell) {
    if (memory === undefined && !isJob) tell({ at, says: `\`${name}\` has no limit of memory.` });
  },
});
