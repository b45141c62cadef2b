import { ships } from "../../facts/stages";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "dev-dependencies-in-production",
  on: "command",
  of: ["npm", "pnpm", "yarn", "poetry", "pipenv", "bundle", "composer", "uv"],
  severity: "warning",
  production: true,
  meaning: "Dependencies of development are installed into the image that is run.",
  reason: "Test runners and compilers are larger than the program, and have vulnerabilities of their own.",
  how: "In stages whose layers are in an image that is run, with nothing that leaves them out or takes them out again. A stage that also builds is told to do so in a stage of its own.",
  fix: "Write `npm ci --omit=dev`, `poetry install --only main`, `uv sync --no-dev`, `pipenv install --deploy`; build in a stage of its own.",
  bad: ['FROM node:22\nRUN npm ci\nCMD ["node", "a.js"]\n', 'FROM python:3.13\nRUN poetry install\nCMD ["a"]\n'],
  good: [
    'FROM node:22\nRUN npm ci --omit=dev\nCMD ["node", "a.js"]\n',
    'FROM node:22\nENV NODE_ENV=production\nRUN npm ci\nCMD ["node", "a.js"]\n',
    "FROM node:22 AS b\nRUN npm ci\nFROM node:22\nCOPY --from=b /a /a\n",
    'FROM node:22\nRUN npm ci && npm run build && npm prune --omit=dev\nCMD ["node", "a.js"]\n',
    'FROM python:3.13\nRUN poetry install --only main\nCMD ["a"]\n',
    'FROM node:22\nRUN npm ci\nCMD ["npm", "run", "dev"]\n',
  ],
  check({ command: { args, assignments, at, name }, run, stage }, tell, repository) {
    if (!ships(stage, repository)) return;
    const [verb = name === "yarn" ? "install" : "", ...rest] = args.filter((arg) => !arg.startsWith("-"));
    if (
      !/^(ci|install|i|sync)$/.test(verb) ||
      rest.length > 0 ||
      (verb === "sync" && name !== "uv" && name !== "pipenv")
    )
      return;
    if (
      args.some((arg) =>
        /omit|production|--prod$|-P$|only|without|no-dev|--deployment|--group|--with$|-g$|--global|--version|--dev$|--only-group|--lockfile-only|--no-default-groups/.test(
          arg,
        ),
      )
    )
      return;
    if (name === "pipenv" || (name === "uv" && verb === "install")) return;
    const { command, environment, history } = imageOfStage(stage);
    const before = history.slice(0, history.indexOf(run));
    const node = before
      .flatMap(({ keyword, pairs }) => (keyword === "ENV" || keyword === "ARG" ? pairs : []))
      .filter((pair) => pair.name === "NODE_ENV")
      .at(-1);
    if (
      /^(npm|pnpm|yarn)$/.test(name) &&
      (/^production|\$/.test(node?.value ?? "") || assignments.some((each) => each.name === "NODE_ENV"))
    )
      return;
    if (
      name === "bundle" &&
      (environment.has("BUNDLE_WITHOUT") ||
        history.some(
          ({ commands, keyword }) =>
            keyword === "RUN" && commands.some((each) => each.name === "bundle" && each.args[0] === "config"),
        ))
    )
      return;
    if (name === "uv" && (environment.has("UV_NO_DEV") || environment.has("UV_NO_DEFAULT_GROUPS"))) return;
    const runs = history.filter(({ keyword }) => keyword === "RUN").flatMap(({ commands }) => commands);
    if (
      runs.some(
        (each) =>
          each.args.includes("prune") ||
          (each.name === "rm" && each.args.some((arg) => arg.includes("node_modules"))) ||
          /^node-prune$/.test(each.name),
      )
    )
      return;
    if (
      /^(npm|pnpm|yarn)$/.test(name) &&
      (command?.commands ?? []).some((each) =>
        each.args.some((arg) => /^(dev|develop|start:dev|serve|watch|test)$/.test(arg)),
      )
    )
      return;
    tell({ at, says: `\`${name} ${verb}\` installs what only development needs.` });
  },
});
