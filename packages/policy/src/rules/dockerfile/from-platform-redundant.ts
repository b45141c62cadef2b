import { place, textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "from-platform-redundant",
  on: "stage",
  of: ["--platform"],
  severity: "info",
  meaning: "`FROM --platform=$TARGETPLATFORM` says what is so anyway.",
  reason: "Whoever reads it looks for the reason.",
  fix: "Leave it out.",
  aliases: ["DL3065", "RedundantTargetPlatform"],
  references: ["https://docs.docker.com/reference/build-checks/redundant-target-platform/"],
  bad: "FROM --platform=$TARGETPLATFORM alpine:3.22\n",
  good: "FROM --platform=$BUILDPLATFORM alpine:3.22\n",
  check({ base: { at, platform } }, tell) {
    if (platform === undefined || !/^"?\$\{?TARGETPLATFORM\}?"?$/.test(platform.setting)) return;
    const between = place(at.source, platform.at.end, at.start);
    tell({
      at: platform.at,
      says: "The target's platform is taken without it.",
      ...(/^[ \t]+$/.test(textAt(between)) && {
        edits: [{ at: { ...platform.at, end: at.start }, text: "" }],
      }),
    });
  },
});
