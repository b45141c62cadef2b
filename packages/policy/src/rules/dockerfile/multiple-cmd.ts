import { rule } from "../../rule";

export default rule({
  id: "multiple-cmd",
  on: "stage",
  of: ["CMD"],
  severity: "warning",
  meaning: "A stage has several `CMD`s.",
  reason: "Only the last counts; whoever reads the first believes something else.",
  fix: "Keep one.",
  aliases: ["DL4003", "MultipleInstructionsDisallowed", "DS-0016", "41c195f4"],
  references: ["https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/"],
  bad: 'FROM alpine:3.22\nCMD ["a"]\nCMD ["b"]\n',
  good: 'FROM alpine:3.22 AS a\nCMD ["a"]\nFROM a\nCMD ["b"]\n',
  check({ instructions }, tell) {
    const found = instructions.filter(({ keyword }) => keyword === "CMD");
    const last = found.pop();
    for (const { at } of found)
      tell({
        at,
        says: "This `CMD` never runs: a later one takes its place.",
        related: [{ at: last!.at, says: "the one that counts" }],
      });
  },
});
