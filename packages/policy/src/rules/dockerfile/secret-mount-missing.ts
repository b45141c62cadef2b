import { mountsOf } from "../../facts/step-mounts";
import { isSecretName } from "../../knowledge/secrets";
import { textAt } from "../../place";
import { variablesIn } from "../../recover/dockerfile/expand";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "secret-mount-missing",
  on: "instruction",
  of: ["$"],
  severity: "warning",
  meaning: "A step takes a token from a build argument.",
  reason: "The argument is in the image's history and in the build's record.",
  how: "A `RUN` that uses an `ARG` with a secret's name, in a URL, a header or a file of credentials.",
  fix: "Mount it: `RUN --mount=type=secret,id=token,env=TOKEN …`.",
  references: ["https://docs.docker.com/build/building/secrets/"],
  bad: "FROM alpine:3.22\nARG GITHUB_TOKEN\nRUN git clone https://x:${GITHUB_TOKEN}@github.com/a/b\n",
  good: [
    "FROM alpine:3.22\nRUN --mount=type=secret,id=t,env=GITHUB_TOKEN git clone https://x:$GITHUB_TOKEN@github.com/a/b\n",
    'FROM alpine:3.22\nARG GITHUB_TOKEN\nRUN --mount=id=t,type="secret",env=GITHUB_TOKEN git clone https://x:$GITHUB_TOKEN@github.com/a/b\n',
  ],
  check({ instruction: run, stage }, tell) {
    if (run.keyword !== "RUN") return;
    const text = textAt(run.rest);
    if (!text.includes("$") || mountsOf(run).some(({ type }) => type === "secret")) return;
    const args = new Set(
      imageOfStage(stage).history.flatMap(({ keyword, pairs }) =>
        keyword === "ARG" ? pairs.map(({ name }) => name) : [],
      ),
    );
    const used = variablesIn(text).find(({ name }) => args.has(name) && isSecretName(name));
    if (used === undefined) return;
    const start = run.rest.start + used.index;
    tell({
      at: { ...run.rest, start, end: start + used.name.length + 1 },
      says: `\`${used.name}\` comes from a build argument.`,
    });
  },
});
