import { runsUntilStopped } from "../../facts/servers";
import type { Command } from "../../recover/shell/commands";
import { rule } from "../../rule";

export default rule({
  id: "exec-missing",
  on: "script",
  severity: "error",
  meaning: "A script starts the server as its child instead of becoming it.",
  reason: "The shell gets the signal to stop and passes it to nobody: after ten seconds everything is killed.",
  how: 'The last command of an entrypoint, where it is a server, `"$@"` or another entrypoint that is given it, without `exec`, and a server with which a branch of it ends.',
  fix: 'Write `exec "$@"`.',
  references: ["https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example"],
  bad: [
    '#!/bin/sh\nset -e\n"$@"\n',
    "#!/bin/sh\nset -e\npython manage.py migrate\ngunicorn -b 0.0.0.0:8000 app\n",
    '#!/bin/sh\nset -e\ndocker-entrypoint.sh "$@"\n',
    "#!/bin/sh\nset -e\ngosu app dotnet /app/Api.dll\n",
    '#!/bin/bash\nset -e\nif [ "$1" = worker ]; then\n  celery -A app worker\nelse\n  echo no\nfi\n',
  ],
  good: [
    '#!/bin/sh\nset -e\nexec "$@"\n',
    "#!/bin/bash\nset -e\nexec gunicorn app\n",
    '#!/bin/sh\nset -e\nif [ "$1" = web ]; then\n  exec gunicorn app\nfi\nexec "$@"\n',
    "#!/bin/sh\nset -e\npython manage.py migrate\n",
    '#!/bin/sh\nset -e\nif [ "$1" = worker ]; then\n  nginx\n  exec celery -A app worker\nfi\nexec "$@"\n',
    "#!/bin/sh\nset -e\nexec gosu app dotnet /app/Api.dll\n",
  ],
  check({ commands, options }, tell) {
    const outer = commands.filter(
      ({ within, wrapper }) =>
        wrapper === undefined &&
        !within.includes("function") &&
        !within.includes("substitution") &&
        !within.includes("condition"),
    );
    const end = outer.at(-1);
    const isServer = (command: Command) =>
      command.name !== "exec" && runsUntilStopped(commands.find(({ wrapper }) => wrapper === command) ?? command);
    const last = outer.find((each) => !each.background && endsBranch(each) && isServer(each)) ?? end;
    if (
      last === undefined ||
      last.background ||
      commands.some(({ args, name }) => name === "trap" && args.length > 1) ||
      options.has("noexec")
    )
      return;
    if (["|", "|&"].includes(last.previous ?? "")) return;
    const isCommand = last.argv.length === 1 && isAll(last.argv[0]!.text);
    // another entrypoint that is given the command
    const isPassedOn = /entrypoint/.test(last.name) && last.argv.slice(1).some(({ text }) => isAll(text));
    if (isCommand || isPassedOn || isServer(last))
      tell({
        at: last.at,
        says: `\`${isCommand ? "$@" : last.name}\` is started as a child, and never hears of a stop.`,
        ...(isCommand && { edits: [{ at: { ...last.at, end: last.at.start }, text: "exec " }] }),
      });
  },
});

const isAll = (text: string): boolean => /^"?\$\{?[@*]\}?"?$/.test(text);

/** Whether nothing of its branch follows. */
const endsBranch = ({ at, within }: Command): boolean =>
  (within.includes("if") || within.includes("case")) &&
  /^[ \t\r\n;]*(;;|(elif|else|fi|esac)\b)/.test(at.source.text.slice(at.end, at.end + 1000));
