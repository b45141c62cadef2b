import { installOf, rpmPrograms } from "../../facts/installs";
import { rule } from "../../rule";

export default rule({
  id: "rpm-pin-version",
  on: "command",
  of: [...rpmPrograms, "zypper"],
  severity: "off",
  meaning: "`dnf`, `yum` or `zypper` names no versions.",
  reason: "Two builds may have two versions.",
  how: "Off, as for the other systems' packages: pin the base image instead.",
  fix: "Write `name-version`.",
  aliases: ["DL3033", "DL3041", "DL3037", "6452c424", "93d88cf7", "562952e4"],
  bad: "FROM fedora:42\nRUN dnf install -y curl\n",
  good: "FROM fedora:42\nRUN dnf install -y curl-8.0 ./a.rpm\n",
  check({ command }, tell) {
    for (const { at, value } of installOf(command)?.packages ?? [])
      if (!/-\d|[=$/@<>]|\.rpm$/.test(value)) tell({ at, says: `\`${value}\` has no version.` });
  },
});
