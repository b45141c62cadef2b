import { installOf } from "../../facts/installs";
import { rule } from "../../rule";

export default rule({
  id: "go-pin-version",
  on: "command",
  of: ["go"],
  severity: "warning",
  meaning: "`go install` takes the latest version of a tool.",
  reason: "Two builds of one commit have two versions, and the newer one breaks, or needs a newer Go.",
  fix: "Write `path@v1.2.3`.",
  aliases: ["DL3062"],
  bad: "FROM golang:1.25\nRUN go install github.com/a/b@latest\n",
  good: "FROM golang:1.25\nRUN go install github.com/a/b@v1.2.3 && go install ./... && go install -ldflags '-s' ./cmd/a && go install\n",
  check({ command }, tell) {
    const first = installOf(command)?.packages.find(({ value }) => /@(latest|upgrade|main|master|HEAD)$/.test(value));
    if (first !== undefined) tell({ at: first.at, says: `\`${first.value}\` is whatever version is newest that day.` });
  },
});
