import { bashisms } from "../../facts/shell";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "bashism-in-sh",
  on: "script",
  severity: "error",
  meaning: "A script for `sh` uses what only bash knows.",
  reason: "`sh` is dash or BusyBox in most images: the line fails, or means something else.",
  how: "`[[`, arrays, `${!x}`, `function`, `source`, `==` in `[`, here-strings. BusyBox knows `[[` and `source`; images whose `sh` is bash are let pass.",
  fix: "Use `#!/bin/bash` where bash is there, or the form that every shell knows.",
  aliases: ["SC3010", "SC3014", "SC3030", "SC3046", "SC3053", "SC3054", "SC3011", "SC3057"],
  references: ["https://www.shellcheck.net/wiki/SC3010"],
  bad: '#!/bin/sh\nset -e\nif [[ -n $A ]]; then\n  exec a\nfi\nexec "$@"\n',
  good: [
    '#!/bin/bash\nset -e\nif [[ -n $A ]]; then\n  exec a\nfi\nexec "$@"\n',
    '#!/bin/sh\nset -e\nif [ -n "$A" ]; then\n  exec a\nfi\nexec "$@"\n',
    {
      Dockerfile: 'FROM alpine:3.22\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
      "entrypoint.sh": '#!/bin/sh\nif [[ -n $A ]]; then\n  exec a\nfi\nexec "$@"\n',
    },
  ],
  check(script, tell) {
    if (!["sh", "dash", "ash"].includes(script.shell ?? "")) return;
    const families = script.stages.map((stage) => imageOfStage(stage).family);
    if (families.length > 0 && families.every((family) => family === "redhat")) return;
    const isBusybox =
      script.shell === "ash" || (families.length > 0 && families.every((family) => family === "alpine"));
    for (const { at, what } of bashisms(script)) {
      if (isBusybox && /^(`\[\[|source|==|function)/.test(what)) continue;
      tell({
        at,
        says: `${what} is bash's own.`,
        ...(families.includes("debian") ? {} : { severity: "warning" as const }),
      });
    }
  },
});
