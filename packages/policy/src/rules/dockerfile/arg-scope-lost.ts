import { textAt } from "../../place";
import { variablesIn } from "../../recover/dockerfile/expand";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "arg-scope-lost",
  on: "stage",
  of: ["$"],
  severity: "warning",
  meaning: "A stage uses an `ARG` that stands before the first `FROM`, and does not take it in.",
  reason: "Such an `ARG` holds for `FROM` alone: inside of a stage it is empty.",
  how: "In `ENV`, `ARG`, `WORKDIR`, `COPY`, `ADD`, `USER`, `EXPOSE`, `LABEL`, `VOLUME` and `RUN` that assigns nothing of that name.",
  fix: "Write `ARG` with its name once more in the stage.",
  aliases: ["UndefinedVar"],
  references: ["https://docs.docker.com/build/building/variables/#scoping"],
  bad: ["ARG V=1\nFROM alpine:3.22\nENV VERSION=$V\n", "ARG V=1\nFROM alpine:3.22\nRUN echo ${V}\n"],
  good: [
    "ARG V=1\nFROM alpine:3.22\nARG V\nRUN echo $V\n",
    "ARG V=1\nFROM alpine:3.22 AS a\nARG V\nFROM a\nRUN echo $V\n",
    "ARG V=1\nFROM alpine:3.22\nRUN V=2; echo $V\n",
    "ARG V=1\nFROM alpine:3.22\nRUN echo '$V' ${V:-2}\n",
  ],
  check(stage, tell) {
    const globals = new Map(
      stage.dockerfile.globals.flatMap(({ at, pairs }) => pairs.map(({ name }) => [name, at] as const)),
    );
    if (globals.size === 0) return;
    const { args, environment, published } = imageOfStage(stage);
    const told = new Set<string>();
    for (const { keyword, rest } of stage.instructions) {
      if (!/^(ADD|ARG|COPY|ENV|EXPOSE|LABEL|RUN|USER|VOLUME|WORKDIR)$/.test(keyword)) continue;
      const text = textAt(rest);
      if (!text.includes("$")) continue;
      for (const { index, name, operator } of variablesIn(
        text.replace(/'[^']*'/g, (quoted) => " ".repeat(quoted.length)),
      )) {
        const at = globals.get(name);
        if (at === undefined || environment.has(name) || args.has(name) || told.has(name) || operator !== undefined)
          continue;
        if (published === undefined && stage.base.unknown.length > 0 && /^(PATH|HOME)$/.test(name)) continue;
        if (
          keyword === "RUN" &&
          new RegExp(`(^|[\\s;&(])(export\\s+|read\\s+|for\\s+)?${name}(=|\\s+in\\b)`).test(text)
        )
          continue;
        told.add(name);
        tell({
          at: { ...rest, start: rest.start + index, end: rest.start + index + name.length + 1 },
          says: `\`${name}\` is empty here: the stage does not declare it.`,
          related: [{ at, says: "where it is declared for `FROM`" }],
        });
      }
    }
  },
});
