import { copiesOf } from "../../facts/copies";
import { rule } from "../../rule";

export default rule({
  id: "copy-multi-dest-slash",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "warning",
  meaning: "Several sources are copied to a destination that does not end in `/`.",
  reason: "BuildKit makes a folder of it, other builders refuse it: the slash says what is meant.",
  fix: "End the destination with `/`.",
  aliases: ["DL3021", "DS-0011", "6db6e0c2"],
  references: ["https://docs.docker.com/reference/dockerfile/#copy"],
  bad: "FROM alpine:3.22\nCOPY a b /app\n",
  good: 'FROM alpine:3.22\nCOPY a b /app/\nCOPY a b .\nCOPY ["a", "b", "./"]\nCOPY a b $DIR\nCOPY a b ..\n',
  check(stage, tell) {
    for (const { destination, instruction, sources } of copiesOf(stage)) {
      if (
        sources.length < 2 ||
        /(^|\/)\.{0,2}$|\\$/.test(destination) ||
        (instruction.words.at(-1)?.value ?? "").includes("$")
      )
        continue;
      const last = instruction.words.at(-1)!;
      tell({
        at: last.at,
        says: `\`${destination}\` does not end in \`/\`.`,
        ...(instruction.json === undefined &&
          /^[\w./-]+$/.test(last.value) && { edits: [{ at: last.at, text: `${last.value}/` }] }),
      });
    }
  },
});
