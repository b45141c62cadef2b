import { aptPrograms, installOf, subcommandOf } from "../../facts/installs";
import { rule } from "../../rule";

const harmless =
  /^(|:|add-apt-repository|apt|apt-get|aptitude|apt-key|apk|arch|cat|cd|chmod|cp|curl|date|dpkg|echo|env|export|find|gpg|grep|hash|ls|mkdir|mv|printf|rm|sed|set|sleep|tee|test|touch|true|uname|wget|command|ln|locale-gen|\[)$/;

export default rule({
  id: "update-alone",
  on: "instruction",
  of: ["apk", ...aptPrograms],
  severity: "error",
  meaning: "`apt-get update` is a `RUN` of its own.",
  reason: "Its layer is cached: a later `install` uses lists of months ago, and packages that are no longer there.",
  how: "Only where nothing in the same `RUN` may use the lists, and a later `RUN` installs packages.",
  fix: "Join both: `RUN apt-get update && apt-get install -y …`.",
  aliases: ["DS-0017", "CKV_DOCKER_5", "9bae49be", "CIS-4.7", "CIS-DI-0007"],
  references: ["https://docs.docker.com/build/building/best-practices/#apt-get"],
  bad: [
    "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl\n",
    "FROM alpine:3.22\nRUN apk update\nRUN apk add curl\n",
  ],
  good: [
    "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nRUN apt-get install -y git\n",
    "FROM debian:12\nRUN apt-get update && ./install.sh\nRUN apt-get install -y a\n",
    "FROM debian:12\nRUN apt-get update && apt-get upgrade -y\n",
    "FROM alpine:3.22\nRUN apk update\nRUN apk add --no-cache curl\n",
  ],
  check({ instruction: run, stage }, tell) {
    const asked = run.commands.map((command) => ({ command, ...subcommandOf(command) }));
    const update = asked.find(
      ({ reading, subcommand }) => subcommand === "update" && /^(apt|apk)$/.test(reading?.manager ?? ""),
    );
    if (update === undefined || !run.commands.every(({ name }) => harmless.test(name))) return;
    const { manager } = update.reading!;
    if (
      asked.some(
        ({ reading, subcommand }) =>
          reading?.manager === manager &&
          /^(add|install|build-dep|upgrade|dist-upgrade|full-upgrade|satisfy|source|download|fix|dselect-upgrade)$/.test(
            subcommand ?? "",
          ),
      )
    )
      return;
    if (run.heredocs.length > 0 && run.commands.length < 2) return;
    const later = stage.instructions
      .slice(stage.instructions.indexOf(run) + 1)
      .filter(({ keyword }) => keyword === "RUN");
    const user = later.find((each) => each.commands.some((command) => installOf(command)?.manager === manager));
    if (user === undefined) return;
    const updates = user.commands.some(({ args, name }) =>
      manager === "apt"
        ? aptPrograms.includes(name) && args.includes("update")
        : name === "apk" &&
          args.some((arg) => arg === "update" || arg === "--no-cache" || arg === "-U" || arg === "--update"),
    );
    if (updates) return;
    tell({
      at: update.command.at,
      says: `\`${update.command.name} update\` is cached apart from what it is for.`,
      related: [{ at: user.at, says: "what uses the lists" }],
    });
  },
});
