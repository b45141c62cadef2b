import { installOf } from "../../facts/installs";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

const tools = /^(gcc|g\+\+|make|cmake|build-essential|build-base|golang|cargo|rustc|musl-dev|python3?-dev|libc6?-dev)$/;

export default rule({
  id: "production-single-stage",
  on: "image",
  severity: "info",
  production: true,
  meaning: "What is run is built in the same stage, with its compilers.",
  reason: "They stay in the image: larger, and more to attack with.",
  fix: "Build in a stage of its own, and copy what came out of it.",
  references: ["https://docs.docker.com/build/building/multi-stage/"],
  bad: [
    'FROM python:3.13-slim\nRUN apt-get install -y gcc && pip install a\nCMD ["a"]\n',
    'FROM golang:1.25\nRUN go build -o /a\nCMD ["/a"]\n',
  ],
  good: [
    'FROM golang:1.25 AS b\nRUN go build -o /a\nFROM scratch\nCOPY --from=b /a /a\nCMD ["/a"]\n',
    'FROM python:3.13-slim\nRUN apt-get install -y gcc && apt-get purge -y gcc\nCMD ["a"]\n',
  ],
  check(stage, tell) {
    if (stage.dockerfile.stages.length > 1) return;
    const { command, entrypoint, history } = imageOfStage(stage);
    if (command === undefined && entrypoint === undefined) return;
    const commands = history.filter(({ keyword }) => keyword === "RUN").flatMap((run) => run.commands);
    if (
      commands.some(
        ({ args, name }) =>
          /^(apt-get|apt|apk)$/.test(name) && args.some((arg) => /^(purge|remove|autoremove|del)$/.test(arg)),
      )
    )
      return;
    const found = commands.find(
      (each) =>
        installOf(each)?.packages.some(({ value }) => tools.test(value)) === true ||
        (/^(go|cargo)$/.test(each.name) && each.args[0] === "build") ||
        /^(mvn|mvnw|gradle|gradlew)$/.test(each.name),
    );
    if (found !== undefined) tell({ at: found.at, says: "What this is needed for stays in the image that is run." });
  },
});
