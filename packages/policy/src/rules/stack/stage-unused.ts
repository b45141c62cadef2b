import { escaped, mentions } from "../../facts/documents";
import { takenIn } from "../../facts/step-mounts";
import { rule } from "../../rule";

export default rule({
  id: "stage-unused",
  on: "stage",
  severity: "info",
  meaning: "A stage is built by nobody.",
  reason: "It is kept up for nothing, and may hide what is really shipped.",
  how: "Told where compose files build other stages of the Dockerfile, nothing is built or copied from this one, and no script or workflow names it.",
  fix: "Remove it, or name it where it is built.",
  covers: ["unreferenced-stage"],
  bad: {
    "compose.yaml": "services:\n  app:\n    build:\n      context: .\n      target: production\n",
    Dockerfile: "FROM alpine:3.22 AS old\nRUN true\nFROM alpine:3.22 AS production\n",
  },
  good: {
    "compose.yaml": "services:\n  app:\n    build:\n      context: .\n      target: production\n",
    Dockerfile: "FROM alpine:3.22 AS tools\nFROM alpine:3.22 AS production\nCOPY --from=tools /bin/sh /x\n",
  },
  check(stage, tell, repository) {
    const { dockerfile, from, index, name } = stage;
    const uses = repository.usesOf(dockerfile);
    if (
      !uses.some(({ service }) => service !== undefined) ||
      uses.some((use) => use.stage === stage) ||
      index === dockerfile.stages.length - 1
    )
      return;
    if (
      repository.stacks.some((stack) =>
        [...stack.services.values()].some(({ build }) => build?.dockerfile === dockerfile && build.stage === undefined),
      )
    )
      return;
    const taken = takenIn(dockerfile);
    const isUsed =
      dockerfile.stages.some(({ base }) => base.stage === stage) ||
      [name?.value.toLowerCase() ?? "", String(index)].some((each) => taken.has(each));
    if (
      isUsed ||
      (name !== undefined && mentions(repository, new RegExp(`(target[ =:"']+|--target[ =])${escaped(name.value)}\\b`)))
    )
      return;
    tell({
      at: name?.at ?? from.at,
      says: `Nothing builds the stage \`${name?.value ?? index}\`, and nothing is taken from it.`,
    });
  },
});
