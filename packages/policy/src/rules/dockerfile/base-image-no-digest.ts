import { rule } from "../../rule";

export default rule({
  id: "base-image-no-digest",
  on: "stage",
  severity: "off",
  meaning: "A base image is named without its digest.",
  reason: "Whoever has the registry can put another image under the tag.",
  fix: "Add the digest: `python:3.13.1-slim@sha256:…`.",
  aliases: ["CIS-DI-0005", "OW-13"],
  references: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: "FROM python:3.13.1-slim\n",
  good: "FROM scratch\n",
  check({ base }, tell) {
    if (base.image !== undefined && base.image.digest === undefined)
      tell({ at: base.at, says: `\`${base.text}\` has no digest.` });
  },
});
