import { beginningOf } from "../../place";
import { folderOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "build-target-missing",
  on: "service",
  severity: "error",
  meaning: "A service is built from a folder, a Dockerfile or a stage that is not there.",
  reason: "The build fails.",
  how: "What a variable names, and contexts outside of the repository, are let pass.",
  fix: "Correct the path or the name of the stage.",
  bad: [
    {
      "compose.yaml": "services:\n  app:\n    build:\n      context: .\n      target: prod\n",
      Dockerfile: "FROM alpine:3.22 AS production\n",
    },
    { "compose.yaml": "services:\n  app:\n    build: ./backend\n", "backnd/Dockerfile": "FROM alpine:3.22\n" },
  ],
  good: [
    {
      "compose.yaml": "services:\n  app:\n    build:\n      context: .\n      target: production\n",
      Dockerfile: "FROM alpine:3.22 AS Production\n",
    },
    { "compose.yaml": "services:\n  app:\n    build: ./web\n", "web/dockerfile": "FROM alpine:3.22\n" },
  ],
  check({ build, name, stack }, tell) {
    if (build === undefined || build.context === undefined) return;
    const { tree } = stack.repository;
    if (!tree.isFolder(build.context)) {
      if (!build.contextAt.source.text.includes("submodule") && !tree.has(".gitmodules"))
        tell({
          at: build.contextAt,
          says: `\`${name}\` is built in \`${build.context}\`, and there is no such folder.`,
        });
      return;
    }
    if (build.path === undefined || build.inline) return;
    if (build.dockerfile === undefined) {
      const folder = folderOf(build.path);
      if (!tree.has(build.path) && (tree.isFolder(folder) || !tree.has(".gitmodules")))
        tell({ at: build.contextAt, says: `There is no \`${build.path}\` for \`${name}\` to be built with.` });
    } else if (build.target !== undefined && !build.target.open && build.stage === undefined) {
      const names = build.dockerfile.stages.flatMap((stage) =>
        stage.name === undefined ? [] : [`\`${stage.name.value}\``],
      );
      tell({
        at: build.target.at,
        says: `\`${build.path}\` has no stage \`${build.target.value}\`${names.length > 0 ? `; it has ${names.join(", ")}` : ""}.`,
        related: [{ at: beginningOf(build.dockerfile.source), says: "the Dockerfile" }],
      });
    }
  },
});
