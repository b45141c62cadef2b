import { composeCommands } from "../../facts/documents";
import { beginningOf } from "../../place";
import { folderOf, nameOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "override-file-autoloaded",
  on: "repository",
  severity: "warning",
  meaning:
    "A document or script starts production with a plain `docker compose up`, which loads the override for development too.",
  reason:
    "`compose.override.yaml` is loaded unless files are named: its ports, mounts and debug settings go into production.",
  how: "A line with `docker compose up` and no `-f`, in a script or workflow that is named for production or deployment.",
  fix: "Name the files: `docker compose -f compose.yaml -f compose.prod.yaml up -d`.",
  references: ["https://docs.docker.com/compose/how-tos/multiple-compose-files/merge/"],
  bad: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n",
    "compose.override.yaml": "services:\n  a:\n    ports: ['80:80']\n",
    "deploy.sh": "#!/bin/sh\ndocker compose up -d\n",
  },
  good: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n",
    "compose.override.yaml": "services:\n  a:\n    ports: ['80:80']\n",
    "deploy.sh": "#!/bin/sh\ndocker compose -f compose.yaml up -d\n",
  },
  check(repository, tell) {
    const override = repository.composeFiles.find(({ path }) => /(^|\/)(docker-)?compose\.override\.ya?ml$/.test(path));
    if (override === undefined) return;
    for (const { at, line, path } of composeCommands(repository)) {
      if (!/deploy|prod|release/i.test(nameOf(path)) || !/\.(sh|ya?ml)$/.test(path) || folderOf(override.path) !== "")
        continue;
      if (/\sup\b/.test(line) && !/\s(-f|--file)[ =]/.test(line) && !/COMPOSE_FILE/.test(line))
        tell({
          at,
          says: `This loads \`${override.path}\` as well.`,
          related: [{ at: beginningOf(override.source), says: "what is loaded" }],
        });
    }
  },
});
