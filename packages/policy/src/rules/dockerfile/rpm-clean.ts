import { installOf, keptOutside, rpmPrograms } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "rpm-clean",
  on: "command",
  of: [...rpmPrograms, "zypper"],
  severity: "warning",
  meaning: "`dnf`, `yum` or `zypper` leaves its cache in the layer.",
  reason: "It is up to hundreds of megabytes that nothing uses.",
  how: "In stages whose layers are in an image that is run.",
  fix: "End the same `RUN` with `dnf clean all`.",
  aliases: [
    "DL3032",
    "DL3040",
    "DL3036",
    "DS-0015",
    "DS-0019",
    "DS-0020",
    "DS-0027",
    "00481784",
    "295acb63",
    "38300d1a",
  ],
  bad: "FROM fedora:42\nRUN dnf install -y curl\n",
  good: [
    "FROM fedora:42\nRUN dnf install -y curl && dnf clean all\n",
    "FROM fedora:42\nRUN yum install -y a && rm -rf /var/cache/yum\n",
    "FROM fedora:42\nRUN --mount=type=cache,target=/var/cache/dnf dnf install -y a\n",
  ],
  check({ command, run, stage }, tell, repository) {
    if (
      installOf(command) === undefined ||
      !ships(stage, repository) ||
      command.args.some((arg) => /^--(installroot|no-cache)/.test(arg))
    )
      return;
    if (keptOutside(run).some((path) => path.startsWith("/var"))) return;
    if (
      run.commands.some(
        ({ args, name }) =>
          ((rpmPrograms.includes(name) || name === "zypper") && args.some((arg) => /^(clean|cc)$/.test(arg))) ||
          (name === "rm" && args.some((arg) => /^\/var\/(cache|lib)/.test(arg))),
      )
    )
      return;
    tell({ at: command.at, says: `The cache of \`${command.name}\` stays in this layer.` });
  },
});
