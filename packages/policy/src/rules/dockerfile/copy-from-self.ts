import { copiesOf } from "../../facts/copies";
import { rule } from "../../rule";

export default rule({
  id: "copy-from-self",
  on: "stage",
  of: ["--from"],
  severity: "error",
  meaning: "`COPY --from` names its own stage.",
  reason: "A stage cannot copy from itself: the build fails.",
  fix: "Name the stage that was meant, or use `RUN cp`.",
  aliases: ["DL3023", "DS-0006", "cdddb86f"],
  references: ["https://docs.docker.com/reference/dockerfile/#copy---from"],
  bad: ["FROM alpine:3.22 AS a\nCOPY --from=a /a /b\n", "FROM alpine:3.22\nCOPY --from=0 /a /b\n"],
  good: "FROM alpine:3.22 AS a\nFROM alpine:3.22 AS b\nCOPY --from=a /a /b\n",
  check(stage, tell) {
    for (const { from, instruction } of copiesOf(stage)) {
      const name = from?.replace(/["']/g, "").toLowerCase();
      if (name === undefined || (name !== stage.name?.value.toLowerCase() && name !== String(stage.index))) continue;
      if (stage.dockerfile.stages.slice(0, stage.index).some((each) => each.name?.value.toLowerCase() === name))
        continue;
      tell({
        at: instruction.flags.find((flag) => flag.name === "from")!.at,
        says: `\`${from}\` is this stage itself.`,
      });
    }
  },
});
