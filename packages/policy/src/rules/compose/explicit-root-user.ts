import { isRoot } from "../../facts/contexts";
import { get } from "../../recover/compose/nodes";
import { text } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "explicit-root-user",
  on: "service",
  severity: "error",
  production: true,
  meaning: "A service is made to run as root.",
  reason: "A fault in it is a fault of root: files of mounts, and a shorter way out of the container.",
  fix: "Run it as a user of its own.",
  aliases: ["CL-0018", "service-runs-as-root", "CIS-4.1", "OW-2"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    user: root\n" },
  good: {
    "compose.prod.yaml":
      "services:\n  a:\n    image: a:1\n    user: '1000:1000'\n  fix:\n    image: a:1\n    user: root\n    command: chown -R 1000 /data\n",
  },
  check({ isJob, name, node, process }, tell) {
    const user = text(get(node, "user"));
    if (user === undefined || user.uses.length > 0 || !isRoot(user.value) || isJob) return;
    if (process.length > 0 && process.every((command) => /^(chown|chmod|mkdir|sh|bash|true)$/.test(command.name)))
      return;
    tell({ at: user.at, says: `\`${name}\` runs as root.` });
  },
});
