import { rule } from "../../rule";

export default rule({
  id: "ls-parsed",
  on: "script",
  severity: "info",
  meaning: "The output of `ls` is read by a program.",
  reason: "`ls` prints names for people: a blank or a line end in one makes two of it.",
  fix: "Use a pattern, `for file in /data/*`, or `find`.",
  aliases: ["SC2012", "SC2010", "SC2045"],
  references: ["https://www.shellcheck.net/wiki/SC2012"],
  bad: [
    '#!/bin/sh\nset -e\nls /data | wc -l\nexec "$@"\n',
    '#!/bin/sh\nset -e\nfor file in $(ls /init); do sh "$file"; done\nexec "$@"\n',
  ],
  good: '#!/bin/sh\nset -e\nls -l /data\nif [ -z "$(ls -A /data)" ]; then echo empty; fi\nexec "$@"\n',
  check({ commands, source }, tell) {
    for (const { at, name, next, within } of commands) {
      if (name !== "ls") continue;
      const before = source.text.slice(Math.max(0, at.start - 60), at.start);
      const isLooped = within.at(-1) === "substitution" && /\bfor\s+\w+\s+in\s+["']?(\$\(|`)\s*$/.test(before);
      if (next === "|" || isLooped) tell({ at, says: "Names are taken from what `ls` prints." });
    }
  },
});
