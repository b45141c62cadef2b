import { documentsOf } from "../../facts/documents";
import { fromShell, usesIn } from "../../facts/variables";
import type { Repository } from "../../recover/repository";
import { folderOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "unset-interpolation",
  on: "stack",
  severity: "warning",
  meaning:
    "A compose file takes a variable that has no default, and that neither `.env`, an example nor a document names.",
  reason: "Compose puts nothing there and only warns: an empty password, a port that is any.",
  fix: "Give it a default, require it (`${NAME:?}`), or name it in `.env.example`.",
  references: ["https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/"],
  bad: "services:\n  a:\n    image: a:${TAG_OF_A}\n",
  good: [
    { "compose.yaml": "services:\n  a:\n    image: a:${TAG_OF_A}\n", ".env.example": "TAG_OF_A=1\n" },
    "services:\n  a:\n    image: a:${TAG_OF_A:-1}\n    environment:\n      X: ${HOME}\n",
    "services:\n  a:\n    image: a:${TAG_OF_A:?}\n  b:\n    image: b:${TAG_OF_A}\n",
    {
      "compose.yaml": "services:\n  a:\n    image: a:${TAG_OF_A}\n",
      "README.md": "`TAG_OF_A` is the version that is started.\n",
    },
  ],
  check({ folder, loaded, repository }, tell) {
    const names = new Set(
      repository.envFiles
        .filter(({ path }) => folderOf(path) === folder || folderOf(path) === "")
        .flatMap(({ entries, shown }) => [...entries.map(({ name }) => name), ...shown]),
    );
    // Compose stops at a variable that is required, wherever else it stands
    for (const { root } of loaded.files)
      for (const { name, operator } of usesIn(root)) if (operator?.includes("?")) names.add(name);
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
        if (isDescribed(name, repository)) continue;
        tell({ at, says: `Nothing says what \`${name}\` is.` });
      }
    }
  },
});

const words = new WeakMap<Repository, ReadonlySet<string>>();

/** Whether a document names a variable. */
function isDescribed(name: string, repository: Repository): boolean {
  const known = words.get(repository) ?? wordsOf(repository);
  words.set(repository, known);
  return known.has(name);
}

function wordsOf(repository: Repository): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of documentsOf(repository))
    if (/\.(md|rst|adoc|txt)$/i.test(path))
      for (const [word] of repository.tree.read(path)?.text.matchAll(/\b[A-Za-z_]\w{2,63}\b/g) ?? []) found.add(word);
  return found;
}
