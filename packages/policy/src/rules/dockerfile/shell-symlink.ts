import { rule } from "../../rule";

export default rule({
  id: "shell-symlink",
  on: "command",
  of: ["ln"],
  severity: "warning",
  meaning: "`/bin/sh` is replaced by a link.",
  reason: "The system's own scripts are written for the shell that was there.",
  fix: 'Write `SHELL ["/bin/bash", "-c"]`.',
  aliases: ["DL4005", "8a301064"],
  references: ["https://docs.docker.com/reference/dockerfile/#shell"],
  bad: "FROM debian:12\nRUN ln -sf /bin/bash /bin/sh\n",
  good: 'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN ln -s /bin/busybox /bin/ash\n',
  check({ command: { args, at } }, tell) {
    if (/^(\/usr)?\/bin\/sh$/.test(args.at(-1) ?? ""))
      tell({ at, says: "The shell of the whole system is another one now." });
  },
});
