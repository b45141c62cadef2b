import { booleanOf, get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "read-only-rootfs",
  on: "service",
  severity: "info",
  strict: "warning",
  production: true,
  meaning: "A service can write to its own programs.",
  reason: "Whoever breaks in leaves their own there, and what is written is gone with the container.",
  fix: "Set `read_only: true`, and mount a `tmpfs` or volume where it has to write.",
  aliases: ["CL-0007", "CIS-5.13", "writable-filesystem-service", "OW-8"],
  references: ["https://docs.docker.com/reference/compose-file/services/#read_only"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n" },
  good: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    read_only: true\n" },
  check({ at, name, node }, tell) {
    if (booleanOf(get(node, "read_only")) !== true) tell({ at, says: `\`${name}\` can change its own programs.` });
  },
});
