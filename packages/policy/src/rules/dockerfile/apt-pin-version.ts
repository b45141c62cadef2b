import { aptPrograms, installOf } from "../../facts/installs";
import { rule } from "../../rule";

export default rule({
  id: "apt-pin-version",
  on: "command",
  of: aptPrograms,
  severity: "off",
  meaning: "`apt-get install` names no versions.",
  reason: "Two builds may have two versions.",
  how: "Off: the archives of Debian keep one version, so that a pinned one breaks the build with the next update. Pin the base image instead.",
  fix: "Write `name=version`.",
  aliases: ["DL3008", "965a08d7"],
  references: ["https://github.com/hadolint/hadolint/pull/1253"],
  bad: "FROM debian:12\nRUN apt-get install -y curl\n",
  good: "FROM debian:12\nRUN apt-get install -y curl=8.0 ./a.deb $B\n",
  check({ command }, tell) {
    for (const { at, value } of installOf(command)?.packages ?? [])
      if (!/[=$/]|\.deb$/.test(value)) tell({ at, says: `\`${value}\` has no version.` });
  },
});
