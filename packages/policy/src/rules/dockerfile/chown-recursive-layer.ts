import { absolute, copiesOf } from "../../facts/copies";
import { commandsOfStage, ships } from "../../facts/stages";
import { imageOfStage } from "../../recover/dockerfile/image";
import { operands } from "../../recover/shell/commands";
import { rule } from "../../rule";

export default rule({
  id: "chown-recursive-layer",
  on: "stage",
  of: ["chmod", "chown"],
  severity: "warning",
  meaning: "`chown -R` or `chmod -R` changes files that an earlier layer holds.",
  reason: "Every file is in the image twice.",
  how: "Where a `COPY` or `ADD` before it put files at that very place.",
  fix: "Write `COPY --chown=user:group`, or `--chmod`.",
  references: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"],
  bad: [
    "FROM alpine:3.22\nCOPY . /app\nRUN chown -R app /app\n",
    "FROM alpine:3.22\nWORKDIR /app\nCOPY . .\nRUN adduser -D app && chown -R app:app .\n",
  ],
  good: [
    "FROM alpine:3.22\nCOPY --chown=app . /app\n",
    "FROM alpine:3.22\nRUN mkdir /app && chown -R app /app\nCOPY a /app/\n",
    "FROM alpine:3.22\nCOPY a /b\nRUN chown -R app /data\n",
  ],
  check(stage, tell, repository) {
    if (!ships(stage, repository)) return;
    const workdir = imageOfStage(stage).workdir?.value ?? "/";
    const copies = copiesOf(stage);
    for (const command of commandsOfStage(stage)) {
      const { args, at, name } = command;
      if (!/^(chown|chmod)$/.test(name) || !args.some((arg) => /^-[a-zA-Z]*R|^--recursive$/.test(arg))) continue;
      const paths = operands(command)
        .slice(1)
        .map(({ value }) => value)
        .filter((path) => !path.includes("$"))
        .map((path) => absolute(path.replace(/\/\*$/, ""), workdir));
      const copied = copies.find(
        ({ chmod, chown, destination, instruction, sources }) =>
          instruction.at.start < at.start &&
          sources.length > 0 &&
          (name === "chown" ? chown === undefined : chmod === undefined) &&
          paths.some(
            (path) =>
              path !== "/" &&
              (absolute(destination, workdir) === path ||
                (name === "chown" && absolute(destination, workdir).startsWith(`${path}/`))),
          ),
      );
      if (copied === undefined) continue;
      tell({
        at,
        says: `\`${name} -R\` copies what is there into one more layer.`,
        related: [{ at: copied.instruction.at, says: "where it was copied" }],
      });
    }
  },
});
