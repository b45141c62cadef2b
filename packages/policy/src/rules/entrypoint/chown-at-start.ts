import { hasOption } from "../../recover/shell/commands";
import { rule } from "../../rule";

export default rule({
  id: "chown-at-start",
  on: "script",
  severity: "warning",
  meaning: "A script gives a whole folder to another user at every start.",
  reason: "It needs root, takes minutes on a large volume, and fails on a read-only file system.",
  how: "`chown -R` without a condition around it.",
  fix: "Give the folder away in the image; a new named volume takes its owner from there.",
  bad: '#!/bin/sh\nset -e\nchown -R app:app /data\nexec su-exec app "$@"\n',
  good: '#!/bin/sh\nset -e\nif [ "$(stat -c %u /data)" != 1000 ]; then\n  chown -R app:app /data\nfi\nexec su-exec app "$@"\n',
  check({ commands }, tell) {
    for (const command of commands)
      if (
        command.name === "chown" &&
        hasOption(command, "-R", "--recursive") &&
        command.wrapper === undefined &&
        !command.within.some((around) => ["if", "case", "condition", "function"].includes(around)) &&
        command.previous === undefined
      )
        tell({ at: command.at, says: `Every start goes through all of \`${command.args.at(-1)}\`.` });
  },
});
