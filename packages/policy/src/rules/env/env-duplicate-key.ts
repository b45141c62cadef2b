import { isSecretName } from "../../knowledge/secrets";
import { lineAt, textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "env-duplicate-key",
  on: "env-file",
  severity: "error",
  meaning: "A variable is set twice in one environment file.",
  reason: "The last one wins: who changes the first one sees no change.",
  fix: "Keep one of them.",
  aliases: ["DuplicatedKey"],
  bad: ["A=1\nB=2\nA=3\n", "A=1\nB=2\nA=1\n", "A=$B\nB=2\nA=$B\n"],
  good: "A=1\n# A=2\nB=2\n",
  check({ entries }, tell) {
    const first = new Map<string, (typeof entries)[number]>();
    for (const entry of entries) {
      const known = first.get(entry.name);
      if (known === undefined) first.set(entry.name, entry);
      else
        tell({
          at: entry.at,
          says: `\`${entry.name}\` is set in line ${known.line} already.`,
          related: [{ at: known.at, says: "the first one" }],
          secret: isSecretName(entry.name),
          // what is put into it may have changed in between
          ...(entry.raw === known.raw &&
            !entry.raw.includes("$") &&
            textAt(lineAt(entry.at)).trimEnd() === textAt(entry.at) && {
              edits: [{ at: lineAt(entry.at), text: "" }],
            }),
        });
    }
  },
});
