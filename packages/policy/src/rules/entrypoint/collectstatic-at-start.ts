import { rule } from "../../rule";

export default rule({
  id: "collectstatic-at-start",
  on: "script",
  severity: "info",
  production: true,
  meaning: "A script collects static files at every start.",
  reason:
    "It makes each start slower, needs to write, and several containers that start at once do it into one folder.",
  fix: "Collect them when the image is built.",
  bad: '#!/bin/sh\nset -e\npython manage.py collectstatic --noinput\nexec "$@"\n',
  good: '#!/bin/sh\nset -e\nif [ "$COLLECT" = 1 ]; then\n  python manage.py collectstatic --noinput\nfi\nexec "$@"\n',
  check({ commands }, tell) {
    for (const { args, at, within } of commands)
      if (args.includes("collectstatic") && !within.some((around) => ["if", "case", "function"].includes(around)))
        tell({ at, says: "Every start collects the static files." });
  },
});
