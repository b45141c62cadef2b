import { rule } from "../../rule";

export default rule({
  id: "trap-missing",
  on: "script",
  severity: "info",
  meaning: "A script that stays the first process handles no signal.",
  reason:
    "The kernel sends the first process no signal that it has no handler for: a stop takes ten seconds and kills.",
  how: "A script that ends in an endless loop or in `sleep infinity` or `tail -f`, without `trap` and `exec`.",
  fix: "Write `trap 'exit 0' TERM INT`, or `exec` the last command.",
  bad: "#!/bin/sh\nset -e\nwhile true; do\n  ./backup.sh\n  sleep 3600\ndone\n",
  good: "#!/bin/sh\nset -e\ntrap 'exit 0' TERM\nwhile true; do\n  ./backup.sh\n  sleep 3600 &\n  wait $!\ndone\n",
  check({ commands }, tell) {
    if (commands.some(({ name }) => name === "trap")) return;
    const endless = commands.find(
      ({ name, within }) =>
        within.includes("condition") && within.includes("loop") && (name === "true" || name === ":"),
    );
    const last = commands.at(-1);
    const waits =
      last !== undefined &&
      last.wrapper?.name !== "exec" &&
      ((last.name === "sleep" && last.args[0] === "infinity") || (last.name === "tail" && last.args.includes("-f")));
    if (endless !== undefined) tell({ at: endless.at, says: "It never hears of a stop." });
    else if (waits) tell({ at: last.at, says: "It never hears of a stop." });
  },
});
