import { rule } from "../../rule";

export default rule({
  id: "image-no-digest",
  on: "service",
  severity: "off",
  meaning: "A service takes an image by tag, without a digest.",
  reason: "A tag can be moved: what is pulled is what somebody pushed last.",
  fix: "Add the digest: `postgres:17@sha256:…`.",
  aliases: ["CL-0019"],
  bad: "services:\n  db:\n    image: postgres:17\n",
  good: "services:\n  db:\n    image: postgres:17@sha256:0123456789012345678901234567890123456789012345678901234567890123\n",
  check({ build, image, made, name }, tell) {
    const reference = image?.reference;
    if (
      build === undefined &&
      made?.stage === undefined &&
      reference?.tag !== undefined &&
      reference.digest === undefined
    )
      tell({ at: image!.at, says: `\`${image!.value}\` of \`${name}\` has no digest.` });
  },
});
