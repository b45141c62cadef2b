import { rule } from "../../rule";

export default rule({
  id: "unquoted-expansion",
  on: "script",
  severity: "warning",
  meaning: "A variable or `$@` stands without quotes.",
  reason: "A blank in its value makes two words of it, a `*` all files of the folder.",
  how: "`$@` and `$*`, and variables in the arguments of `rm`, `chown`, `cp`, `mv`, `cd` and `exec`, where splitting does harm; options that are meant to be split (`$OPTS`, `$ARGS`) are let pass.",
  fix: 'Write `"$@"`, `"$NAME"`.',
  aliases: ["SC2086", "SC2046", "SC2068"],
  references: ["https://www.shellcheck.net/wiki/SC2086"],
  bad: '#!/bin/sh\nset -e\nrm -rf $DATA_DIR/cache\nexec "$@"\n',
  good: '#!/bin/sh\nset -e\nrm -rf "$DATA_DIR/cache"\ngunicorn $GUNICORN_OPTS\nexec "$@"\n',
  check({ commands, expansionsIn }, tell) {
    for (const { at, args, name, wrapper } of commands) {
      if (!/^(rm|chown|chmod|cp|mv|cd|mkdir|ln|exec)$/.test(name) || (wrapper !== undefined && name !== "exec"))
        continue;
      const found = expansionsIn(at).find((each) => each.bare && !each.inTest);
      if (
        found === undefined ||
        /OPTS?|ARGS|OPTIONS|FLAGS|PARAMS|CMD|COMMAND|EXTRA|^[?#$!\d]$|^(UID|GID|PUID|PGID)$|_(UID|GID)$/i.test(
          found.name,
        ) ||
        args.length === 0
      )
        continue;
      if (name === "exec" && !/^[@*]$/.test(found.name)) continue;
      if ((found.name === "@" || found.name === "*") && name === "exec") continue; // told by another rule
      tell({ at: found.at, says: `\`$${found.name}\` is split at blanks.`, edits: [] });
    }
  },
});
