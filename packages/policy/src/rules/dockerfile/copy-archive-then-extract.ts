import { fromContext } from "../../facts/copies";
import { nameOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "copy-archive-then-extract",
  on: "stage",
  of: ["tar"],
  severity: "info",
  meaning: "An archive is copied, then unpacked.",
  reason: "The archive stays in its layer, beside what was in it.",
  fix: "Write `ADD archive.tar.gz /folder/`: it unpacks.",
  aliases: ["DL3010"],
  references: ["https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives"],
  bad: "FROM alpine:3.22\nCOPY a.tar.gz /tmp/\nRUN tar xzf /tmp/a.tar.gz\n",
  good: "FROM alpine:3.22\nADD a.tar.gz /a/\nCOPY b.zip /b/\nRUN tar cf /c.tar /a\n",
  check(stage, tell) {
    for (const { instruction, sources } of fromContext(stage)) {
      if (instruction.keyword !== "COPY") continue;
      const archive = sources.find(
        ({ path }) => /\.(tar|tar\.(gz|bz2|xz|lzma)|tgz|tbz2?|txz)$/.test(path) && !path.includes("*"),
      );
      if (archive === undefined) continue;
      const later = stage.instructions.filter(
        ({ at, keyword }) => keyword === "RUN" && at.start > instruction.at.start,
      );
      const found = later
        .flatMap(({ commands }) => commands)
        .find(
          ({ args, name }) =>
            name === "tar" &&
            args.some((arg) => nameOf(arg) === nameOf(archive.path)) &&
            args.some((arg) => /^-?[a-zA-Z]*x/.test(arg) || /^--(extract|get)$/.test(arg)),
        );
      if (found !== undefined)
        tell({
          at: archive.at,
          says: `\`${archive.path}\` stays beside what is unpacked.`,
          related: [{ at: found.at, says: "where it is unpacked" }],
        });
    }
  },
});
