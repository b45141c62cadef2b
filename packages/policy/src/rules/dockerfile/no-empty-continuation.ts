import { offsetOf, place } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "no-empty-continuation",
  on: "dockerfile",
  severity: "warning",
  meaning: "An empty line stands inside of an instruction that goes on.",
  reason: "Docker warns of it and will refuse it: the line was most likely meant to end the instruction.",
  fix: "Remove the empty line, or make it a comment.",
  aliases: ["NoEmptyContinuation"],
  references: ["https://docs.docker.com/reference/build-checks/no-empty-continuation/"],
  bad: "FROM alpine:3.22\nRUN echo a \\\n\n  && echo b\n",
  good: [
    "FROM alpine:3.22\nRUN echo a \\\n  # b\n  && echo c\n",
    "FROM alpine:3.22\nRUN <<EOF\necho a\n\necho b\nEOF\n",
  ],
  *check({ instructions }) {
    for (const { at, blanks, keyword } of instructions) {
      const [first] = blanks;
      if (first === undefined) continue;
      const start = offsetOf(at.source, first);
      yield { at: place(at.source, start, start), says: `An empty line stands inside of this \`${keyword}\`.` };
    }
  },
});
