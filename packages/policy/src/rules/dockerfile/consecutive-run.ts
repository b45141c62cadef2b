import { ships } from "../../facts/stages";
import type { Instruction } from "../../recover/dockerfile/nodes";
import { rule } from "../../rule";

export default rule({
  id: "consecutive-run",
  on: "stage",
  of: ["RUN"],
  severity: "info",
  meaning: "Several `RUN`s in a row each make a layer of the image.",
  reason: "What one layer writes and a later one deletes stays in the image.",
  how: "In a stage that is in what runs; a `RUN` with flags or a here-document, or one that is no list of plain commands, is taken to stand alone on purpose.",
  fix: "Join them with `&&` where they change together; leave apart what is cached apart.",
  aliases: ["DL3059", "0008c003"],
  references: ["https://docs.docker.com/build/building/best-practices/#run"],
  bad: "FROM alpine:3.22\nRUN addgroup -S app\nRUN adduser -S -G app app\nUSER app\n",
  good: [
    "FROM alpine:3.22\nRUN addgroup -S app && adduser -S -G app app\nCOPY a /a\nRUN /a/install\n",
    "FROM alpine:3.22\nRUN apk add --no-cache curl\nRUN --mount=type=cache,target=/c /c/install\nRUN <<END\na\nEND\n",
    "FROM alpine:3.22 AS build\nRUN a\nRUN b\nFROM alpine:3.22\nCOPY --from=build /a /a\n",
    "FROM alpine:3.22\nRUN a\nUSER 1000\nRUN b\n",
  ],
  check(stage, tell, repository) {
    if (!ships(stage, repository)) return;
    const { instructions } = stage;
    let last: Instruction | undefined;
    for (let index = 1; index < instructions.length; index += 1) {
      const instruction = instructions[index]!;
      const before = instructions[index - 1]!;
      if (!isPlainRun(instruction) || !isPlainRun(before)) continue;
      // of many in a row, the first that could be joined is told
      if (last !== before)
        tell({
          at: instruction.at,
          says: "This `RUN` and the one before it make a layer each.",
          related: [{ at: before.at, says: "the one before" }],
        });
      last = instruction;
    }
  },
});

const isPlainRun = (instruction: Instruction): boolean =>
  instruction.keyword === "RUN" &&
  instruction.flags.length === 0 &&
  instruction.heredocs.length === 0 &&
  instruction.json === undefined &&
  instruction.commands.length > 0;
