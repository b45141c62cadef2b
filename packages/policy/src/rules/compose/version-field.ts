import { offsetOf, place, positionOf } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "version-field",
  on: "compose-file",
  severity: "info",
  meaning: "A compose file has a top-level `version`.",
  reason: "It is obsolete: Compose ignores it and warns at every command.",
  fix: "Remove the line.",
  aliases: ["no-version-field"],
  references: ["https://docs.docker.com/reference/compose-file/version-and-name/"],
  bad: "version: '3.9'\nservices:\n  a:\n    image: a:1\n",
  good: "services:\n  a:\n    image: a:1\n",
  check({ root, source }, tell) {
    const entry = root.entries.get("version");
    if (entry === undefined) return;
    const line = positionOf(entry.key.at).line;
    const [start, end] = [offsetOf(source, line), offsetOf(source, line + 1)];
    const isAlone = /^version\s*:[^{[|>&]*$/.test(source.text.slice(start, end).trimEnd());
    tell({
      at: entry.key.at,
      says: "`version` does nothing.",
      ...(isAlone && { edits: [{ at: place(source, start, end), text: "" }] }),
    });
  },
});
