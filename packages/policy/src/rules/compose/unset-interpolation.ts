import { fromShell, usesIn } from "../../facts/variables";
import { folderOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "unset-interpolation",
  on: "stack",
  severity: "warning",
  meaning: "A compose file takes a variable that has no default, and that neither `.env` nor an example names.",
  reason: "Compose puts nothing there and only warns: an empty password, a port that is any.",
  fix: "Give it a default, require it (`${NAME:?}`), or name it in `.env.example`.",
  references: ["https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/"],
  bad: "services:\n  a:\n    image: a:${TAG_OF_A}\n",
  good: [
    { "compose.yaml": "services:\n  a:\n    image: a:${TAG_OF_A}\n", ".env.example": "TAG_OF_A=1\n" },
    "services:\n  a:\n    image: a:${TAG_OF_A:-1}\n    environment:\n      X: ${HOME}\n",
  ],
  *check({ folder, loaded, repository }) {
    const names = new Set(
      repository.envFiles
        .filter(({ path }) => folderOf(path) === folder || folderOf(path) === "")
        .flatMap(({ entries, shown }) => [...entries.map(({ name }) => name), ...shown]),
    );
    const told = new Set<string>();
    for (const { path, root } of loaded.files) {
      for (const { at, name, operator } of usesIn(root)) {
        if (
          operator !== undefined ||
          names.has(name) ||
          fromShell.test(name) ||
          told.has(`${path}${name}`) ||
          loaded.lookup(name) !== undefined
        )
          continue;
        told.add(`${path}${name}`);
        yield { at, says: `Nothing says what \`${name}\` is.` };
      }
    }
  },
});
