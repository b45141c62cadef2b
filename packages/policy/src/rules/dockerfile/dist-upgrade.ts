import { aptPrograms, rpmPrograms, subcommandOf } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "dist-upgrade",
  on: "command",
  of: ["apk", "zypper", ...aptPrograms, ...rpmPrograms],
  severity: "info",
  strict: "warning",
  meaning: "All packages of the base image are upgraded.",
  reason:
    "Two builds have two systems; the base image is where the upgrade belongs, and the layer holds both versions.",
  how: "Information only: an image that is rebuilt often gets its security updates so.",
  fix: "Take a newer base image, by its digest, and let a bot raise it.",
  aliases: ["DS-0024", "DL3035", "682fe378", "DKL-DI-0003"],
  references: ["https://docs.docker.com/build/building/best-practices/#rebuild-your-images-often"],
  bad: [
    "FROM debian:12\nRUN apt-get update && apt-get upgrade -y\n",
    "FROM fedora:42\nRUN dnf update -y\n",
    "FROM alpine:3.22\nRUN apk upgrade --no-cache\n",
  ],
  good: "FROM debian:12\nRUN apt-get update && apt-get install -y curl\nRUN yum update -y curl\n",
  check({ command, stage }, tell, repository) {
    const asked = subcommandOf(command);
    if (asked === undefined || !ships(stage, repository)) return;
    const { reading, rest, subcommand } = asked;
    const all =
      reading.manager === "rpm" || reading.manager === "zypper"
        ? /^(update|upgrade|up|dist-upgrade|dup|distro-sync)$/
        : /^(upgrade|dist-upgrade|full-upgrade|safe-upgrade)$/;
    if (all.test(subcommand) && rest.length === 0)
      tell({ at: command.at, says: `\`${command.name} ${subcommand}\` upgrades everything.` });
  },
});
