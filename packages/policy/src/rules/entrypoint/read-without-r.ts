import { hasOption } from "../../recover/shell/commands";
import { rule } from "../../rule";

export default rule({
  id: "read-without-r",
  on: "script",
  severity: "info",
  meaning: "`read` without `-r` takes backslashes away.",
  reason: "A password with a backslash in it is another one afterwards.",
  fix: "Write `read -r`.",
  aliases: ["SC2162"],
  references: ["https://www.shellcheck.net/wiki/SC2162"],
  bad: '#!/bin/sh\nset -e\nread line < /run/secrets/x\nexec "$@"\n',
  good: '#!/bin/sh\nset -e\nread -r line < /run/secrets/x\nexec "$@"\n',
  check({ commands }, tell) {
    for (const command of commands)
      if (command.name === "read" && !hasOption(command, "-r"))
        tell({ at: command.at, says: "Backslashes are taken away." });
  },
});
