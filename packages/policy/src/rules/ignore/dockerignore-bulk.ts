import { contextsOf } from "../../facts/contexts";
import { fromContext } from "../../facts/copies";
import { beginningOf } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "dockerignore-bulk",
  on: "dockerfile",
  severity: "warning",
  meaning: "An image copies its whole context with packages or the history of git in it.",
  reason:
    "The build takes long, its cache is lost by every commit, and packages of the host replace those of the image.",
  how: "`.git`, and `node_modules` or virtual environments where the context has a package manifest of that language.",
  fix: "Add them to `.dockerignore`.",
  aliases: ["DKL-LI-0003"],
  references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: { Dockerfile: "FROM node:24-alpine\nCOPY . /app\n", ".dockerignore": "dist\n", "package.json": "{}" },
  good: {
    Dockerfile: "FROM node:24-alpine\nCOPY . /app\n",
    ".dockerignore": "node_modules\n.git\n",
    "package.json": "{}",
  },
  check(dockerfile, tell, repository) {
    const [stage] = dockerfile.stages;
    const copy = dockerfile.stages
      .flatMap(fromContext)
      .find(({ sources }) => sources.some(({ path }) => /^\.?\/?$/.test(path)));
    if (stage === undefined || copy === undefined) return;
    for (const { context, ignore } of contextsOf(stage, repository)) {
      if (ignore === undefined) continue;
      const has = (name: string) => repository.tree.has(context === "" ? name : `${context}/${name}`);
      const missing = [
        ...(has("package.json") && !ignore.ignores("node_modules") ? ["node_modules"] : []),
        ...((has("requirements.txt") || has("pyproject.toml")) && !ignore.ignores(".venv") && !ignore.ignores("venv")
          ? [".venv"]
          : []),
      ];
      if (missing.length > 0)
        tell({
          at: beginningOf(ignore.source),
          says: `${missing.map((each) => `\`${each}\``).join(" and ")} ${missing.length > 1 ? "are" : "is"} not left out of the build.`,
          // few keep a virtual environment beside what runs in a container
          ...(missing.includes("node_modules") ? {} : { severity: "info" as const }),
          related: [{ at: copy.instruction.at, says: "what copies it" }],
        });
      else if (context === "" && !ignore.ignores(".git") && !ignore.ignores(".git/HEAD"))
        tell({
          at: beginningOf(ignore.source),
          severity: "info",
          says: "`.git` is not left out of the build.",
          related: [{ at: copy.instruction.at, says: "what copies it" }],
        });
    }
  },
});
