import { isSwarm } from "../../facts/processes";
import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "restart-policy-missing",
  on: "service",
  severity: "warning",
  production: true,
  meaning: "A service stays down after a crash or a reboot.",
  reason: "Nobody starts it again.",
  how: "Jobs, which end by themselves, and stacks of Swarm are let pass.",
  fix: "Set `restart: unless-stopped`.",
  aliases: ["2fc99041", "CIS-5.15"],
  references: ["https://docs.docker.com/engine/containers/start-containers-automatically/"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n" },
  good: {
    "compose.prod.yaml":
      "services:\n  a:\n    image: a:1\n    restart: unless-stopped\n  migrate:\n    image: a:1\n    command: ./manage.py migrate\n",
  },
  check({ at, isJob, name, node, profiles, restart, stack }, tell) {
    if (isJob || profiles.length > 0 || isSwarm(stack) || get(node, "deploy", "restart_policy") !== undefined) return;
    if (restart === undefined || restart.value === "no" || restart.value === "false")
      tell({ at: restart?.at ?? at, says: `\`${name}\` stays down once it is down.` });
  },
});
