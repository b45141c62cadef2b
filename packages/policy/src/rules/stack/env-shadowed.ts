import { isSecretName } from "../../knowledge/secrets";
import { get, isScalar, itemsOf, textOf } from "../../recover/compose/nodes";
import { folderFor } from "../../recover/stack";
import { nameOf, within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "env-shadowed",
  on: "service",
  severity: "warning",
  meaning: "A variable is set in an `env_file`, and set again to another value in `environment`.",
  reason: "`environment` wins: who changes the file sees no change.",
  how: "A `.env` that several programs share is often meant to be written over: information only.",
  fix: "Keep one of them.",
  references: ["https://docs.docker.com/compose/how-tos/environment-variables/envvars-precedence/"],
  bad: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n    env_file: app.env\n    environment:\n      LEVEL: info\n",
    "app.env": "LEVEL=debug\n",
  },
  good: {
    "compose.yaml":
      "services:\n  a:\n    image: a:1\n    env_file: app.env\n    environment:\n      LEVEL: debug\n      HOST: ${HOST}\n",
    "app.env": "LEVEL=debug\nHOST=x\n",
  },
  check({ environment, name, node, stack }, tell) {
    const files = get(node, "env_file");
    const paths = (isScalar(files) ? [files] : itemsOf(files)).flatMap(
      (item) => within(folderFor(stack, item.at), textOf(item) ?? textOf(get(item, "path")) ?? "") ?? [],
    );
    for (const path of paths) {
      const file = stack.repository.envFile(path);
      for (const { at, name: variable, value } of file?.entries ?? []) {
        const set = environment.get(variable);
        if (set?.from !== "compose" || !set.literal || set.value === value || value.includes("$")) continue;
        tell({
          at: set.at,
          says: `\`${variable}\` of \`${path}\` has no effect in \`${name}\`.`,
          related: [{ at, says: "the value that is hidden" }],
          ...(nameOf(path) === ".env" && { severity: "info" as const }),
          secret: isSecretName(variable),
        });
      }
    }
  },
});
