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
  check({ instructions }, tell) {
    const odd = instructions.filter(({ keyword, keywordAt }) => textAt(keywordAt) !== keyword);
    if (odd.length === 0) return;
    const written = instructions.map(({ keywordAt }) => textAt(keywordAt));
    if (written.every((word) => word === word.toLowerCase())) return;
    for (const { keyword, keywordAt } of odd) {
      const says = `\`${textAt(keywordAt)}\` is not written as the others are.`;
      tell({ at: keywordAt, says, edits: [{ at: keywordAt, text: keyword }] });
    }
  },
});
