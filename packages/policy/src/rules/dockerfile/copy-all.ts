import { fromContext } from "../../facts/copies";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "copy-all",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "off",
  meaning: "The whole folder is copied, and no `.dockerignore` leaves anything out.",
  reason:
    "`.git`, `.env`, `node_modules` and what tests left are in the image, and each change of them builds it again.",
  how: "Off, as `dockerignore-missing` tells it for the Dockerfile; this tells it for each stage whose layers are in an image that is run, for others as information.",
  fix: "Write a `.dockerignore`, or copy the folders that are needed.",
  references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  bad: "FROM alpine:3.22\nCOPY . /app\n",
  good: [
    { Dockerfile: "FROM alpine:3.22\nCOPY . /app\n", ".dockerignore": ".git\n.env\n" },
    "FROM alpine:3.22\nCOPY src /app\n",
    "FROM alpine:3.22\nARG JAR=a/*.jar\nCOPY ${JAR} app.jar\n",
  ],
  check(stage, tell, repository) {
    const whole = fromContext(stage).find(({ sources }) =>
      sources.some(({ path }) => /^\.?\/?$|^\.\/\*$|^\*$/.test(path)),
    );
    if (whole === undefined) return;
    const contexts = repository
      .usesOf(stage.dockerfile)
      .flatMap(({ context }) => (context === undefined ? [] : [context]));
    const candidates = contexts.length > 0 ? contexts : ["", stage.dockerfile.path.split("/").slice(0, -1).join("/")];
    if (candidates.some((context) => repository.ignoreOf(context, stage.dockerfile) !== undefined)) return;
    tell({
      at: whole.instruction.at,
      says: "Everything in the folder is copied, and there is no `.dockerignore`.",
      ...(!ships(stage, repository) && { severity: "info" as const }),
    });
  },
});
