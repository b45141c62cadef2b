import { rule } from "../../rule";

export default rule({
  id: "cd-instead-of-workdir",
  on: "instruction",
  of: ["cd"],
  severity: "info",
  meaning: "`RUN cd …` changes the folder for nothing but itself.",
  reason: "The next instruction is where it was before; a `cd` alone does nothing at all.",
  how: "A `RUN` that begins with `cd` and does more is information; one that only changes the folder too, and is certainly no use.",
  fix: "Write `WORKDIR`.",
  aliases: ["DL3003", "DS-0013", "f4a6bcd3"],
  references: ["https://docs.docker.com/build/building/best-practices/#workdir"],
  bad: ["FROM alpine:3.22\nRUN cd /app\n", "FROM alpine:3.22\nRUN cd /app && make\n"],
  good: "FROM alpine:3.22\nWORKDIR /app\nRUN make && (cd /b && make)\nRUN mkdir a && cd a && make\n",
  check({ instruction: { commands } }, tell) {
    const [first] = commands;
    if (first?.name === "cd" && first.within.length === 0)
      tell({
        at: first.at,
        says: commands.length === 1 ? "This `cd` changes nothing." : "The folder is changed for this step alone.",
      });
  },
});
