import { rule } from "../../rule";

export default rule({
  id: "reserved-stage-name",
  on: "stage",
  severity: "warning",
  meaning: "A stage is called `scratch` or `context`.",
  reason: "Both words mean something else to Docker: the empty image, and the folder of the build.",
  fix: "Call it by what it makes.",
  aliases: ["DL3063", "ReservedStageName"],
  references: ["https://docs.docker.com/reference/build-checks/reserved-stage-name/"],
  bad: "FROM alpine:3.22 AS scratch\n",
  good: "FROM scratch AS files\n",
  check({ name }, tell) {
    if (name !== undefined && /^(scratch|context)$/i.test(name.value))
      tell({ at: name.at, says: `\`${name.value}\` is a word that Docker keeps for itself.` });
  },
});
