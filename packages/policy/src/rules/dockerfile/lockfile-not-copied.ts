import { copiesOf } from "../../facts/copies";
import { contextOf } from "../../facts/stages";
import { mountsOf } from "../../facts/step-mounts";
import type { Stage } from "../../recover/dockerfile/nodes";
import { within } from "../../recover/tree";
import { rule } from "../../rule";

const locks: Readonly<Record<string, readonly string[]>> = {
  "package.json": ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "npm-shrinkwrap.json", "bun.lockb", "bun.lock"],
  "pyproject.toml": ["poetry.lock", "uv.lock", "pdm.lock"],
  Gemfile: ["Gemfile.lock"],
  Pipfile: ["Pipfile.lock"],
  "composer.json": ["composer.lock"],
  "Cargo.toml": ["Cargo.lock"],
  "go.mod": ["go.sum"],
};

export default rule({
  id: "lockfile-not-copied",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "warning",
  meaning: "A list of dependencies is copied without its lock file.",
  reason: "The build installs whatever is newest that day, not what was tested.",
  how: "Where the lock file lies beside it in the repository, nothing before the next `RUN` that installs copies it, and no whole folder is copied.",
  fix: "Copy both.",
  bad: {
    Dockerfile: "FROM node:22\nCOPY package.json ./\nRUN npm install\n",
    "package.json": "{}",
    "package-lock.json": "{}",
  },
  good: [
    {
      Dockerfile: "FROM node:22\nCOPY package*.json ./\nRUN npm ci\n",
      "package.json": "{}",
      "package-lock.json": "{}",
    },
    { Dockerfile: "FROM node:22\nCOPY package.json ./\nRUN npm install\n", "package.json": "{}" },
    {
      Dockerfile: "FROM node:22\nCOPY package.json ./\nRUN --mount=target=/src cp /src/*.json . && npm ci\n",
      "package.json": "{}",
      "package-lock.json": "{}",
    },
    {
      Dockerfile: "FROM node:22\nCOPY package-lock.json ./\nCOPY package.json ./\nRUN npm ci\n",
      "package.json": "{}",
      "package-lock.json": "{}",
    },
  ],
  check(stage, tell, repository) {
    const context = contextOf(stage, repository);
    const copies = copiesOf(stage);
    for (const { from, instruction, sources } of copies) {
      if (from !== undefined) continue;
      for (const { at, path } of sources) {
        const [name = ""] = path.split("/").slice(-1);
        const folder = path.slice(0, path.length - name.length);
        const beside = (locks[name] ?? []).find((lock) =>
          repository.tree.has(within(context, `${folder}${lock}`) ?? ""),
        );
        if (beside === undefined || isMounted(stage, beside)) continue;
        const run = stage.instructions.find(
          ({ at: runAt, keyword }) => keyword === "RUN" && runAt.start > instruction.at.start,
        );
        if (run === undefined) continue;
        const covered = copies.some(
          (copy) =>
            copy.instruction.at.start < run.at.start &&
            (copy.from !== undefined ||
              copy.sources.some(
                (each) =>
                  each.path.split("/").at(-1) === beside ||
                  isWhole(each.path) ||
                  /[*?]/.test(each.path) ||
                  each.path === folder.replace(/\/$/, ""),
              )),
        );
        const installs = run.commands.some(
          ({ args, name: program }) =>
            /^(npm|yarn|pnpm|bun|poetry|uv|pdm|bundle|pipenv|composer|cargo|go)$/.test(program) && !args.includes("-g"),
        );
        if (!covered && installs) tell({ at, says: `\`${folder}${beside}\` is not copied with \`${path}\`.` });
      }
    }
  },
});

const isWhole = (path: string): boolean => /^\.?\/?$/.test(path);

/** Whether a step is lent a file of the context, alone or with all others. */
const isMounted = ({ instructions }: Stage, name: string): boolean =>
  instructions
    .flatMap(mountsOf)
    .some(
      ({ from, source = ".", type }) =>
        type === "bind" && from === undefined && (isWhole(source) || source.split("/").at(-1) === name),
    );
