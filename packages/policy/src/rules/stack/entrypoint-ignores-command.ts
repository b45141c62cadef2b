import { beginningOf, textAt } from "../../place";
import { nameOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "entrypoint-ignores-command",
  on: "service",
  severity: "error",
  meaning: "A service sets a command, and its entrypoint does not run it.",
  reason: "The command is passed to a script that never looks at it: the worker runs the web server.",
  how: 'A script of the repository with no `"$@"`, `$1`, `$*` or `$#` in it, started by an entrypoint in exec form; or an entrypoint in shell form.',
  fix: 'End the script with `exec "$@"`.',
  references: ["https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact"],
  bad: {
    "compose.yaml": "services:\n  worker:\n    build: .\n    command: celery -A app worker\n",
    Dockerfile: 'FROM python:3.13-slim\nCOPY --chmod=755 entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
    "entrypoint.sh": "#!/bin/sh\nset -e\nexec gunicorn app\n",
  },
  good: {
    "compose.yaml": "services:\n  worker:\n    build: .\n    command: celery -A app worker\n",
    Dockerfile: 'FROM python:3.13-slim\nCOPY --chmod=755 entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
    "entrypoint.sh": '#!/bin/sh\nset -e\nexec "$@"\n',
  },
  check({ command, entrypoint, made, name, stack }, tell) {
    const own = made?.entrypoint;
    if (
      command === undefined ||
      command.cleared ||
      entrypoint !== undefined ||
      own === undefined ||
      made?.stage === undefined
    )
      return;
    const related = [{ at: own.at, says: "the entrypoint" }];
    if (own.json === undefined) {
      if (/\$[@*1#]|\$\{[@*1]/.test(textAt(own.at))) return;
      tell({ at: command.at, says: `The entrypoint of \`${name}\` is in shell form, and runs no command.`, related });
      return;
    }
    const program = own.json.at(-1) ?? "";
    const script = stack.repository.scripts.find(
      (each) =>
        each.stages.includes(made.stage!) &&
        nameOf(each.path).replace(/\.sh$/, "") === nameOf(program).replace(/\.sh$/, ""),
    );
    if (
      script === undefined ||
      /\$[@*#\d]|\$\{[@*#\d]|\bshift\b|\bgetopts\b/.test(script.source.text) ||
      script.faults.length > 0
    )
      return;
    tell({
      at: command.at,
      says: `\`${script.path}\`, which \`${name}\` starts with, never runs its command.`,
      related: [{ at: beginningOf(script.source), says: "the script" }],
    });
  },
});
