import { isMade } from "../../facts/contexts";
import { composeCommands, serviceNamed } from "../../facts/documents";
import { entriesOf, get } from "../../recover/compose/nodes";
import { folderOf, nameOf, within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "doc-command-drift",
  on: "repository",
  severity: "warning",
  meaning: "A document or script names a compose file or a service that is not there.",
  reason: "The command fails for whoever follows the document.",
  how: "`docker compose -f <file>`, and the service of `exec`, `logs`, `run`, `restart` and `stop`, where the files of the command are known.",
  fix: "Correct the name.",
  bad: {
    "compose.yaml": "services:\n  web:\n    image: a:1\n",
    "README.md": "Run `docker compose exec backend sh`.\n",
  },
  good: {
    "compose.yaml": "services:\n  web:\n    image: a:1\n",
    "README.md": "Run `docker compose exec web sh`, or `docker compose logs -f <service>`.\n",
  },
  check(repository, tell) {
    const { composeFiles, stacks, tree } = repository;
    const services = new Set(
      composeFiles.flatMap(({ root }) => entriesOf(get(root, "services")).map(({ key }) => key.text)),
    );
    if (services.size === 0 || stacks.some(({ isPartial }) => isPartial)) return;
    const isOnlyRoot = composeFiles.every(({ path }) => !path.includes("/"));
    for (const { at, line, path } of composeCommands(repository)) {
      if (
        /[<>{}$*]|\.\.\.|…|%/.test(line) ||
        /change|history|migrat/i.test(path) ||
        /(^|\/)(node_modules|vendor|test|examples?|templates?)\//.test(path)
      )
        continue;
      for (const [, file] of line.matchAll(/\s(?:-f|--file)[ =]["']?([\w./-]+\.ya?ml)\b/g)) {
        const found = [folderOf(path), ""]
          .map((folder) => within(folder, file!))
          .some((each) => each !== undefined && tree.has(each));
        if (!found && tree.named(nameOf(file!)).length === 0 && !isMade(file!, repository))
          tell({ at, says: `There is no \`${file}\`.` });
      }
      const service = serviceNamed(line);
      if (
        service === undefined ||
        services.has(service) ||
        !isOnlyRoot ||
        !/^(docker[ -]compose)\s+(-f|--file|exec|logs|run|restart|stop|start)/.test(line) ||
        /service|container|name/i.test(service)
      )
        continue;
      tell({ at, says: `There is no service \`${service}\`.` });
    }
  },
});
