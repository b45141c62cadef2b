import { readIgnoreFile } from "../../recover/ignore-file";
import { folderOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "dockerignore-syntax",
  on: "ignore-file",
  severity: "warning",
  meaning: "A pattern of `.dockerignore` is written as for git and matches less than it seems.",
  reason:
    "A pattern matches from the root of the context only: `node_modules` leaves out the one there, not those of subfolders.",
  how: "Names of folders and files that are there in a subfolder and not in the root.",
  fix: "Write `**/node_modules`.",
  references: ["https://docs.docker.com/build/concepts/context/#syntax"],
  bad: { ".dockerignore": "*.log\n", "app/debug.log": "", Dockerfile: "FROM alpine:3.22\nCOPY . /\n" },
  good: {
    ".dockerignore": "**/*.log\nnode_modules\n",
    "app/debug.log": "",
    Dockerfile: "FROM alpine:3.22\nCOPY . /\n",
  },
  check(file, tell, { tree }) {
    if (file.of !== "docker") return;
    const context = folderOf(file.path);
    const prefix = context === "" ? "" : `${context}/`;
    for (const { at, negated, text } of file.patterns) {
      if (negated || text.includes("/") || text === "*" || text === ".") continue;
      const matcher = readIgnoreFile({ path: "", text: `**/${text}` }, "docker");
      const own = readIgnoreFile({ path: "", text }, "docker");
      if (!/^(\*\.\w+|\.env|\.DS_Store|__pycache__|\.venv|venv)$/.test(text)) continue;
      const inner = tree.below(context).map((path) => path.slice(prefix.length));
      const missed = inner.find((path) => matcher.ignores(path) && !file.ignores(path));
      if (
        missed !== undefined &&
        !inner.some((path) => own.ignores(path) && !path.includes("/")) &&
        !/\.md$/.test(text)
      )
        tell({ at, says: `\`${text}\` does not leave \`${missed}\` out.` });
    }
  },
});
