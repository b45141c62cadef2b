import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "pipefail-portability",
  on: "script",
  severity: "error",
  meaning: "A script for `sh` sets `pipefail`, which dash does not know.",
  reason: "On Debian and Ubuntu `sh` is dash: the script ends there with `Illegal option -o pipefail`.",
  how: "Where the image is Debian's or Ubuntu's, or is not known; BusyBox knows the option.",
  fix: "Use `#!/bin/bash`, or leave it away.",
  aliases: ["SC3040"],
  references: ["https://www.shellcheck.net/wiki/SC3040"],
  bad: '#!/bin/sh\nset -euo pipefail\nexec "$@"\n',
  good: [
    '#!/bin/bash\nset -euo pipefail\nexec "$@"\n',
    {
      Dockerfile: 'FROM alpine:3.22\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
      "entrypoint.sh": '#!/bin/sh\nset -euo pipefail\nexec "$@"\n',
    },
  ],
  check({ commands, options, shell, stages }, tell) {
    if (!options.has("pipefail") || (shell !== "sh" && shell !== "dash")) return;
    if (stages.length > 0 && stages.every((stage) => ["alpine", "redhat"].includes(imageOfStage(stage).family))) return;
    const set = commands.find(({ args, name }) => name === "set" && args.includes("pipefail"));
    const isKnown = stages.some((stage) => imageOfStage(stage).family === "debian");
    if (set !== undefined && (set.next ?? set.previous) === undefined && !set.within.includes("condition"))
      tell({
        at: set.at,
        says: "dash has no `pipefail`, and ends here.",
        ...(!isKnown && { severity: "warning" as const }),
      });
  },
});
