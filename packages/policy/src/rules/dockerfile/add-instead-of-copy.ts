import { copiesOf } from "../../facts/copies";
import { textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "add-instead-of-copy",
  on: "stage",
  of: ["ADD"],
  severity: "warning",
  meaning: "`ADD` copies plain files.",
  reason: "`ADD` also downloads and unpacks: a reader has to look at what it adds.",
  how: "URLs, git repositories, archives, checksums and patterns that may mean an archive are let pass.",
  fix: "Write `COPY`.",
  aliases: ["DL3020", "DS-0005", "CKV_DOCKER_4", "9513a694", "CIS-4.9", "CIS-DI-0009"],
  references: ["https://docs.docker.com/build/building/best-practices/#add-or-copy"],
  bad: ["FROM alpine:3.22\nADD . /app\n", "FROM alpine:3.22\nARG JAR_FILE\nADD ${JAR_FILE} app.jar\n"],
  good: "FROM alpine:3.22\nADD a.tar.gz /a\nADD https://a.example/b /b\nADD --checksum=sha256:a https://a.example/c /c\nADD $A /\nADD git@github.com:a/b.git /c\nADD rootfs.* /\n",
  check(stage, tell) {
    for (const { destination, instruction, sources } of copiesOf(stage)) {
      if (instruction.keyword !== "ADD" || sources.length === 0) continue;
      if (
        sources.some(({ path }) =>
          /^[a-z]+:\/\/|^git@|\*$|\.(tar|t?gz|tgz|bz2|tbz2?|xz|txz|lzma|zst|zip|tlz|Z)(\*|$)|\.tar\b/i.test(path),
        )
      )
        continue;
      if (
        (textAt(instruction.rest).includes("$") && !/\.(jar|war|py|js|conf|json|ya?ml|sh|txt)$/.test(destination)) ||
        instruction.flags.some(({ name }) => /checksum|unpack|keep-git-dir/.test(name))
      )
        continue;
      tell({
        at: instruction.at,
        says: `\`ADD\` copies \`${sources[0]!.path}\`.`,
        edits: [{ at: instruction.keywordAt, text: "COPY" }],
      });
    }
  },
});
