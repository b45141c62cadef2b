import { isIgnored } from "../../facts/variables";
import { isPlaceholder } from "../../knowledge/secrets";
import { get } from "../../recover/compose/nodes";
import { text } from "../../recover/compose/service";
import { folderFor } from "../../recover/stack";
import { within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "secret-file-tracked",
  on: "stack",
  severity: "error",
  meaning: "The file of a secret is in git, or would be added to it.",
  reason: "Whoever can read the repository, now or later, has the secret.",
  fix: "Name it in `.gitignore`, take it out of git with `git rm --cached`, and make a new secret.",
  bad: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n    secrets: [db]\nsecrets:\n  db:\n    file: ./secrets/db.txt\n",
    "secrets/db.txt": "hunter22hunter22\n",
  },
  good: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n    secrets: [db]\nsecrets:\n  db:\n    file: ./secrets/db.txt\n",
    "secrets/db.txt": "hunter22hunter22\n",
    ".gitignore": "secrets/\n",
  },
  check(stack, tell) {
    const { repository, secrets } = stack;
    for (const { name, node } of secrets.values()) {
      const file = text(get(node, "file"));
      const path = file === undefined || file.open ? undefined : within(folderFor(stack, file.at), file.value);
      if (
        file === undefined ||
        path === undefined ||
        !repository.tree.has(path) ||
        /example|sample|test|fixture|dummy/i.test(path)
      )
        continue;
      const tracked = repository.tree.isTracked(path);
      const content = repository.tree.read(path)?.text.trim() ?? "";
      if (content === "" || isPlaceholder(content)) continue;
      if (tracked === true || (tracked === undefined && !isIgnored(path, repository)))
        tell({
          at: file.at,
          within: `secret ${name}`,
          says: tracked ? `git has \`${path}\`.` : `Nothing keeps \`${path}\` out of git.`,
        });
    }
  },
});
