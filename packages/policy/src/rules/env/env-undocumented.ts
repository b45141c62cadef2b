import { rule } from "../../rule";

export default rule({
  id: "env-undocumented",
  on: "env-file",
  severity: "info",
  meaning: "A variable of the example says nothing of what it is for.",
  reason: "Whoever copies the example guesses.",
  how: "Told where at least half of the variables have a comment, above them or beside them, and this one has none.",
  fix: "Write a comment above it.",
  bad: { ".env.example": "# The port.\nPORT=\n# The host.\nHOST=\n\nWHAT=\n" },
  good: { ".env.example": "# The port.\nPORT=\nHOST=\n" },
  check({ entries, isExample }, tell) {
    if (!isExample) return;
    const isTold = (index: number): boolean =>
      entries[index]!.comment !== "" ||
      /\s#/.test(entries[index]!.raw) ||
      (index > 0 && entries[index]!.line === entries[index - 1]!.line + 1 && isTold(index - 1));
    const bare = entries.filter((_, index) => !isTold(index));
    if (bare.length === 0 || bare.length * 2 > entries.length) return;
    for (const { at, name } of bare) tell({ at, says: `Nothing says what \`${name}\` is for.` });
  },
});
