import { contextsOf } from "../../facts/contexts";
import { fromContext } from "../../facts/copies";
import { rule } from "../../rule";

export default rule({
  id: "dockerignore-missing",
  on: "dockerfile",
  severity: "warning",
  meaning: "An image copies its whole context, and no `.dockerignore` leaves anything out.",
  reason: "The history of git, packages of the host and files of secrets are sent to the build and into the image.",
  fix: "Add a `.dockerignore`: `.git`, `node_modules`, `.env`.",
  references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: { Dockerfile: "FROM alpine:3.22\nCOPY . /app\n", "app.py": "" },
  good: [
    { Dockerfile: "FROM alpine:3.22\nCOPY . /app\n", "app.py": "", ".dockerignore": ".git\n" },
    { Dockerfile: "FROM alpine:3.22\nCOPY app.py /app/\n", "app.py": "" },
    { Dockerfile: "FROM alpine:3.22\nARG SETTINGS\nCOPY $SETTINGS /app/.env\nENV SETTINGS=$SETTINGS\n", "app.py": "" },
  ],
  check(dockerfile, tell, repository) {
    const copy = dockerfile.stages
      .flatMap(fromContext)
      .find(({ sources }) => sources.some(({ path }) => /^\.?\/?$|^(\.\/)?\*$/.test(path)));
    const [stage] = dockerfile.stages;
    if (copy === undefined || stage === undefined) return;
    const without = contextsOf(stage, repository).filter(({ ignore }) => ignore === undefined);
    // where the context is only guessed, one of the root's will do
    if (without.length === 0 || (!without.some(({ isCertain }) => isCertain) && repository.tree.has(".dockerignore")))
      return;
    const [{ context, isCertain }] = without as [(typeof without)[number]];
    tell({
      at: copy.instruction.at,
      says: `Everything in ${context === "" || !isCertain ? "the context" : `\`${context}\``} is copied, and no \`.dockerignore\` leaves anything out.`,
    });
  },
});
