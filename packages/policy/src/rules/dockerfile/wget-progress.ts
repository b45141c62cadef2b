import { hasOption } from "../../recover/shell/commands";
import { rule } from "../../rule";

export default rule({
  id: "wget-progress",
  on: "command",
  of: ["wget"],
  severity: "off",
  meaning: "`wget` draws its progress into the build's log.",
  reason: "A log of thousands of dots hides the line that matters.",
  fix: "Add `--quiet` or `--progress=dot:giga`.",
  aliases: ["DL3047"],
  references: ["https://github.com/hadolint/hadolint/wiki/DL3047"],
  bad: "FROM alpine:3.22\nRUN wget https://example.com/a\n",
  good: "FROM alpine:3.22\nRUN wget -q https://example.com/a && wget --progress=dot:giga https://example.com/b && wget -nv https://example.com/c\n",
  check({ command }, tell) {
    const { args, at } = command;
    const quiet =
      hasOption(
        command,
        "-q",
        "--quiet",
        "--progress",
        "--no-verbose",
        "-o",
        "--output-file",
        "-a",
        "--append-output",
      ) || args.includes("-nv");
    if (!quiet && !args.includes("--version") && !args.includes("--help"))
      tell({ at, says: "This `wget` is not quiet." });
  },
});
