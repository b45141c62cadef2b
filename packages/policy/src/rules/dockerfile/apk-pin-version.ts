import { installOf } from "../../facts/installs";
import { rule } from "../../rule";

export default rule({
  id: "apk-pin-version",
  on: "command",
  of: ["apk"],
  severity: "off",
  meaning: "`apk add` names no versions.",
  reason: "Two builds may have two versions.",
  how: "Off: the archives of Alpine keep one version, so that a pinned one breaks the build with the next update. Pin the base image instead.",
  fix: "Write `name=version`.",
  aliases: ["DL3018", "d3499f6d"],
  bad: "FROM alpine:3.22\nRUN apk add curl\n",
  good: "FROM alpine:3.22\nRUN apk add curl=8.0-r1 'git>2' $A ./b.apk\n",
  check({ command }, tell) {
    for (const { at, value } of installOf(command)?.packages ?? [])
      if (!/[=~<>$/]|^\.|\.apk$/.test(value)) tell({ at, says: `\`${value}\` has no version.` });
  },
});
