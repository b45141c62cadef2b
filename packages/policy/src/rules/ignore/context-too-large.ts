import { contextsOf } from "../../facts/contexts";
import { fromContext } from "../../facts/copies";
import { rule } from "../../rule";

export default rule({
  id: "context-too-large",
  on: "dockerfile",
  severity: "warning",
  meaning: "A build sends more than 100 MB of its context.",
  reason:
    "Every build waits for it, and a file of the sources is rarely that large: data, dumps or videos are among them.",
  how: "The files that are here and that the ignore file lets through, where everything is copied.",
  fix: "Leave the large files out in `.dockerignore`.",
  references: ["https://docs.docker.com/build/concepts/context/"],
  bad: { Dockerfile: "FROM alpine:3.22\nCOPY . /\n", "data.bin": "x".repeat(101 * 2 ** 20) },
  good: { Dockerfile: "FROM alpine:3.22\nCOPY . /\n", "data.bin": "x", ".dockerignore": "data.bin\n" },
  check(dockerfile, tell, repository) {
    const [stage] = dockerfile.stages;
    const copy = dockerfile.stages
      .flatMap(fromContext)
      .find(({ sources }) => sources.some(({ path }) => /^\.?\/?$/.test(path)));
    if (stage === undefined || copy === undefined) return;
    for (const { context, ignore } of contextsOf(stage, repository)) {
      const prefix = context === "" ? "" : `${context}/`;
      let total = 0;
      for (const path of repository.tree.below(context))
        if (!(ignore?.ignores(path.slice(prefix.length)) ?? false)) total += repository.tree.size(path);
      if (total > 100 * 2 ** 20)
        tell({ at: copy.instruction.at, says: `The context has ${Math.round(total / 2 ** 20)} MiB.` });
    }
  },
});
