import { isSecretName } from "../../knowledge/secrets";
import { rule } from "../../rule";

export default rule({
  id: "secret-echo",
  on: "script",
  severity: "error",
  meaning: "A script writes secrets into the log.",
  reason: "Logs are kept, collected and read by many.",
  how: "`set -x` before secrets are used, `env` or `printenv` alone, and `echo` of a variable that is named like a secret, unless it goes into a file or a pipe.",
  fix: "Take the line away.",
  bad: [
    '#!/bin/sh\nset -e\necho "password: $DB_PASSWORD"\nexec "$@"\n',
    '#!/bin/sh\nset -ex\nexport PGPASSWORD="$DB_PASSWORD"\nexec "$@"\n',
    '#!/bin/sh\nset -e\nprintenv\nexec "$@"\n',
  ],
  good: '#!/bin/sh\nset -e\necho "$DB_PASSWORD" > /tmp/x\necho "$DB_PASSWORD" | base64\nenv | grep -c X\nenv A=1 true\nexec "$@"\n',
  check({ commands, expansions, expansionsIn, options }, tell) {
    const secret = expansions.find(
      ({ inTest, name, operator }) => isSecretName(name) && !inTest && operator === undefined,
    );
    for (const command of commands) {
      const { args, at, name, next, redirects, wrapper, within } = command;
      if (
        wrapper !== undefined ||
        next === "|" ||
        within.includes("substitution") ||
        redirects.some(
          ({ operator, target }) =>
            operator.startsWith(">") && target !== "2" && !target.startsWith("&") && target !== "/dev/stderr",
        )
      )
        continue;
      if (/^(env|printenv|set)$/.test(name) && args.length === 0) {
        if (name !== "set") tell({ at, says: `\`${name}\` writes every variable into the log.` });
      } else if (/^(echo|printf)$/.test(name)) {
        const shown = expansionsIn(at).find((each) => isSecretName(each.name) && !each.operator?.includes("+"));
        if (shown !== undefined) tell({ at: shown.at, says: `\`${shown.name}\` is written into the log.` });
      }
    }
    if (
      options.has("xtrace") &&
      secret !== undefined &&
      !commands.some(({ args, name }) => name === "set" && args.includes("+x"))
    )
      tell({ at: secret.at, says: `\`set -x\` writes \`${secret.name}\` into the log.` });
  },
});
