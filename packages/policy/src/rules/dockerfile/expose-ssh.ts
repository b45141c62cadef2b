import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "expose-ssh",
  on: "image",
  severity: "warning",
  meaning: "The SSH port is exposed.",
  reason: "A shell into a running container is a second way in, with keys and passwords of its own.",
  fix: "Remove the server; `docker exec` needs none.",
  aliases: ["CKV_DOCKER_1", "DS-0004", "5907595b", "CIS-5.7"],
  references: ["https://docs.docker.com/build/building/best-practices/#expose"],
  bad: "FROM alpine:3.22\nEXPOSE 22\n",
  good: "FROM alpine:3.22\nEXPOSE 2222 80\n",
  check(stage, tell) {
    const port = imageOfStage(stage).exposes.find(({ protocol, value }) => value === 22 && protocol === "tcp");
    if (port !== undefined) tell({ at: port.at, says: "Port 22 is exposed." });
  },
});
