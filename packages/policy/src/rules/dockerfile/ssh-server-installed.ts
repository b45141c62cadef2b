import { aptPrograms, installOf, rpmPrograms } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "ssh-server-installed",
  on: "command",
  of: ["apk", ...aptPrograms, ...rpmPrograms],
  severity: "warning",
  meaning: "An SSH server is installed.",
  reason: "A shell into a running container is a second way in, with keys and passwords of its own.",
  fix: "Remove it; `docker exec` needs none.",
  aliases: ["CIS-5.7"],
  bad: "FROM debian:12\nRUN apt-get install -y openssh-server\n",
  good: "FROM debian:12\nRUN apt-get install -y openssh-client\n",
  check({ command, stage }, tell, repository) {
    const found = installOf(command)?.packages.find(({ value }) =>
      /^(openssh-server|dropbear|openssh)([=~].*)?$/.test(value),
    );
    if (
      found !== undefined &&
      (found.value.startsWith("openssh-server") || command.name !== "apk") &&
      ships(stage, repository)
    )
      tell({ at: found.at, says: `\`${found.value}\` is a server.` });
  },
});
