import { documentsOf } from "../../facts/documents";
import { examplesIn, namesNowhere } from "../../facts/variables";
import { beginningOf, place } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "env-docs-drift",
  on: "repository",
  severity: "warning",
  meaning: "A document's table of variables and the example of the environment file name different ones.",
  reason: "One of them is wrong, and the reader cannot tell which.",
  how: "Tables in Markdown whose first column is mostly names of the example; names in it that are in no example, compose file or source.",
  fix: "Correct the table.",
  bad: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n    environment: {X: '${ALPHA_ONE}', Y: '${BETA_TWO}'}\n",
    ".env.example": "ALPHA_ONE=\nBETA_TWO=\n",
    "README.md": "| Variable | |\n|---|---|\n| `ALPHA_ONE` | a |\n| `BETA_TWO` | b |\n| `GAMMA_OLD` | c |\n",
  },
  good: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n    environment: {X: '${ALPHA_ONE}', Y: '${BETA_TWO}'}\n",
    ".env.example": "ALPHA_ONE=\nBETA_TWO=\n",
    "README.md": "| Variable | |\n|---|---|\n| `ALPHA_ONE` | a |\n| `BETA_TWO` | b |\n",
  },
  check(repository, tell) {
    const examples = examplesIn(repository);
    const known = new Set(examples.flatMap(({ entries, shown }) => [...entries.map(({ name }) => name), ...shown]));
    if (known.size === 0) return;
    for (const path of documentsOf(repository)) {
      const source = /\.md$/i.test(path) ? repository.tree.read(path) : undefined;
      const rows = [...(source?.text ?? "").matchAll(/^\|\s*`?([A-Z][A-Z0-9]*_[A-Z0-9_]+)`?\s*\|/gm)];
      if (
        source === undefined ||
        rows.length < 3 ||
        rows.filter(([, name]) => known.has(name!)).length * 2 < rows.length
      )
        continue;
      const strange = rows.filter(([, name]) => !known.has(name!));
      const unread = namesNowhere(
        strange.map(([, name]) => name!),
        path,
        repository,
      );
      for (const { 1: name, index } of strange) {
        if (unread.has(name!))
          tell({
            at: place(source, index, index + name!.length + 4),
            says: `Nothing reads \`${name}\`, and \`${examples[0]!.path}\` does not have it.`,
            related: [{ at: beginningOf(examples[0]!.source), says: "the example" }],
          });
      }
    }
  },
});
