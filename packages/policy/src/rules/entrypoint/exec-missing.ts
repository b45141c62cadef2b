import { runsUntilStopped } from "../../facts/servers";
import { rule } from "../../rule";

export default rule({
  id: "exec-missing",
  on: "script",
  severity: "error",
  meaning: "A script starts the server as its child instead of becoming it.",
  reason: "The shell gets the signal to stop and passes it to nobody: after ten seconds everything is killed.",
  how: 'The last command of an entrypoint, where it is a server or `"$@"` without `exec`.',
  fix: 'Write `exec "$@"`.',
  references: ["https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example"],
  bad: [
    '#!/bin/sh\nset -e\n"$@"\n',
    "#!/bin/sh\nset -e\npython manage.py migrate\ngunicorn -b 0.0.0.0:8000 app\n",
    "#!/bin/sh\nset -e\ngosu app dotnet /app/Api.dll\n",
  ],
  good: [
    '#!/bin/sh\nset -e\nexec "$@"\n',
    "#!/bin/bash\nset -e\nexec gunicorn app\n",
    '#!/bin/sh\nset -e\nif [ "$1" = web ]; then\n  exec gunicorn app\nfi\nexec "$@"\n',
    "#!/bin/sh\nset -e\npython manage.py migrate\n",
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
    const last = outer.at(-1);
    if (
      last === undefined ||
      last.background ||
      commands.some(({ args, name }) => name === "trap" && args.length > 1) ||
      options.has("noexec")
    )
      return;
    if (["|", "|&"].includes(last.previous ?? "")) return;
    const isCommand = last.argv.length === 1 && /^"?\$\{?[@*]\}?"?$/.test(last.argv[0]!.text);
    const started = last.name === "exec" ? undefined : commands.find(({ wrapper }) => wrapper === last);
    if (isCommand || runsUntilStopped(started ?? last))
      tell({
        at: last.at,
        says: `\`${isCommand ? "$@" : last.name}\` is started as a child, and never hears of a stop.`,
        ...(isCommand && { edits: [{ at: { ...last.at, end: last.at.start }, text: "exec " }] }),
      });
  },
});
