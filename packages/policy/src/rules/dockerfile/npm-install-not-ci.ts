import { fromContext } from "../../facts/copies";
import { contextOf } from "../../facts/stages";
import { within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "npm-install-not-ci",
  on: "command",
  of: ["npm", "pnpm", "yarn"],
  severity: "warning",
  meaning: "Dependencies are installed without being held to their lock file.",
  reason: "`npm install` may change what is locked: the image is not what was tested.",
  how: "`npm install`, `yarn install` without `--frozen-lockfile` or `--immutable`, `pnpm install --no-frozen-lockfile`, where the lock file is in the repository and is copied. Images of development are let pass.",
  fix: "Write `npm ci`, `yarn install --frozen-lockfile`, or `--immutable` for yarn 2 and later.",
  references: ["https://docs.npmjs.com/cli/commands/npm-ci"],
  bad: {
    Dockerfile: 'FROM node:22\nCOPY package*.json ./\nRUN npm install\nCMD ["a"]\n',
    "package.json": "{}",
    "package-lock.json": "{}",
  },
  good: [
    {
      Dockerfile: "FROM node:22\nCOPY package*.json ./\nRUN npm ci && npm install -g serve@1\n",
      "package.json": "{}",
      "package-lock.json": "{}",
    },
    { Dockerfile: "FROM node:22\nCOPY package*.json ./\nRUN npm install\n", "package.json": "{}" },
    {
      "Dockerfile.dev": "FROM node:22\nCOPY package*.json ./\nRUN npm install\n",
      "package.json": "{}",
      "package-lock.json": "{}",
    },
  ],
  check({ command: { args, at, name }, run, stage }, tell, repository) {
    const words = args.filter((arg) => !arg.startsWith("-"));
    const plain =
      name === "yarn"
        ? words.length === 0 || words[0] === "install"
        : words.length === 1 && /^(i|install)$/.test(words[0]!);
    if (
      !plain ||
      args.some(
        (arg) =>
          /^(-g|--global|--version|-v|--frozen-lockfile|--immutable|--pure-lockfile|--package-lock-only|--no-save|--production=false)$/.test(
            arg,
          ) && !/^--(no-save|production=false)$/.test(arg),
      )
    )
      return;
    if (name === "pnpm" && !args.includes("--no-frozen-lockfile")) return; // frozen by itself where CI is set
    const uses = repository.usesOf(stage.dockerfile);
    if (uses.length > 0 && uses.every(({ environment }) => environment === "development" || environment === "test"))
      return;
    const context = contextOf(stage, repository);
    const lock = { npm: "package-lock.json", pnpm: "pnpm-lock.yaml", yarn: "yarn.lock" }[name]!;
    const copied = fromContext(stage).find(
      ({ instruction, sources }) =>
        instruction.at.start < run.at.start &&
        sources.some(({ path }) => path.endsWith(lock) || /^\.?\/?$|package(-lock)?\*?\.json|\*/.test(path)),
    );
    if (copied === undefined) return;
    const near = copied.sources
      .map(({ path }) => within(context, `${path.replace(/[^/]*$/, "")}${lock}`))
      .find((path) => path !== undefined && repository.tree.has(path));
    if (near === undefined || (name === "yarn" && /^__metadata/m.test(repository.tree.read(near)?.text ?? ""))) return;
    tell({ at, says: `\`${near}\` may be changed by this.` });
  },
});
