import { isIgnored } from "../../facts/variables";
import { beginningOf } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "env-example-ignored",
  on: "env-file",
  severity: "warning",
  meaning: "git ignores the example of the environment file.",
  reason: "Nobody else gets it.",
  fix: "Let it back in: `!.env.example`.",
  bad: { ".env.example": "A=\n", ".gitignore": ".env*\n" },
  good: { ".env.example": "A=\n", ".gitignore": ".env*\n!.env.example\n" },
  check({ isExample, path, source }, tell, repository) {
    if (isExample && repository.tree.isTracked(path) !== true && isIgnored(path, repository))
      tell({ at: beginningOf(source), says: `git ignores \`${path}\`.` });
  },
});
