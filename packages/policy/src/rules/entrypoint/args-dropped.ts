import { rule } from "../../rule";

export default rule({
  id: "args-dropped",
  on: "script",
  severity: "error",
  meaning: "A script passes its command on without quotes.",
  reason: 'Arguments with blanks fall apart: `sh -c "a && b"` runs something else.',
  fix: 'Write `exec "$@"`.',
  aliases: ["SC2068"],
  references: ["https://www.shellcheck.net/wiki/SC2068"],
  bad: ["#!/bin/sh\nset -e\nexec $@\n", "#!/bin/sh\nset -e\nexec docker-php-entrypoint $@\n"],
  good: ['#!/bin/sh\nset -e\nexec "$@"\n', '#!/bin/sh\nset -e\nexec su-exec app "$@"\n'],
  check({ commands }, tell) {
    for (const { argv, wrapper } of commands) {
      if (wrapper !== undefined) continue;
      for (const { at, text } of argv)
        if (
          /^\$(@|\*|\{@\}|\{\*\})$/.test(text) &&
          (/exec|su|gosu|tini|dumb-init|entrypoint/.test(argv[0]!.value) || argv.length === 1)
        )
          tell({ at, says: `\`${text}\` falls apart at blanks.`, edits: [{ at, text: '"$@"' }] });
    }
  },
});
