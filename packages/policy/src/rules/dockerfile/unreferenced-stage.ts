import { takenIn } from "../../facts/step-mounts";
import { rule } from "../../rule";

export default rule({
  id: "unreferenced-stage",
  on: "dockerfile",
  severity: "info",
  meaning: "A stage is used by nothing.",
  reason: "It is built by nobody and goes out of date.",
  how: "No `FROM`, no `COPY --from`, no mount and no target of compose reaches it. Stages that have a name for a target, such as `test` and `dev`, are let pass, and those that a bake file, CI or a script names.",
  fix: "Remove it.",
  bad: [
    "FROM alpine:3.22 AS old\nRUN make\nFROM alpine:3.22\n",
    "FROM alpine:3.22 AS old\nRUN make\n# once: COPY --from=old /a /a\nFROM alpine:3.22\n",
  ],
  good: [
    "FROM alpine:3.22 AS build\nFROM alpine:3.22 AS test\nFROM alpine:3.22\nCOPY --from=build /a /a\n",
    { Dockerfile: "FROM alpine:3.22 AS tool\nFROM alpine:3.22\n", Makefile: "x:\n\tdocker build --target tool .\n" },
    "FROM alpine:3.22 AS a\nFROM alpine:3.22\nCOPY --from=0 /a /a\n",
    'FROM alpine:3.22 AS a\nFROM alpine:3.22\nRUN --mount=target=/a,FROM="a" ls /a\n',
  ],
  check(dockerfile, tell, repository) {
    const { stages } = dockerfile;
    const used = new Set(repository.usesOf(dockerfile).map(({ stage }) => stage));
    const bases = new Set(stages.map(({ base }) => base.stage));
    const others = stages.slice(0, -1).filter((stage) => !used.has(stage) && !bases.has(stage));
    if (others.length === 0) return;
    const taken = takenIn(dockerfile);
    if ([...taken].some((name) => name.includes("$"))) return;
    for (const stage of others) {
      const name = stage.name?.value.toLowerCase();
      if (name !== undefined && /^(dev|test|lint|debug|prod|ci$|check|local|release|final|run|e2e|docs)/.test(name))
        continue;
      const named = [String(stage.index), ...(name === undefined ? [] : [name])];
      if (named.some((each) => taken.has(each))) continue;
      if (name !== undefined && isNamed(name, repository.tree)) continue;
      tell({
        at: (stage.name ?? stage.from).at,
        within: `stage ${stage.name?.value ?? stage.index}`,
        says: `Nothing uses the stage \`${stage.name?.value ?? stage.index}\`.`,
      });
    }
  },
});

const isNamed = (
  name: string,
  tree: { paths: readonly string[]; read(path: string): { text: string } | undefined },
): boolean =>
  tree.paths.some(
    (path) =>
      /\.(sh|ya?ml|hcl|mk|md|json|toml)$|(^|\/)(Makefile|justfile|Jenkinsfile)$/i.test(path) &&
      tree.read(path)?.text.toLowerCase().includes(name),
  );
