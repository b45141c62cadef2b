import { aptPrograms, installOf, rpmPrograms } from "../../facts/installs";
import { commandsOfStage, ships } from "../../facts/stages";
import { rule } from "../../rule";

const installers = new Set(["apk", ...aptPrograms, ...rpmPrograms]);

export default rule({
  id: "wget-and-curl",
  on: "stage",
  of: [...installers],
  severity: "info",
  meaning: "Both `wget` and `curl` are installed.",
  reason: "One of them does all of it.",
  fix: "Keep one.",
  aliases: ["DL4001", "DS-0014", "fc775e75"],
  bad: "FROM debian:12\nRUN apt-get install -y wget curl\n",
  good: "FROM debian:12\nRUN apt-get install -y curl\n",
  check(stage, tell, repository) {
    if (!ships(stage, repository)) return;
    const found = commandsOfStage(stage).flatMap((command) =>
      installers.has(command.name) ? (installOf(command)?.packages ?? []) : [],
    );
    const wget = found.find(({ value }) => value.split("=")[0] === "wget");
    const curl = found.find(({ value }) => value.split("=")[0] === "curl");
    if (wget !== undefined && curl !== undefined)
      tell({ at: wget.at, says: "`wget` is installed, and `curl` too.", related: [{ at: curl.at, says: "`curl`" }] });
  },
});
