import { rule } from "../../rule";

export default rule({
  id: "useless-cat",
  on: "script",
  severity: "info",
  meaning: "`cat` passes one file to a program that could read it.",
  reason: "It is a process more at each start, and its failure is not seen.",
  fix: "Name the file as the program's argument, or redirect it: `tr -d '\\r' < file`.",
  aliases: ["SC2002"],
  references: ["https://www.shellcheck.net/wiki/SC2002"],
  bad: '#!/bin/sh\nset -e\ncat /etc/hosts | grep db\nexec "$@"\n',
  good: '#!/bin/sh\nset -e\ncat a b | sort\ncat "$@" | sort\ncat <<END | sort\na\nEND\ncat /run/secrets/x\nexec "$@"\n',
  check({ commands }, tell) {
    for (const { args, at, name, next, previous, redirects } of commands)
      if (
        name === "cat" &&
        next === "|" &&
        previous !== "|" &&
        redirects.length === 0 &&
        args.length === 1 &&
        /^[^-$*?][^*?]*$/.test(args[0]!)
      )
        tell({ at, says: `\`${args[0]}\` can be read without \`cat\`.` });
  },
});
