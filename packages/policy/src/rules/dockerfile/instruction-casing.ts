import { textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "instruction-casing",
  on: "dockerfile",
  severity: "info",
  meaning: "Instructions are written in capitals here and in small letters there.",
  reason: "A reader takes them for different things.",
  fix: "Write all of them in capitals.",
  aliases: ["ConsistentInstructionCasing"],
  references: ["https://docs.docker.com/reference/build-checks/consistent-instruction-casing/"],
  bad: ['FROM alpine:3.22\nrun echo\nCMD ["sh"]\n', "From alpine:3.22\n"],
  good: ["from alpine:3.22\nrun echo\n", "FROM alpine:3.22\nRUN <<EOF\nfrom x\nEOF\n"],
  *check({ instructions }) {
    const written = instructions.map((instruction) => ({ ...instruction, word: textAt(instruction.keywordAt) }));
    const small = written.filter(({ word }) => word === word.toLowerCase());
    if (small.length === written.length) return;
    for (const { keyword, keywordAt, word } of written)
      if (word !== keyword)
        yield {
          at: keywordAt,
          says: `\`${word}\` is not written as the others are.`,
          edits: [{ at: keywordAt, text: keyword }],
        };
  },
});
