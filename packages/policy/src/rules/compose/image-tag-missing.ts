import { rule } from "../../rule";

export default rule({
  id: "image-tag-missing",
  on: "service",
  severity: "error",
  meaning: "A service takes an image without a version.",
  reason: "It gets `latest`, whatever that is on the day: another version after the next pull.",
  how: "An image that the stack builds itself is let pass.",
  fix: "Name the version: `postgres:17`.",
  aliases: ["CL-0004", "service-image-require-explicit-tag", "CIS-5.28"],
  references: ["https://docs.docker.com/reference/compose-file/services/#image"],
  bad: "services:\n  db:\n    image: postgres\n",
  good: {
    "compose.yaml":
      "services:\n  db:\n    image: postgres:17\n  app:\n    image: app\n    build: .\n  worker:\n    image: app\n  open:\n    image: ${IMAGE}\n",
    Dockerfile: "FROM alpine:3.22\n",
  },
  check({ build, image, made, name }, tell) {
    const reference = image?.reference;
    if (
      build !== undefined ||
      made?.stage !== undefined ||
      reference === undefined ||
      reference.tag !== undefined ||
      reference.digest !== undefined ||
      image!.uses.length > 0
    )
      return;
    tell({ at: image!.at, says: `\`${name}\` gets whatever \`${image!.value}\` is on the day.` });
  },
});
