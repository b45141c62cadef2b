import { isSwarm } from "../../facts/processes";
import { booleanOf, get, scalarsOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "no-new-privileges",
  on: "service",
  severity: "warning",
  production: true,
  meaning: "A process of a service can get more rights than it started with.",
  reason: "A program with the setuid bit, of which base images have some, makes whoever runs it root.",
  how: "Stacks of Swarm, which has no word for it, are let pass: there it is a setting of each machine's engine.",
  fix: 'Add `security_opt: ["no-new-privileges:true"]`.',
  aliases: ["CL-0003", "27fcc7d6", "610e266e", "CIS-5.26", "no-new-privileges", "OW-4"],
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#security-opt"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n" },
  good: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    security_opt: ['no-new-privileges:true']\n" },
  check({ at, name, node, stack }, tell) {
    if (isSwarm(stack) || booleanOf(get(node, "privileged")) === true) return;
    const set = scalarsOf(get(node, "security_opt")).find(({ text }) => /^no-new-privileges/.test(text));
    if (set === undefined || /false/.test(set.text))
      tell({ at: set?.at ?? at, says: `\`${name}\` may get new privileges.` });
  },
});
