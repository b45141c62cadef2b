import { contextsOf } from "../../facts/contexts";
import { fromContext } from "../../facts/copies";
import { nodeVersion, pythonVersion, satisfies } from "../../facts/processes";
import type { Stage } from "../../recover/dockerfile/nodes";
import type { Repository } from "../../recover/repository";
import { folderOf, within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "runtime-version-drift",
  on: "stage",
  severity: "warning",
  meaning: "The image has another version of the language than the project asks for.",
  reason: "Installing fails, or the code runs on a version that nobody tests.",
  how: "`python` and `node` images against `requires-python`, `.python-version`, `engines` and `.nvmrc` in the folders that the stage copies; where they say nothing, in the build's context or beside the Dockerfile.",
  fix: "Use the version that the project names.",
  bad: [
    { Dockerfile: "FROM node:18-alpine\n", "package.json": '{"engines": {"node": ">=22"}}' },
    { Dockerfile: "FROM python:3.13-slim\n", ".python-version": "3.11.9\n" },
    { Dockerfile: "FROM python:3.13-slim\nCOPY backend/ /app\n", "backend/.python-version": "3.11.9\n" },
    {
      Dockerfile: "FROM node:18-alpine\nCOPY web/package*.json ./\n",
      "web/package.json": '{"engines": {"node": ">=22"}}',
    },
  ],
  good: [
    { Dockerfile: "FROM node:22.5-alpine\n", "package.json": '{"engines": {"node": ">=20"}}', ".nvmrc": "22\n" },
    { Dockerfile: "FROM node:22-alpine\n", ".nvmrc": "lts/*\n" },
    {
      Dockerfile: "FROM python:3.11-slim\nCOPY backend/ /app\n",
      "backend/.python-version": "3.11.9\n",
      ".python-version": "3.13\n",
    },
    {
      Dockerfile: "FROM node:22-alpine\nCOPY web/ ./\n",
      "old/package.json": '{"engines": {"node": "18"}}',
      "web/a.js": "",
    },
  ],
  check(stage, tell, repository) {
    const { image } = stage.base;
    if (image === undefined || !["python", "node"].includes(image.name) || image.tag === undefined) return;
    const [, given] = /^(\d+(?:\.\d+)?)/.exec(image.tag) ?? [];
    if (given === undefined) return;
    const wantedIn = (folder: string) =>
      image.name === "node" ? nodeVersion(folder, repository) : pythonVersion(folder, repository);
    const copied = copiedFolders(stage, repository).flatMap((folder) => wantedIn(folder) ?? []);
    // two projects of one image may differ: one of them is met
    if (copied.some(({ range }) => satisfies(given, range))) return;
    const around = [folderOf(stage.dockerfile.path), ...contextsOf(stage, repository).map(({ context }) => context)];
    const wanted = [...copied, ...(copied.length > 0 ? [] : around.flatMap((folder) => wantedIn(folder) ?? []))].find(
      ({ range }) => !satisfies(given, range),
    );
    if (wanted === undefined) return;
    tell({
      at: stage.base.at,
      says: `\`${image.text}\` is no ${image.name === "node" ? "Node.js" : "Python"} ${wanted.range}.`,
      related: [{ at: wanted.at, says: "what the project asks for" }],
    });
  },
});

/** Folders of the repository that a stage copies, as a whole or their list of packages. */
function copiedFolders(stage: Stage, repository: Repository): string[] {
  const found = new Set<string>();
  for (const { context } of contextsOf(stage, repository))
    for (const { path } of fromContext(stage).flatMap(({ sources }) => sources)) {
      const from = within(context, path.replace(/^\//, ""));
      if (from === undefined) continue;
      if (repository.tree.isFolder(from)) found.add(from);
      else if (/(^|\/)(package[^/]*\.json|pyproject\.toml)$/.test(from)) found.add(folderOf(from));
    }
  return [...found];
}
