import { get } from "../../recover/compose/nodes";
import { text } from "../../recover/compose/service";
import { rule } from "../../rule";

export default rule({
  id: "container-name-format",
  on: "service",
  severity: "error",
  meaning: "A container name has characters that the engine refuses.",
  reason: "The container is not made.",
  fix: "Use letters, digits, `_`, `.` and `-`, beginning with a letter or digit.",
  aliases: ["service-container-name-regex"],
  bad: "services:\n  a:\n    image: a:1\n    container_name: my app\n",
  good: "services:\n  a:\n    image: a:1\n    container_name: my-app_1.x\n",
  check({ node }, tell) {
    const name = text(get(node, "container_name"));
    if (name !== undefined && name.uses.length === 0 && !/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name.value))
      tell({ at: name.at, says: `\`${name.value}\` is no name of a container.` });
  },
});
