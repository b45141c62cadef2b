import { rule } from "../../rule";

export default rule({
  id: "shared-base-drift",
  on: "repository",
  severity: "warning",
  meaning: "Two services of one code base are built from Dockerfiles with different versions of the language.",
  reason: "A worker that runs the back end's code on another version fails where the back end does not.",
  how: "Services with the same build context, or named as a worker of the other, whose Dockerfiles use the same image in different versions.",
  fix: "Build both from one Dockerfile, or from the same base.",
  bad: {
    "compose.yaml":
      "services:\n  backend:\n    build: {context: ., dockerfile: backend.Dockerfile}\n  worker:\n    build: {context: ., dockerfile: worker.Dockerfile}\n",
    "backend.Dockerfile": "FROM python:3.13-slim\n",
    "worker.Dockerfile": "FROM python:3.11-slim\n",
  },
  good: {
    "compose.yaml":
      "services:\n  backend:\n    build: {context: ., dockerfile: backend.Dockerfile}\n  worker:\n    build: {context: ., dockerfile: worker.Dockerfile}\n",
    "backend.Dockerfile": "FROM python:3.13-slim\n",
    "worker.Dockerfile": "FROM python:3.13-slim\n",
  },
  check({ stacks }, tell) {
    const told = new Set();
    for (const { services } of stacks) {
      const built = [...services.values()].filter(
        ({ build, made }) =>
          build?.context !== undefined && made?.published !== undefined && made.known?.language !== undefined,
      );
      for (const worker of built.filter(({ role }) => role === "worker")) {
        for (const other of built) {
          const [mine, theirs] = [worker.made!.published!, other.made!.published!];
          if (
            other === worker ||
            other.build!.context !== worker.build!.context ||
            other.build!.path === worker.build!.path ||
            mine.name !== theirs.name ||
            mine.tag === theirs.tag
          )
            continue;
          const at = worker.made!.stage!.base.at;
          if (!told.has(at))
            tell({
              at,
              says: `\`${worker.name}\` runs on \`${mine.text}\`, and \`${other.name}\` on \`${theirs.text}\`.`,
              related: [{ at: other.made!.stage!.base.at, says: "the other base" }],
            });
          told.add(at);
        }
      }
    }
  },
});
