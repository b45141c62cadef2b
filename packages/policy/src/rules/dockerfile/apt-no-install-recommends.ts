import { aptPrograms, installOf } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "apt-no-install-recommends",
  on: "command",
  of: aptPrograms,
  severity: "info",
  meaning: "`apt-get install` also installs what packages only recommend.",
  reason: "Half of what comes may be unused: larger, and more to keep up to date.",
  fix: "Add `--no-install-recommends`.",
  aliases: ["DL3015", "DS-0029", "7384dfb2"],
  references: ["https://docs.docker.com/build/building/best-practices/#apt-get"],
  bad: "FROM debian:12\nRUN apt-get install -y curl\n",
  good: [
    "FROM debian:12\nRUN apt-get install -y --no-install-recommends curl\n",
    "FROM debian:12\nRUN apt-get -o APT::Install-Recommends=false install -y curl\n",
  ],
  check({ command, stage }, tell, repository) {
    const { args, at } = command;
    if (installOf(command) === undefined || args.includes("build-dep") || !ships(stage, repository)) return;
    if (args.some((arg) => /^--no-install-recommends$|Install-Recommends=("?false"?|0|no)/i.test(arg))) return;
    if (/Install-Recommends[ "]+("?false"?|0)/i.test(stage.dockerfile.source.text)) return;
    tell({ at, says: "What the packages recommend is installed with them." });
  },
});
