import { textAt } from "../../place";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "poetry-no-dev",
  on: "command",
  of: ["poetry"],
  severity: "warning",
  meaning: "Poetry is asked for what its version 2 no longer has.",
  reason: "`install --no-dev` was removed, and `export` is a plugin of its own: the build breaks with the next Poetry.",
  how: "`--no-dev` where no Poetry below 2 is pinned; `export` where the plugin is not installed.",
  fix: "Write `poetry install --only main`; install `poetry-plugin-export`.",
  references: ["https://python-poetry.org/docs/cli/"],
  bad: [
    "FROM python:3.13\nRUN pip install poetry && poetry install --no-dev\n",
    "FROM python:3.13\nRUN pip install poetry==2.1 && poetry export -o r.txt\n",
  ],
  good: "FROM python:3.13\nRUN pip install poetry==1.4 && poetry install --no-dev && poetry export -o r.txt\n",
  check({ command: { args, at }, stage }, tell) {
    const text = imageOfStage(stage)
      .history.map((each) => textAt(each.at))
      .join("\n");
    if (/poetry["']?\s*(==|@|~=|<|>=)\s*["']?([01]\.|\$)|POETRY_VERSION[=\s]+["']?[01]\.|poetry[:-]1\./.test(text))
      return;
    if (args.includes("--no-dev")) tell({ at, says: "`--no-dev` is no option of Poetry 2." });
    else if (args[0] === "export" && !/poetry-plugin-export/.test(text))
      tell({ at, says: "`poetry export` needs a plugin." });
  },
});
