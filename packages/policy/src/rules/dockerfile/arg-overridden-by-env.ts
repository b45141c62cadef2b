import { textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "arg-overridden-by-env",
  on: "stage",
  of: ["ENV"],
  severity: "warning",
  meaning: "An `ENV` of the same name hides an `ARG` before it was used.",
  reason: "`ENV` always wins: whatever `--build-arg` gives does nothing.",
  fix: "Take the argument as the value, `ENV VERSION=$VERSION`, or remove it.",
  references: ["https://docs.docker.com/reference/dockerfile/#using-arg-variables"],
  bad: 'FROM alpine:3.22\nARG COMMIT_HASH\nENV COMMIT_HASH="Unknown"\nRUN make\n',
  good: [
    "FROM alpine:3.22\nARG COMMIT_HASH\nENV COMMIT_HASH=${COMMIT_HASH:-unknown}\nRUN make\n",
    "FROM alpine:3.22\nARG VERSION=1\nRUN install $VERSION\nENV VERSION=2\n",
    "FROM alpine:3.22\nENV VERSION=2\nARG OTHER\nRUN make $OTHER\n",
  ],
  check({ instructions }, tell) {
    const unused = new Set<string>();
    for (const { at, keyword, pairs } of instructions) {
      if (keyword === "ENV")
        for (const pair of pairs)
          if (unused.has(pair.name) && !textAt(at).includes(`$${pair.name}`) && !textAt(at).includes(`\${${pair.name}`))
            tell({ at: pair.at, says: `\`ARG ${pair.name}\` does nothing: this \`ENV\` hides it.` });
      if (keyword === "ARG") for (const { name } of pairs) unused.add(name);
      // a step sees every argument, also where it names none
      else if (keyword === "RUN") unused.clear();
      else if (unused.size > 0) for (const name of unused) if (textAt(at).includes(name)) unused.delete(name);
    }
  },
});
