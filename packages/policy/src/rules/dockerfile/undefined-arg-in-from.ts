import { automatic } from "../../recover/dockerfile/stages";
import { rule } from "../../rule";

export default rule({
  id: "undefined-arg-in-from",
  on: "stage",
  of: ["$"],
  severity: "error",
  meaning: "`FROM` uses a variable that no `ARG` before it declares.",
  reason: "It is empty, whatever `--build-arg` says: the build fails, or takes another image.",
  how: "Only an `ARG` before the first `FROM` counts.",
  fix: "Declare it by `ARG` before the first `FROM`.",
  aliases: ["UndefinedArgInFrom"],
  references: ["https://docs.docker.com/reference/build-checks/undefined-arg-in-from/"],
  bad: ["FROM alpine:${VERSION}\n", "FROM alpine:3.22\nARG VERSION=12\nFROM debian:$VERSION\n"],
  good: [
    "ARG VERSION=3\nFROM alpine:$VERSION\n",
    "ARG V\nFROM alpine:$V\n",
    "FROM alpine:${V:-3.22}\n",
    "FROM alpine-$TARGETARCH\n",
  ],
  check({ base, dockerfile, from }, tell) {
    const declared = new Set(dockerfile.globals.flatMap(({ pairs }) => pairs.map(({ name }) => name)));
    for (const name of new Set(base.unknown)) {
      if (declared.has(name) || automatic.has(name)) continue;
      const later = dockerfile.stages
        .flatMap(({ instructions }) => instructions)
        .find(({ keyword, pairs }) => keyword === "ARG" && pairs.some((pair) => pair.name === name));
      tell({
        at: base.at,
        says: `No \`ARG\` before the first \`FROM\` declares \`${name}\`.`,
        ...(later !== undefined &&
          later.at.start < from.at.start && { related: [{ at: later.at, says: "this one holds only in its stage" }] }),
      });
    }
  },
});
