import { rule } from "../../rule";

export default rule({
  id: "image-latest",
  on: "service",
  severity: "error",
  meaning: "A service takes an image by a tag that moves, such as `latest`.",
  reason: "It is another version after the next pull, and on another host.",
  fix: "Name the version: `postgres:17`.",
  aliases: ["CL-0004", "CIS-5.28"],
  bad: "services:\n  db:\n    image: postgres:latest\n",
  good: "services:\n  db:\n    image: postgres:17\n  app:\n    image: app:${TAG:-latest}\n",
  *check({ build, image, made, name }) {
    const { digest, tag } = image?.reference ?? {};
    if (
      build !== undefined ||
      made?.stage !== undefined ||
      tag === undefined ||
      digest !== undefined ||
      image!.uses.length > 0
    )
      return;
    if (/^(latest|stable|edge|mainline|nightly|master|main|dev|rolling|current|canary)$/.test(tag))
      yield { at: image!.at, says: `\`${name}\` gets whatever \`${image!.value}\` is on the day.` };
  },
});
