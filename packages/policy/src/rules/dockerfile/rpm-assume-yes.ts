import { installOf, rpmPrograms } from "../../facts/installs";
import { rule } from "../../rule";

export default rule({
  id: "rpm-assume-yes",
  on: "command",
  of: [...rpmPrograms, "zypper"],
  severity: "warning",
  meaning: "`dnf`, `yum` or `zypper` asks, and nobody answers.",
  reason: "The build stops at the question.",
  fix: "Add `-y`; for `zypper`, `--non-interactive`.",
  aliases: ["DL3030", "DL3038", "DL3034", "6e19193a", "7ebd323c", "45e1fca5"],
  bad: "FROM fedora:42\nRUN dnf install curl\n",
  good: "FROM fedora:42\nRUN dnf -y install curl && yum install --assumeyes a && yes | yum install b && microdnf install c && zypper -n in d\n",
  check({ command }, tell) {
    const { args, at, name, previous } = command;
    if (installOf(command) === undefined || previous === "|" || name === "microdnf") return;
    const says =
      name === "zypper"
        ? /^-[a-zA-Z]*[ny]|^--(non-interactive|no-confirm)$/
        : /^-[a-zA-Z]*y|^--(assumeyes|assume-yes|downloadonly)$|assumeyes=/;
    if (args.some((arg) => says.test(arg) || arg.includes("$"))) return;
    tell({ at, says: `\`${name}\` will ask.` });
  },
});
