import { aptPrograms, installOf } from "../../facts/installs";
import { textAt } from "../../place";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "apt-assume-yes",
  on: "command",
  of: aptPrograms,
  severity: "warning",
  meaning: "`apt-get install` asks, and nobody answers.",
  reason: "The build stops at the question.",
  fix: "Add `-y`.",
  aliases: ["DL3014", "DS-0021", "77783205"],
  references: ["https://docs.docker.com/build/building/best-practices/#apt-get"],
  bad: "FROM debian:12\nRUN apt-get install curl\n",
  good: "FROM debian:12\nRUN apt-get install -qy curl && apt-get -qq install a && yes | apt-get install b && apt-get --assume-yes install c && apt-get install -y=true d\n",
  check({ command, run, stage }, tell) {
    const { args, at, previous } = command;
    if (installOf(command) === undefined || previous === "|") return;
    if (
      args.some((arg) =>
        /^-[a-zA-Z]*y|^--(assume-)?yes$|^-qq|^-q=2$|^--force-yes$|Assume-Yes=|^-[a-zA-Z]*qq|^--(download-only|simulate|dry-run|print-uris)$/i.test(
          arg,
        ),
      )
    )
      return;
    const quiet = args.filter((arg) => /^-[a-zA-Z]*q[a-zA-Z]*$|^--quiet$/.test(arg));
    if (
      quiet.length > 1 ||
      args.some((arg) => arg.includes("$")) ||
      /assume-yes|yes \|/i.test(
        `${textAt(run.at)}${imageOfStage(stage)
          .history.map((each) => (each.keyword === "RUN" ? textAt(each.at) : ""))
          .filter((text) => /apt\.conf/.test(text))
          .join("")}`,
      )
    )
      return;
    tell({ at, says: "`apt-get install` will ask." });
  },
});
