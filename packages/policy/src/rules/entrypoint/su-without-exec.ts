import { rule } from "../../rule";

export default rule({
  id: "su-without-exec",
  on: "script",
  severity: "warning",
  meaning: "A script changes its user with `su` or `sudo` and stays in between.",
  reason: "Signals stop at `su`: the server is killed instead of stopped.",
  fix: "Use `exec gosu`, `exec su-exec` or `exec setpriv`.",
  references: ["https://github.com/tianon/gosu#why"],
  bad: '#!/bin/sh\nset -e\nsu app -c "gunicorn app"\n',
  good: "#!/bin/sh\nset -e\nsu postgres -c 'psql -l'\nexec gosu app \"$@\"\n",
  check({ commands }, tell) {
    const outer = commands.filter(
      ({ wrapper, within }) => !within.includes("function") && (wrapper === undefined || wrapper.name === "exec"),
    );
    const last = outer.at(-1);
    if (last !== undefined && /^(su|sudo)$/.test(last.name))
      tell({ at: last.at, says: `Signals stop at \`${last.name}\`.` });
  },
});
