import { textAt } from "../../place";
import { rule } from "../../rule";

const label = "org.opencontainers.image.authors";

export default rule({
  id: "maintainer-deprecated",
  on: "instruction",
  of: ["MAINTAINER"],
  severity: "warning",
  meaning: "`MAINTAINER` is used.",
  reason: "It is deprecated since Docker 1.13, and no tool shows it.",
  fix: 'Write `LABEL org.opencontainers.image.authors="…"`.',
  aliases: ["DL4000", "MaintainerDeprecated", "CKV_DOCKER_6", "DS-0022", "99614418"],
  references: ["https://docs.docker.com/reference/build-checks/maintainer-deprecated/"],
  bad: [
    "FROM alpine:3.22\nMAINTAINER a@example.org\n",
    'FROM alpine:3.22\nMAINTAINER "Ada Byron" <a@example.org>\n',
    "FROM alpine:3.22\nMAINTAINER Ada Byron <a@example.org>\n",
  ],
  good: 'FROM alpine:3.22\nLABEL org.opencontainers.image.authors="a@example.org"\n',
  check({ instruction: { at, rest }, stage }, tell) {
    const author = textAt(rest);
    const isPlain = /^[\w <>()@.,:/+-]+$/.test(author) || /^"[\w <>()@.,:/+-]+"$/.test(author);
    const isLabelled = stage.instructions.some(
      ({ keyword, pairs }) => keyword === "LABEL" && pairs.some(({ name }) => name === label),
    );
    tell({
      at,
      says: "`MAINTAINER` is deprecated.",
      ...(isPlain && !isLabelled && { edits: [{ at, text: `LABEL ${label}="${author.replaceAll('"', "")}"` }] }),
    });
  },
});
