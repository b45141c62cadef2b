import { loopAround } from "../../facts/shell";
import { rule } from "../../rule";

export default rule({
  id: "wait-without-timeout",
  on: "script",
  severity: "warning",
  meaning: "A script waits for another service without end.",
  reason: "With a wrong host or password it hangs for ever, and looks as if it were starting.",
  how: "A `while` or `until` loop with `sleep` that connects somewhere and counts nothing.",
  fix: "Count the tries and give up, or leave the waiting to `depends_on` with `service_healthy`.",
  bad: [
    '#!/bin/sh\nset -e\nuntil nc -z db 5432; do\n  sleep 1\ndone\nexec "$@"\n',
    "#!/bin/sh\nset -e\nuntil php -r 'exit(@fsockopen(\"db\", 3306) ? 0 : 1);'; do\n  sleep 1\ndone\nexec php-fpm\n",
  ],
  good: '#!/bin/sh\nset -e\ntries=0\nuntil nc -z db 5432; do\n  tries=$((tries + 1))\n  [ $tries -gt 30 ] && exit 1\n  sleep 1\ndone\nexec "$@"\n',
  check({ commands, source }, tell) {
    for (const { at, args, name, within } of commands) {
      if (!within.includes("condition") || !within.includes("loop")) continue;
      if (
        !/^(nc|netcat|pg_isready|psql|mysqladmin|mysql|redis-cli|curl|wget|mongosh?|python3?|php|node|nslookup|ping)$/.test(
          name,
        )
      )
        continue;
      const loop = loopAround(source.text, at.start);
      if (
        loop === undefined ||
        !/\bsleep\b/.test(loop) ||
        // what another language is told is no end of the loop
        /\b(break|exit|return|timeout)\b|-lt|-gt|-ge|-le|-eq|\(\(|seq /.test(
          loop.replace(/(php|node|python3?) -\w ("[^"]*"|'[^']*')/g, "$1"),
        ) ||
        args.includes("timeout")
      )
        continue;
      tell({ at, says: `It waits for \`${name}\` without end.` });
    }
  },
});
