import { rule } from "../../rule";

export default rule({
  id: "multiple-entrypoint",
  on: "stage",
  of: ["ENTRYPOINT"],
  severity: "error",
  meaning: "A stage has several `ENTRYPOINT`s.",
  reason: "Only the last counts; whoever reads the first believes something else.",
  fix: "Keep one.",
  aliases: ["DL4004", "MultipleInstructionsDisallowed", "DS-0007", "6938958b"],
  references: ["https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/"],
  bad: 'FROM alpine:3.22\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\n',
  good: 'FROM alpine:3.22 AS a\nENTRYPOINT ["a"]\nFROM a\nENTRYPOINT ["b"]\n',
  check({ instructions }, tell) {
    const found = instructions.filter(({ keyword }) => keyword === "ENTRYPOINT");
    const last = found.pop();
    for (const { at } of found)
      tell({
        at,
        says: "This `ENTRYPOINT` never runs: a later one takes its place.",
        related: [{ at: last!.at, says: "the one that counts" }],
      });
  },
});
