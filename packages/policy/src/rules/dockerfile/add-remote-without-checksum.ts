import { copiesOf } from "../../facts/copies";
import { rule } from "../../rule";

export default rule({
  id: "add-remote-without-checksum",
  on: "stage",
  of: ["ADD"],
  severity: "warning",
  meaning: "`ADD` downloads a file and compares no checksum.",
  reason: "The build takes whatever the server sends that day.",
  how: "A URL that holds a digest or names a commit of a git repository is let pass.",
  fix: "Add `--checksum=sha256:…`.",
  references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"],
  bad: "FROM alpine:3.22\nADD https://a.example/a.tar.gz /a/\n",
  good: "FROM alpine:3.22\nADD --checksum=sha256:abc https://a.example/a.tar.gz /a/\nADD https://github.com/a/b.git#v1 /b\nADD a.tar.gz /\n",
  check(stage, tell) {
    for (const { instruction, sources } of copiesOf(stage)) {
      if (instruction.keyword !== "ADD" || instruction.flags.some(({ name }) => name === "checksum")) continue;
      for (const { at, path } of sources)
        if (/^https?:\/\//.test(path) && !/\.git(#|$)|[0-9a-f]{40}/.test(path))
          tell({ at, says: `Nothing says what \`${path.replace(/\/\/[^@/]*@/, "//")}\` has to be.` });
    }
  },
});
