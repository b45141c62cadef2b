import { rule } from "../../rule";

export default rule({
  id: "migrate-swallowed",
  on: "script",
  severity: "error",
  meaning: "A migration that fails is passed over.",
  reason: "The server starts on a database that does not fit its code, and damages data.",
  fix: "Take `|| true` away.",
  bad: '#!/bin/sh\nset -e\npython manage.py migrate || true\nexec "$@"\n',
  good: '#!/bin/sh\nset -e\npython manage.py migrate || exit 1\npython manage.py loaddata x || true\nexec "$@"\n',
  check({ commands }, tell) {
    for (const [index, { args, at, name, next }] of commands.entries()) {
      if (
        next !== "||" ||
        !args.some((arg) => /^(migrate|db:migrate)$/.test(arg) || (/^(alembic|flask)$/.test(name) && arg === "upgrade"))
      )
        continue;
      const after = commands.slice(index + 1).find(({ wrapper }) => wrapper === undefined);
      if (
        after !== undefined &&
        /^(true|:|echo)$/.test(after.name) &&
        commands[commands.indexOf(after) + 1]?.name !== "exit"
      )
        tell({ at, says: "A failure of the migration is passed over." });
    }
  },
});
