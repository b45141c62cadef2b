import { beginningOf } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "project-name",
  on: "compose-file",
  severity: "off",
  meaning: "A compose file names no project.",
  reason: "The name of the folder is taken: the same stack in two folders is two stacks, and volumes seem to be lost.",
  fix: "Add `name:`.",
  aliases: ["require-project-name-field"],
  references: ["https://docs.docker.com/compose/how-tos/project-name/"],
  bad: "services:\n  a:\n    image: a:1\n",
  good: "name: shop\nservices:\n  a:\n    image: a:1\n",
  check({ root, source }, tell) {
    if (root.entries.has("services") && !root.entries.has("name"))
      tell({ at: beginningOf(source), says: "The project has no name." });
  },
});
