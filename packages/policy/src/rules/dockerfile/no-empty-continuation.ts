import { lineEnd, place, type Source } from "../../place";
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
  bad: [
    "FROM alpine:3.22\nRUN echo a \\\n\n  && echo b\n",
    "FROM alpine:3.22\nRUN echo a \\\n\n# b\n \n  && echo c\n",
    "FROM alpine:3.22\nRUN echo a \\\n\nRUN echo b\n",
  ],
  good: [
    "FROM alpine:3.22\nRUN echo a \\\n  # b\n  && echo c\n",
    "FROM alpine:3.22\nRUN <<EOF\necho a\n\necho b\nEOF\n",
  ],
  check({ instructions }, tell) {
    for (const { at, blanks, keyword } of instructions) {
      const first = blanks[0];
      if (first === undefined) continue;
      const edits = blanks.map((start) => ({ at: place(at.source, start, lineEnd(at.source, start)), text: "" }));
      tell({
        at: place(at.source, first, first),
        says: `An empty line stands inside of this \`${keyword}\`.`,
        ...(blanks.every((start) => goesOn(at.source, start, at.end)) && { edits }),
      });
    }
  },
});

/** Whether what follows an empty line is no instruction of its own, as the empty line makes it look. */
const goesOn = (source: Source, start: number, end: number): boolean =>
  start < end && !/^(\s|#.*\n)*[A-Z]+\s/.test(source.text.slice(start, end));
