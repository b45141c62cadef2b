import { rule } from "../../rule";

export default rule({
  id: "from-platform-const",
  on: "stage",
  of: ["--platform"],
  severity: "warning",
  meaning: "`FROM --platform` names one platform.",
  reason:
    "The image is of that platform on every machine: emulated and slow elsewhere, or not built at all for the others.",
  how: "A stage whose name says its platform is let pass.",
  fix: "Leave it out, or write `--platform=$BUILDPLATFORM` for what only builds.",
  aliases: ["DL3029", "FromPlatformFlagConstDisallowed", "b16e8501"],
  references: ["https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/"],
  bad: "FROM --platform=linux/amd64 alpine:3.22\n",
  good: ["FROM --platform=$BUILDPLATFORM alpine:3.22\n", "FROM --platform=linux/arm64 alpine:3.22 AS build_arm64\n"],
  check({ base: { platform, text }, name }, tell) {
    if (platform === undefined || platform.setting.includes("$") || platform.setting === "") return;
    const words = platform.setting.split("/");
    if (words.some((word) => name?.value.toLowerCase().includes(word.toLowerCase()))) return;
    tell({ at: platform.at, says: `\`${text}\` is ${platform.setting} on every machine.` });
  },
});
