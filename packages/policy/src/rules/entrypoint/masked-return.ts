import { rule } from "../../rule";

export default rule({
  id: "masked-return",
  on: "script",
  severity: "warning",
  meaning: "A command fails unseen in `local x=$(…)` or `export x=$(…)`.",
  reason: "`set -e` looks at `local` and `export`, which succeed always.",
  how: "Where the script has `set -e`; commands that cannot well fail (`basename`, `date`) are let pass.",
  fix: "Set the variable first, then export it.",
  aliases: ["SC2155"],
  references: ["https://www.shellcheck.net/wiki/SC2155"],
  bad: '#!/bin/sh\nset -e\nexport TOKEN=$(curl -f https://example.com/token)\nexec "$@"\n',
  good: '#!/bin/sh\nset -e\nTOKEN=$(curl -f https://example.com/token)\nexport TOKEN\nexport DAY=$(date +%F)\nexec "$@"\n',
  check({ commands, options }, tell) {
    if (!options.has("errexit")) return;
    for (const { argv, name } of commands) {
      if (!/^(export|local|declare|readonly)$/.test(name)) continue;
      for (const { at, text } of argv.slice(1)) {
        const inner = /^\w+=["']?\$\(\s*([\w./-]+)/.exec(text)?.[1];
        if (
          inner !== undefined &&
          !/^(date|basename|dirname|echo|printf|pwd|hostname|uname|whoami|id|nproc|realpath|tr|expr|cat|cut|awk|sed|grep)$/.test(
            inner,
          )
        )
          tell({ at, says: `A failure of \`${inner}\` is not seen.` });
      }
    }
  },
});
