import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "cgroup-parent",
  on: "service",
  severity: "info",
  meaning: "A service is put into a control group of its own choosing.",
  reason: "Its limits are those of that group, not those that are written here.",
  fix: "Leave `cgroup_parent` away.",
  aliases: ["4d9f44c6", "CIS-5.25"],
  bad: "services:\n  a:\n    image: a:1\n    cgroup_parent: x\n",
  good: "services:\n  a:\n    image: a:1\n",
  check({ name, node }, tell) {
    const parent = get(node, "cgroup_parent");
    if (parent !== undefined) tell({ at: parent.at, says: `\`${name}\` runs in another control group.` });
  },
});
