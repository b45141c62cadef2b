import { rule } from "../../rule";

export default rule({
  id: "cd-unchecked",
  on: "script",
  severity: "warning",
  meaning: "A script changes its folder and does not look whether that worked.",
  reason: "What follows, deleting not least, is done in the folder it was in before.",
  fix: "Write `cd /app || exit 1`, or `set -e`.",
  aliases: ["SC2164"],
  references: ["https://www.shellcheck.net/wiki/SC2164"],
  bad: '#!/bin/sh\ncd /app\nexec "$@"\n',
  good: ['#!/bin/sh\nset -e\ncd /app\nexec "$@"\n', '#!/bin/sh\ncd /app || exit 1\nexec "$@"\n'],
  check({ commands, options }, tell) {
    if (options.has("errexit")) return;
    for (const { at, name, next, within } of commands)
      if (
        name === "cd" &&
        next !== "||" &&
        next !== "&&" &&
        !within.includes("condition") &&
        !within.includes("substitution")
      )
        tell({ at, says: "What follows is done elsewhere if this fails." });
  },
});
