import { examplesIn, namesNowhere, usesNear } from "../../facts/variables";
import { get } from "../../recover/compose/nodes";
import { rule } from "../../rule";

export default rule({
  id: "env-example-stale-key",
  on: "repository",
  severity: "warning",
  meaning: "The example of the environment file has a variable that nothing reads.",
  reason: "People set it and wonder why nothing changes.",
  how: "Names that stand nowhere else in the repository. Told only where the example is Compose's own and a compose file beside it uses variables, no service takes the whole file by `env_file`, and the sources are here to be looked into.",
  fix: "Remove it.",
  bad: {
    "compose.yaml": "services:\n  a:\n    image: a:1\n    environment:\n      X: ${USED}\n",
    ".env.example": "USED=\nOLD_THING=\n",
  },
  good: [
    {
      "compose.yaml": "services:\n  a:\n    image: a:1\n    environment:\n      X: ${USED}\n",
      ".env.example": "USED=\nCOMPOSE_PROJECT_NAME=\nSETTING=\n",
      "app/settings.py": "import os\nos.environ['SETTING']\n",
    },
    {
      "compose.yaml": "services:\n  a:\n    image: a:1\n    environment:\n      X: ${USED}\n",
      ".env.example": "USED=\nAPP_NAME=\n",
      "app/settings.py": "class Settings(BaseSettings):\n    app_name: str = 'a'\n",
    },
    {
      "compose.yaml": "services:\n  a:\n    image: a:1\n    env_file: .env\n    environment:\n      X: ${USED}\n",
      ".env.example": "USED=\nREAD_BY_THE_IMAGE=\n",
    },
  ],
  check(repository, tell) {
    for (const example of examplesIn(repository)) {
      if (
        usesNear(example, repository).length === 0 ||
        repository.stacks.some(({ services }) =>
          [...services.values()].some(({ node }) => get(node, "env_file") !== undefined),
        )
      )
        continue;
      const candidates = example.entries.filter(({ name }) => !/^(COMPOSE|DOCKER|BUILDKIT|TZ$|LANG$|PATH$)/.test(name));
      const unread = namesNowhere(
        candidates.map(({ name }) => name),
        example.path,
        repository,
      );
      for (const { at, name } of candidates) if (unread.has(name)) tell({ at, says: `Nothing reads \`${name}\`.` });
    }
  },
});
