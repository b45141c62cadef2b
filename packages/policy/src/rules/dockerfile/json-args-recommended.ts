import { isRun } from "../../facts/stages";
import { imageOfStage } from "../../recover/dockerfile/image";
import { isBase } from "../../recover/dockerfile/stages";
import { rule } from "../../rule";

export default rule({
  id: "json-args-recommended",
  on: "stage",
  of: ["CMD", "ENTRYPOINT"],
  severity: "warning",
  meaning: "`CMD` or `ENTRYPOINT` is written as a shell's line.",
  reason:
    "A shell is process 1, and passes no signal on: the container is killed after ten seconds instead of stopping.",
  how: "In the stage that is run. Silent with a `SHELL` that was chosen, and where the line begins with `exec`.",
  fix: 'Write a JSON array: `CMD ["python", "app.py"]`; where a shell is needed, `["sh", "-c", "exec …"]`.',
  aliases: ["DL3025", "JSONArgsRecommended", "b86987e1", "DS-0038"],
  references: ["https://docs.docker.com/reference/build-checks/json-args-recommended/"],
  bad: ["FROM alpine:3.22\nCMD python app.py\n", "FROM alpine:3.22\nENTRYPOINT ./run\n"],
  good: [
    'FROM alpine:3.22\nCMD ["python", "app.py"]\n',
    "FROM alpine:3.22\nCMD exec gunicorn app --bind :$PORT\n",
    'FROM alpine:3.22\nSHELL ["/bin/bash", "-c"]\nCMD python app.py\n',
    "FROM alpine:3.22 AS build\nCMD a b\nFROM scratch\nCOPY --from=build /a /b\n",
  ],
  check(stage, tell, repository) {
    const image = imageOfStage(stage);
    if (!isRun(stage, repository) && !isBase(stage)) return;
    if (image.shell !== undefined || image.family === "windows") return;
    for (const instruction of stage.instructions) {
      const { at, json, keyword, rest } = instruction;
      if ((keyword !== "CMD" && keyword !== "ENTRYPOINT") || json !== undefined) continue;
      const { words } = instruction;
      if (words.length === 0) continue;
      if (words[0]!.value === "exec" || rest.source.text[rest.start] === "[") continue;
      if (keyword === "CMD" && image.entrypoint?.json === undefined && image.entrypoint !== undefined) continue;
      tell({ at, says: `This \`${keyword}\` runs under \`/bin/sh -c\`.` });
    }
  },
});
