import { keptOutside } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "yarn-npm-cache-clean",
  on: "command",
  of: ["npm", "pnpm", "yarn"],
  severity: "info",
  meaning: "The cache of `npm`, `yarn` or `pnpm` stays in the layer.",
  reason: "Every package is in the image twice.",
  fix: "Mount it: `RUN --mount=type=cache,target=/root/.npm`, or end the same `RUN` with `npm cache clean --force`.",
  aliases: ["DL3060"],
  references: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"],
  bad: "FROM node:22-slim\nRUN npm ci --omit=dev\n",
  good: [
    "FROM node:22-slim\nRUN npm ci && npm cache clean --force\n",
    "FROM node:22-slim\nRUN --mount=type=cache,target=/root/.npm npm ci\n",
    "FROM node:22 AS b\nRUN yarn install\nFROM node:22-slim\nCOPY --from=b /a /a\n",
  ],
  check({ command: { args, at, name }, run, stage }, tell, repository) {
    const installs =
      name === "yarn"
        ? args.length === 0 || /^(install|add|workspaces)$/.test(args.find((arg) => !arg.startsWith("-")) ?? "install")
        : /^(ci|i|install|add)$/.test(args.find((arg) => !arg.startsWith("-")) ?? "");
    if (!installs || !ships(stage, repository) || keptOutside(run).length > 0) return;
    if (
      run.commands.some(
        (other) =>
          (/^(npm|yarn|pnpm)$/.test(other.name) && /^(cache|store)$/.test(other.args[0] ?? "")) ||
          (other.name === "rm" && other.args.some((arg) => /\.npm|\.cache|cache|\/root|\/tmp/.test(arg))),
      )
    )
      return;
    if (args.some((arg) => /^--cache/.test(arg)) || args.includes("--version")) return;
    tell({ at, says: `The cache of \`${name}\` stays in this layer.` });
  },
});
