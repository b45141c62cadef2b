import { copiesOf } from "../../facts/copies";
import { imageOfStage } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

export default rule({
  id: "copy-relative-without-workdir",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "warning",
  meaning: "Files are copied to a relative path, and no `WORKDIR` says to where.",
  reason: "They land in the base image's folder, which is `/` or changes with it.",
  how: "Only where the base image is known to have no working folder of its own.",
  fix: "Write `WORKDIR` before, or an absolute path.",
  aliases: ["DL3045"],
  references: ["https://docs.docker.com/reference/dockerfile/#workdir"],
  bad: "FROM python:3.13-slim\nCOPY a.py ./\n",
  good: [
    "FROM python:3.13-slim\nWORKDIR /app\nCOPY a.py ./\n",
    "FROM company/base:1\nCOPY a ./\n",
    "FROM python:3.13 AS a\nWORKDIR /a\nFROM a\nCOPY x .\n",
    "FROM golang:1.25\nCOPY . .\n",
    "FROM alpine:3.22\nCOPY a $B/\n",
  ],
  check(stage, tell) {
    const { family, known, published } = imageOfStage(stage);
    if (
      published !== undefined &&
      known?.system !== true &&
      !/^(python|node|ruby|rust|openjdk|eclipse-temurin)$/.test(published.name)
    )
      return;
    if (published === undefined && family !== "scratch") return;
    if (stage.base.stage !== undefined && imageOfStage(stage.base.stage).workdir !== undefined) return;
    const workdir =
      stage.instructions.find(({ keyword }) => keyword === "WORKDIR")?.at.start ?? Number.POSITIVE_INFINITY;
    for (const { destination, instruction } of copiesOf(stage)) {
      if (
        instruction.at.start > workdir ||
        /^["']?(\/|\$|[A-Za-z]:)/.test(destination) ||
        (instruction.words.at(-1)?.value ?? "").includes("$") ||
        destination === ""
      )
        continue;
      tell({ at: instruction.at, says: `\`${destination}\` is wherever the base image stands.` });
    }
  },
});
