import { isIgnored } from "../../facts/variables";
import { isBelow } from "../../recover/compose/mount";
import { folderFor } from "../../recover/stack";
import { within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "gitignore-docker-artefacts",
  on: "stack",
  severity: "info",
  meaning: "Data that a stack writes into the repository's folder is not ignored by git.",
  reason: "The next `git add .` commits a database.",
  how: "Data folders of databases that are mounted from the repository's own folder.",
  fix: "Name the folder in `.gitignore`, or use a named volume.",
  bad: {
    "compose.yaml": "services:\n  db:\n    image: postgres:17\n    volumes: ['./pgdata:/var/lib/postgresql/data']\n",
    ".gitignore": "dist\n",
  },
  good: {
    "compose.yaml": "services:\n  db:\n    image: postgres:17\n    volumes: ['./pgdata:/var/lib/postgresql/data']\n",
    ".gitignore": "pgdata/\n",
  },
  check(stack, tell) {
    const { repository, services } = stack;
    if (!repository.ignoreFiles.some(({ of }) => of === "git")) return;
    for (const { made, mounts, name } of services.values()) {
      for (const { at, source, target, type } of mounts) {
        const path = type === "bind" ? within(folderFor(stack, at), source) : undefined;
        if (
          path === undefined ||
          path === "" ||
          !made?.known?.data.some((folder) => isBelow(target, folder)) ||
          isIgnored(`${path}/x`, repository) ||
          isIgnored(path, repository)
        )
          continue;
        tell({ at, within: `service ${name}`, says: `git does not ignore \`${path}\`.` });
      }
    }
  },
});
