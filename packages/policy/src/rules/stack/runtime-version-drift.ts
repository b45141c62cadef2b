import { contextsOf } from "../../facts/contexts";
import { nodeVersion, pythonVersion, satisfies } from "../../facts/processes";
import { folderOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "runtime-version-drift",
  on: "stage",
  severity: "warning",
  meaning: "The image has another version of the language than the project asks for.",
  reason: "Installing fails, or the code runs on a version that nobody tests.",
  how: "`python` and `node` images against `requires-python`, `.python-version`, `engines` and `.nvmrc` in the build's context or beside the Dockerfile.",
  fix: "Use the version that the project names.",
  bad: [
    { Dockerfile: "FROM node:18-alpine\n", "package.json": '{"engines": {"node": ">=22"}}' },
    { Dockerfile: "FROM python:3.13-slim\n", ".python-version": "3.11.9\n" },
  ],
  good: [
    { Dockerfile: "FROM node:22.5-alpine\n", "package.json": '{"engines": {"node": ">=20"}}', ".nvmrc": "22\n" },
    { Dockerfile: "FROM node:22-alpine\n", ".nvmrc": "lts/*\n" },
  ],
  *check(stage, repository) {
    const { image } = stage.base;
    if (image === undefined || !["python", "node"].includes(image.name) || image.tag === undefined) return;
    const [, given] = /^(\d+(?:\.\d+)?)/.exec(image.tag) ?? [];
    if (given === undefined) return;
    for (const folder of new Set([
      folderOf(stage.dockerfile.path),
      ...contextsOf(stage, repository).map(({ context }) => context),
    ])) {
      const wanted = image.name === "node" ? nodeVersion(folder, repository) : pythonVersion(folder, repository);
      if (wanted === undefined || satisfies(given, wanted.range)) continue;
      yield {
        at: stage.base.at,
        says: `\`${image.text}\` is no ${image.name === "node" ? "Node.js" : "Python"} ${wanted.range}.`,
        related: [{ at: wanted.at, says: "what the project asks for" }],
      };
      return;
    }
  },
});
