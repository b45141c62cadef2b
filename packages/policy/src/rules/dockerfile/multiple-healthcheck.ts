import { rule } from "../../rule";

export default rule({
  id: "multiple-healthcheck",
  on: "stage",
  of: ["HEALTHCHECK"],
  severity: "error",
  meaning: "A stage has several `HEALTHCHECK`s.",
  reason: "Only the last counts; what the others would have checked is not checked.",
  fix: "Keep one.",
  aliases: ["DL3012", "MultipleInstructionsDisallowed", "DS-0023"],
  references: ["https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/"],
  bad: 'FROM alpine:3.22\nHEALTHCHECK CMD ["a"]\nHEALTHCHECK CMD ["b"]\n',
  good: 'FROM alpine:3.22 AS a\nHEALTHCHECK CMD ["a"]\nFROM a\nHEALTHCHECK NONE\n',
  check({ instructions }, tell) {
    const found = instructions.filter(({ keyword }) => keyword === "HEALTHCHECK");
    const last = found.pop();
    for (const { at } of found)
      tell({
        at,
        says: "This `HEALTHCHECK` never runs: a later one takes its place.",
        related: [{ at: last!.at, says: "the one that counts" }],
      });
  },
});
