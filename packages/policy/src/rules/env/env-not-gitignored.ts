import { examplesIn, isIgnored } from "../../facts/variables";
import { isSecretName } from "../../knowledge/secrets";
import { beginningOf } from "../../place";
import { missingEnvFiles } from "../../recover/stack";
import { nameOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "env-not-gitignored",
  on: "repository",
  severity: "error",
  meaning: "Nothing keeps the environment file out of git.",
  reason: "The next `git add .` commits whoever's passwords are in it.",
  how: "Where a compose file or an example means there to be a `.env`, and no `.gitignore` names it.",
  fix: "Add `.env` to `.gitignore`.",
  bad: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n    env_file: .env\n",
    ".env.example": "API_TOKEN=\n",
    ".gitignore": "dist\n",
  },
  good: [
    {
      "compose.yaml": "services:\n  a:\n    image: a:1\n    env_file: .env\n",
      ".env.example": "API_TOKEN=\n",
      ".gitignore": "*.env*\n!.env.example\n",
    },
    { "compose.yaml": "services:\n  a:\n    image: a:1\n", ".env.example": "PORT=\n" },
  ],
  check(repository, tell) {
    const root = repository.ignoreFiles.find(({ of, path }) => of === "git" && path === ".gitignore");
    for (const example of examplesIn(repository)) {
      const path = example.path.replace(/[._-](example|sample|template|dist)$/i, "");
      if (
        path === example.path ||
        !/(^|\/)\.env(\.\w+)?$/.test(path) ||
        !example.entries.some(({ name }) => isSecretName(name))
      )
        continue;
      const isNamed = repository.stacks.some(({ services }) =>
        [...services.values()].some((service) => missingEnvFiles(service).some((file) => file.path === path)),
      );
      if (nameOf(path) !== ".env" && !isNamed) continue;
      if (root === undefined || isIgnored(path, repository) || repository.tree.isTracked(path) === true) continue;
      tell({
        at: beginningOf(root.source),
        says: `\`${path}\`, which is made from \`${example.path}\`, is not ignored.`,
        related: [{ at: beginningOf(example.source), says: "the example" }],
      });
    }
  },
});
