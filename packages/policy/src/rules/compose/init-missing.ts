import { booleanOf, get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "init-missing",
  on: "service",
  severity: "info",
  production: true,
  meaning: "Node.js or Python runs as the first process of a container.",
  reason:
    "The kernel sends the first process no signal that it has no handler for: it is killed after the grace period, and its dead children stay.",
  how: "Programs that handle signals themselves, such as gunicorn and nginx, are let pass.",
  fix: "Set `init: true`.",
  references: ["https://docs.docker.com/reference/compose-file/services/#init"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: node:24\n    command: [node, server.js]\n" },
  good: {
    "compose.prod.yaml":
      "services:\n  a:\n    image: node:24\n    init: true\n    command: [node, server.js]\n  b:\n    image: b:1\n    command: gunicorn app\n",
  },
  check({ isJob, name, node, process, at, scripts }, tell) {
    const [first] = process;
    if (first === undefined || booleanOf(get(node, "init")) === true || isJob || scripts.length > 0) return;
    if (
      /^(node|npm|yarn|pnpm|python[\d.]*)$/.test(first.name) &&
      !process.some((command) => /^(tini|dumb-init|s6-svscan|supervisord)$/.test(command.name))
    )
      tell({ at, says: `\`${first.name}\` is the first process of \`${name}\`.` });
  },
});
