import { booleanOf, get, scalarsOf } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "cap-drop-all-missing",
  on: "service",
  severity: "warning",
  production: true,
  meaning: "A service keeps the capabilities that containers get by default.",
  reason: "Fourteen of root's rights, of which most programs need none, are there for whoever breaks in.",
  how: "Services that are built here, and known images that do without. Images of databases that start as root and change their user need some; they are only told under `strict`.",
  fix: "Add `cap_drop: [ALL]`, and add back what it needs.",
  aliases: ["CL-0006", "ce76b7d0", "CIS-5.4", "OW-3"],
  references: ["https://docs.docker.com/engine/security/#linux-kernel-capabilities"],
  bad: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n" },
  good: { "compose.prod.yaml": "services:\n  a:\n    image: a:1\n    cap_drop: [ALL]\n" },
  check({ at, name, node, made, user }, tell) {
    if (
      scalarsOf(get(node, "cap_drop")).some(({ text }) => /^ALL$/i.test(text)) ||
      booleanOf(get(node, "privileged")) === true
    )
      return;
    if (made?.stage === undefined && made?.known?.user === "drops" && user === undefined) return;
    tell({ at, says: `\`${name}\` keeps the default capabilities.` });
  },
});
