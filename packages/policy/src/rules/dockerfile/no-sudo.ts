import { isRoot } from "../../facts/contexts";
import { aptPrograms, installOf, rpmPrograms } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { imageOfStage } from "../../recover/dockerfile/image";
import { unquoted } from "../../recover/dockerfile/words";
import { rule } from "../../rule";

export default rule({
  id: "no-sudo",
  on: "command",
  of: ["sudo", "apk", ...aptPrograms, ...rpmPrograms],
  severity: "error",
  meaning: "`sudo` is used or installed.",
  reason: "A build is root already; in the image `sudo` is a door from the user back to root.",
  how: "An error where the step is root's anyway; a warning where the base image has a user of its own, or `sudo` is installed into an image of production. Development is let pass.",
  fix: "Leave it out; where a step needs root, write `USER root` before it and the user after it.",
  aliases: ["DL3004", "DS-0010", "CKV2_DOCKER_1", "8ada6e80", "DKL-DI-0001"],
  references: ["https://docs.docker.com/build/building/best-practices/#user"],
  bad: ["FROM debian:12\nRUN sudo apt-get update\n", "FROM debian:12\nRUN apt-get install -y sudo\n"],
  good: [
    "FROM debian:12\nRUN echo sudo\n",
    { ".devcontainer/Dockerfile": "FROM debian:12\nRUN apt-get install -y sudo\n" },
  ],
  check({ command, run, stage }, tell, repository) {
    const kinds = repository.environmentsOf(stage);
    if (command.name !== "sudo") {
      const found = installOf(command)?.packages.find(({ value }) => value.split("=")[0] === "sudo");
      if (found !== undefined && ships(stage, repository) && !kinds.has("development") && !kinds.has("test"))
        tell({ at: found.at, says: "`sudo` is installed.", severity: "warning" });
      return;
    }
    if (command.wrapper !== undefined && command.wrapper.name === "command") return;
    const { history, known } = imageOfStage(stage);
    const users = history.slice(0, history.indexOf(run)).filter(({ keyword }) => keyword === "USER");
    const user = users.at(-1)?.words[0];
    const isRoots =
      user === undefined ? known?.user === "root" || known?.user === "drops" : isRoot(unquoted(user.value));
    tell({
      at: command.argv[0]!.at,
      says: isRoots ? "`sudo` is called by root." : "`sudo` is used while the image is built.",
      ...(!isRoots && { severity: "warning" as const }),
    });
  },
});
