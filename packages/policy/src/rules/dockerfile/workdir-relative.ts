import { imageOfStage } from "../../recover/dockerfile/image";
import { unquoted } from "../../recover/dockerfile/words";
import { rule } from "../../rule";

export default rule({
  id: "workdir-relative",
  on: "stage",
  of: ["WORKDIR"],
  severity: "warning",
  meaning: "`WORKDIR` is relative.",
  reason: "It depends on the base image's folder, which changes with it.",
  how: "After an absolute `WORKDIR` of this Dockerfile a relative one is information: it holds as long as nobody moves it.",
  fix: "Write an absolute path.",
  aliases: ["DL3000", "WorkdirRelativePath", "DS-0009", "CKV_DOCKER_10", "6b376af8"],
  references: ["https://docs.docker.com/reference/build-checks/workdir-relative-path/"],
  bad: ["FROM alpine:3.22\nWORKDIR app\n", "FROM alpine:3.22\nWORKDIR /app\nWORKDIR sub\n"],
  good: ['FROM alpine:3.22\nWORKDIR $HOME\nWORKDIR "/a b"\n', "# escape=`\nFROM a:1\nWORKDIR C:\\app\n"],
  check(stage, tell) {
    let absolute = stage.base.stage !== undefined && imageOfStage(stage.base.stage).workdir !== undefined;
    for (const instruction of stage.instructions) {
      const word = instruction.keyword === "WORKDIR" ? instruction.words[0] : undefined;
      if (word === undefined) continue;
      const path = unquoted(word.value);
      if (/^[/$\\%]|^[A-Za-z]:/.test(path)) absolute = true;
      else
        tell({
          at: word.at,
          says: `\`${path}\` is below ${absolute ? "the `WORKDIR` before it" : "whatever folder the base image has"}.`,
          ...(absolute && { severity: "info" as const }),
        });
    }
  },
});
