import { rule } from "../../rule";

export default rule({
  id: "dockerignore-negation-dead",
  on: "ignore-file",
  severity: "info",
  meaning: "A pattern lets back in what no pattern before it has left out.",
  reason: "It does nothing where it stands: the order decides.",
  fix: "Move it below the pattern that leaves it out, or remove it.",
  bad: "!src\n*\n",
  good: "*\n!src\n",
  check(file, tell) {
    if (file.of !== "docker") return;
    for (const [index, { at, negated, text }] of file.patterns.entries()) {
      if (!negated) continue;
      const before = file.patterns.slice(0, index).filter((pattern) => !pattern.negated);
      if (before.length === 0) tell({ at, says: `Nothing is left out before \`${text}\`.` });
    }
  },
});
