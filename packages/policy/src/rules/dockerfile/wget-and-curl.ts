import { aptPrograms, installOf, rpmPrograms } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "wget-and-curl",
  on: "stage",
  of: ["apk", ...aptPrograms, ...rpmPrograms],
  severity: "info",
  meaning: "Both `wget` and `curl` are installed.",
  reason: "One of them does all of it.",
  fix: "Keep one.",
  aliases: ["DL4001", "DS-0014", "fc775e75"],
  bad: "FROM debian:12\nRUN apt-get install -y wget curl\n",
  good: "FROM debian:12\nRUN apt-get install -y curl\n",
  check(stage, tell, repository) {
    if (!ships(stage, repository)) return;
    const found = stage.instructions
      .filter(({ keyword }) => keyword === "RUN")
      .flatMap(({ commands }) =>
        commands.filter(({ name }) => name === "apk" || aptPrograms.includes(name) || rpmPrograms.includes(name)),
      )
      .flatMap((command) => installOf(command)?.packages ?? []);
    const wget = found.find(({ value }) => value.split("=")[0] === "wget");
    const curl = found.find(({ value }) => value.split("=")[0] === "curl");
    if (wget !== undefined && curl !== undefined)
      tell({ at: wget.at, says: "`wget` is installed, and `curl` too.", related: [{ at: curl.at, says: "`curl`" }] });
  },
});
