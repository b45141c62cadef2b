import { rule } from "../../rule";

export default rule({
  id: "migrate-without-lock",
  on: "script",
  severity: "warning",
  production: true,
  meaning: "A script migrates the database at every start.",
  reason: "Two containers that start at once change the same table; one that fails takes the server down.",
  how: "Told as something to consider where only one container starts with the script; several are told by another rule. A script that can be told not to (a condition around it) is let pass.",
  fix: "Migrate in a service of its own, which the others wait for.",
  bad: '#!/bin/sh\nset -e\npython manage.py migrate\nexec "$@"\n',
  good: '#!/bin/sh\nset -e\nif [ "$MIGRATE" = 1 ]; then\n  python manage.py migrate\nfi\nexec "$@"\n',
  check({ commands }, tell) {
    for (const { at, args, name, within } of commands) {
      if (
        within.some(
          (around) => around === "if" || around === "case" || around === "function" || around === "condition",
        ) ||
        !args.some(
          (arg) =>
            /^(migrate|db:migrate)$/.test(arg) ||
            (name === "alembic" && arg === "upgrade") ||
            (name === "flask" && arg === "upgrade"),
        )
      )
        continue;
      if (
        !/^(python[\d.]*|manage\.py|django-admin|alembic|flask|rails|rake|bundle|php|artisan|npx|uv|poetry)$/.test(
          name,
        ) ||
        commands.some((other) => other.name === "flock")
      )
        continue;
      tell({ at, says: "Every start migrates the database.", severity: "info" });
    }
  },
});
