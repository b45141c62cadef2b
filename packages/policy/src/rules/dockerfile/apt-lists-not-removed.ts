import { aptPrograms, keptOutside } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "apt-lists-not-removed",
  on: "instruction",
  of: aptPrograms,
  severity: "warning",
  meaning: "The lists of `apt-get update` stay in the layer.",
  reason: "They are tens of megabytes that nothing uses, and a later step cannot take them out.",
  how: "In stages whose layers are in an image that is run. A cache mount over `/var/lib/apt`, or a later removal in the same `RUN`, is right.",
  fix: "End the same `RUN` with `rm -rf /var/lib/apt/lists/*`.",
  aliases: ["DL3009", "df746b39", "DKL-DI-0005"],
  references: ["https://docs.docker.com/build/building/best-practices/#apt-get"],
  bad: "FROM debian:12\nRUN apt-get update && apt-get install -y curl\n",
  good: [
    "FROM debian:12\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\n",
    "FROM debian:12\nRUN --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl\n",
    "FROM debian:12 AS b\nRUN apt-get update && apt-get install -y gcc\nFROM debian:12\nCOPY --from=b /a /a\n",
  ],
  check({ instruction: run, stage }, tell, repository) {
    if (!ships(stage, repository)) return;
    const update = run.commands.find(
      ({ args, name }) => aptPrograms.includes(name) && args.some((arg) => arg === "update"),
    );
    if (update === undefined || keptOutside(run).some((path) => "/var/lib/apt/lists".startsWith(path))) return;
    if (
      run.commands.some(
        ({ args, name }) =>
          /^(rm|find)$/.test(name) && args.some((arg) => /^\/var\/(lib(\/apt(\/lists?)?)?)?(\/|$|\*|\{)/.test(arg)),
      )
    )
      return;
    if (
      /rm\s[^;&|]*\/var\/lib\/(apt|\{?.*apt)/.test(textAt(run.at)) ||
      run.commands.some(({ args, name }) => name === "apt-get" && args[0] === "dist-clean")
    )
      return;
    tell({ at: update.at, says: "The package lists stay in this layer." });
  },
});
