import { rule } from "../../rule";

export default rule({
  id: "apt-not-apt-get",
  on: "command",
  of: ["apt"],
  severity: "warning",
  meaning: "`apt` is used in a script.",
  reason: "It is made for people: it says itself that its interface is not stable.",
  fix: "Write `apt-get`, or `apt-cache`.",
  aliases: ["DL3027", "CKV_DOCKER_9", "b84a0b47"],
  references: [
    "https://manpages.debian.org/bookworm/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS",
  ],
  bad: "FROM debian:12\nRUN apt update\n",
  good: "FROM debian:12\nRUN apt-get update\n",
  check({ command, run }, tell) {
    // once for each `RUN`
    if (run.commands.find(({ name }) => name === "apt") !== command) return;
    tell({ at: command.argv[0]!.at, says: "`apt` is no interface for scripts." });
  },
});
