import { copiesOf } from "../../facts/copies";
import { rule } from "../../rule";

export default rule({
  id: "copy-root-filesystem",
  on: "stage",
  of: ["--from"],
  severity: "warning",
  meaning: "The whole file system of a stage is copied.",
  reason: "Nothing of the stages is left out, and the layers of the base are in the image twice.",
  how: "Where the stage begins with `scratch`, it is one way to join layers, and let pass.",
  fix: "Copy the folders that are needed, or build `FROM` the stage.",
  aliases: ["DL3067"],
  bad: "FROM alpine:3.22 AS a\nFROM alpine:3.22\nCOPY --from=a / /\n",
  good: [
    "FROM alpine:3.22 AS a\nFROM scratch\nCOPY --from=a / /\n",
    "FROM scratch AS a\nCOPY x /x\nFROM alpine:3.22\nCOPY --from=a / /\n",
  ],
  check(stage, tell) {
    if (stage.base.text === "scratch") return;
    for (const { destination, from, instruction, sources } of copiesOf(stage)) {
      if (from === undefined || destination !== "/" || !sources.some(({ path }) => path === "/")) continue;
      const source = stage.dockerfile.stages.find(
        ({ index, name }) => name?.value.toLowerCase() === from.toLowerCase() || String(index) === from,
      );
      if (source === undefined || source.base.text === "scratch") continue;
      tell({ at: instruction.at, says: `All of \`${from}\` is copied.` });
    }
  },
});
