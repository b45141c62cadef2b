import { textAt } from "../../place";
import { hasNoVersion } from "../../recover/image-reference";
import { rule } from "../../rule";

const moves = /^(latest|stable|edge|mainline|nightly|master|main|dev|rolling|current|canary)$/;

export default rule({
  id: "image-latest",
  on: "service",
  severity: "error",
  meaning: "A service takes an image by a tag that moves, such as `latest`.",
  reason: "It is another version after the next pull, and on another host.",
  how: "A tag that names a variant and no version, `nginx:alpine`, is a warning.",
  fix: "Name the version: `postgres:17`.",
  aliases: ["CL-0004", "CIS-5.28"],
  bad: [
    "services:\n  web:\n    image: nginx:alpine\n",
    "services:\n  db:\n    image: postgres:latest\n",
    "services:\n  web:\n    image: ${OWNER}/app:latest\n",
  ],
  good: "services:\n  db:\n    image: postgres:17\n  app:\n    image: app:${TAG:-latest}\n  web:\n    image: ${OWNER:-me/app:latest}\n",
  check({ build, image, made, name }, tell) {
    if (image === undefined || build !== undefined || made?.stage !== undefined) return;
    // a tag that is written out moves, whatever stands before it
    const written = image.uses.length === 0 ? undefined : textAt(image.at).replace(/^["']|["']$/g, "");
    const { digest, tag } =
      written === undefined
        ? (image.reference ?? {})
        : { digest: undefined, tag: /\}[^${}@]*:(\w+)$/.exec(written)?.[1] };
    if (tag === undefined || digest !== undefined) return;
    const says = `\`${name}\` gets whatever \`${written ?? image.value}\` is on the day.`;
    if (moves.test(tag)) tell({ at: image.at, says });
    else if (written === undefined && made?.known !== undefined && !made.known.system && hasNoVersion(tag))
      tell({ at: image.at, says, severity: "warning" });
  },
});
