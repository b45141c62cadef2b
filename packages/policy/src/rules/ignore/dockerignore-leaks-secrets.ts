import { contextsOf } from "../../facts/contexts";
import { fromContext } from "../../facts/copies";
import { isSecretName } from "../../knowledge/secrets";
import { beginningOf } from "../../place";
import { folderOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "dockerignore-leaks-secrets",
  on: "dockerfile",
  severity: "error",
  meaning: "An image copies its whole context, and the ignore file lets files of secrets through.",
  reason: "Whoever has the image has what is in them.",
  how: "`.env` where the repository means there to be one, and `.git`. A file of secrets that is there now is told by another rule.",
  fix: "Add `**/.env` and `.git` to `.dockerignore`.",
  references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: {
    Dockerfile: "FROM alpine:3.22\nCOPY . /app\n",
    ".dockerignore": "node_modules\n",
    ".env.example": "DB_PASSWORD=\n",
  },
  good: {
    Dockerfile: "FROM alpine:3.22\nCOPY . /app\n",
    ".dockerignore": ".env\n.git\n",
    ".env.example": "DB_PASSWORD=\n",
  },
  check(dockerfile, tell, repository) {
    const [stage] = dockerfile.stages;
    const copy = dockerfile.stages
      .flatMap(fromContext)
      .find(({ sources }) => sources.some(({ path }) => /^\.?\/?$/.test(path)));
    if (stage === undefined || copy === undefined) return;
    for (const { context, ignore } of contextsOf(stage, repository)) {
      if (ignore === undefined) continue;
      const example = repository.envFiles.find(
        (file) =>
          file.isExample &&
          folderOf(file.path) === context &&
          /(^|\/)\.env[._-]/.test(file.path) &&
          file.entries.some(({ name }) => isSecretName(name)),
      );
      if (example !== undefined && !ignore.ignores(".env"))
        tell({
          at: beginningOf(ignore.source),
          says: "`.env` would be copied into the image.",
          related: [{ at: copy.instruction.at, says: "what copies it" }],
        });
    }
  },
});
