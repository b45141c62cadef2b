import { textAt } from "../../place";
import { variablesIn } from "../../recover/dockerfile/expand";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

const brought =
  /^(PATH|HOME|HOSTNAME|LANG|LC_ALL|TERM|PYTHONPATH|LD_LIBRARY_PATH|JAVA_HOME|GOPATH|GOROOT|CARGO_HOME|RUSTUP_HOME|GEM_HOME|NODE_PATH|\w+_VERSION|PHP_\w+|NGINX_\w+|CATALINA_HOME|CUDA_\w+|CONDA_\w+)$/;

export default rule({
  id: "env-self-reference",
  on: "stage",
  of: ["ENV"],
  severity: "error",
  meaning: "`ENV` uses a variable that the same `ENV` sets.",
  reason:
    "All values of an instruction are worked out before the first is set: the variable is still empty, or the old one.",
  how: "Variables that are set before, by `ARG` or `ENV`, or that images usually bring along, are let pass.",
  fix: "Set it in an `ENV` of its own before.",
  aliases: ["DL3044"],
  references: ["https://docs.docker.com/reference/dockerfile/#environment-replacement"],
  bad: "FROM alpine:3.22\nENV APP=/app BIN=$APP/bin\n",
  good: [
    "FROM alpine:3.22\nENV PATH=/app:$PATH LIBS=$PATH\n",
    "FROM alpine:3.22\nARG APP=/app\nENV APP=$APP BIN=$APP/bin\n",
    "FROM alpine:3.22\nENV APP=/app\nENV BIN=$APP/bin\n",
    "FROM alpine:3.22\nENV A=1 B='$A' C=\\$A\n",
  ],
  check(stage, tell) {
    const base = stage.base.stage && imageOfStage(stage.base.stage);
    const own = new Set<string>();
    const isKnown = (name: string) => own.has(name) || base?.environment.has(name) || base?.args.has(name);
    for (const { keyword, pairs } of stage.instructions) {
      if (keyword !== "ENV" && keyword !== "ARG") continue;
      const names = new Set(pairs.map(({ name }) => name));
      if (keyword === "ENV") {
        for (const { at, name } of pairs) {
          const written = textAt(at).replace(/'[^']*'/g, "");
          for (const used of variablesIn(written)) {
            if (used.name === name || !names.has(used.name) || isKnown(used.name) || brought.test(used.name)) continue;
            if (used.operator !== undefined) continue;
            tell({ at, says: `\`${name}\` uses \`${used.name}\`, which this \`ENV\` only sets.` });
          }
        }
      }
      for (const name of names) own.add(name);
    }
  },
});
