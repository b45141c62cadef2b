import { installOf } from "../../facts/installs";
import { rule } from "../../rule";

export default rule({
  id: "gem-pin-version",
  on: "command",
  of: ["gem"],
  severity: "warning",
  meaning: "`gem install` names no version.",
  reason: "Two builds of one commit have two versions, and the newer one breaks.",
  fix: "Write `name:version`, or `-v version`.",
  aliases: ["DL3028", "22cd11f7"],
  bad: "FROM ruby:3.4\nRUN gem install rails\n",
  good: "FROM ruby:3.4\nRUN gem install rails:8.0 && gem install rails -v 8.0 && gem install bundler --version=2 && gem install ./a.gem\n",
  check({ command }, tell) {
    const install = installOf(command);
    if (install === undefined || command.args.some((arg) => /^(-v|--version)/.test(arg))) return;
    const first = install.packages.find(({ value }) => !/[:$/]|\.gem$/.test(value));
    if (first !== undefined) tell({ at: first.at, says: `\`${first.value}\` is whatever version is newest that day.` });
  },
});
