import { rule } from "../../rule";

export default rule({
  id: "yaml-duplicate-key",
  on: "compose-file",
  severity: "error",
  meaning: "A key stands twice in one mapping.",
  reason: "Compose refuses the file; other readers silently take the last one.",
  fix: "Keep one of them.",
  aliases: ["invalid-yaml"],
  bad: "services:\n  a:\n    image: a:1\n    image: a:2\n",
  good: "services:\n  a:\n    image: a:1\n  b:\n    image: a:1\n",
  *check({ duplicates }) {
    for (const { first, key } of duplicates)
      yield {
        at: key.at,
        says: `\`${key.value}\` stands here a second time.`,
        related: [{ at: first, says: "the first one" }],
      };
  },
});
