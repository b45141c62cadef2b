import { rule } from "../../rule";

export default rule({
  id: "eval-injection",
  on: "script",
  severity: "warning",
  meaning: "A script runs the value of a variable as a program.",
  reason: "Whoever can set the variable runs what they like.",
  how: "`eval` and `sh -c` of a variable. `eval` with `exec` and the script's own arguments is let pass.",
  fix: 'Take the value as a word: `"$NAME"`.',
  aliases: ["SC2294"],
  bad: '#!/bin/sh\nset -e\neval "$STARTUP_HOOK"\nexec "$@"\n',
  good: '#!/bin/sh\nset -e\neval "$(ssh-agent -s)"\nexec "$@"\n',
  check({ commands, assigned }, tell) {
    const own = new Set(assigned.map(({ name }) => name));
    for (const { argv, at, name } of commands) {
      if (name !== "eval" && !/^(sh|bash)$/.test(name)) continue;
      const word = name === "eval" ? argv[1] : argv[argv.findIndex(({ value }) => value === "-c") + 1];
      if (name !== "eval" && !argv.some(({ value }) => value === "-c")) continue;
      const variable = /^"?\$\{?([A-Za-z_]\w*)\}?"?$/.exec(word?.text ?? "")?.[1];
      if (variable !== undefined && !own.has(variable) && argv.length <= 3)
        tell({ at, says: `What \`${variable}\` holds is run.` });
    }
  },
});
