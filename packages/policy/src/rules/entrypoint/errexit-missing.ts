import { beginningOf } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "errexit-missing",
  on: "script",
  severity: "warning",
  meaning: "A script that a container starts goes on after a command that failed.",
  reason: "The server starts on a database that was not migrated, and the failure is one line in the log.",
  how: "No `set -e` before several commands. A script that handles each failure itself (`||`, `if`) is let pass.",
  fix: "Write `set -eu` below the first line.",
  references: ["https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html"],
  bad: '#!/bin/sh\npython manage.py migrate\nexec "$@"\n',
  good: [
    '#!/bin/sh\nset -eu\npython manage.py migrate\nexec "$@"\n',
    '#!/bin/sh -e\npython manage.py migrate\nexec "$@"\n',
    '#!/bin/sh\nexec "$@"\n',
    '#!/bin/sh\npython manage.py migrate || exit 1\nexec "$@"\n',
  ],
  check({ commands, options, shebang, source, shell }, tell) {
    if (options.has("errexit") || shell === undefined || !/^(ba|da|a|k|z)?sh$/.test(shell)) return;
    const risky = commands.filter(
      ({ name, next, previous, within, wrapper, background }) =>
        next === undefined &&
        previous === undefined &&
        wrapper === undefined &&
        !background &&
        !within.includes("condition") &&
        !within.includes("substitution") &&
        !/^(echo|printf|exec|export|set|unset|cd|exit|shift|trap|:|true|\[|test|local|return|sleep|eval|read|wait|kill|ulimit|umask|source|\.|)$/.test(
          name,
        ),
    );
    if (risky.length > 0)
      tell({
        at: shebang ?? beginningOf(source),
        says: `It goes on when \`${risky[0]!.name}\` fails.`,
        related: [{ at: risky[0]!.at, says: "may fail" }],
      });
  },
});
