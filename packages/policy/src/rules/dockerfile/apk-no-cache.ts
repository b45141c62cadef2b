import { installOf, keptOutside } from "../../facts/installs";
import { ships } from "../../facts/stages";
import { rule } from "../../rule";

export default rule({
  id: "apk-no-cache",
  on: "command",
  of: ["apk"],
  severity: "warning",
  meaning: "`apk add` leaves its index in the layer.",
  reason: "It is megabytes that nothing uses.",
  how: "In stages whose layers are in an image that is run. A cache mount, or a removal in the same `RUN`, is right.",
  fix: "Add `--no-cache`.",
  aliases: ["DL3019", "DS-0025", "ae9c56a6", "DKL-DI-0004"],
  references: ["https://docs.docker.com/build/building/best-practices/"],
  bad: "FROM alpine:3.22\nRUN apk add curl\n",
  good: [
    "FROM alpine:3.22\nRUN apk add --no-cache curl && apk --no-cache add git\n",
    "FROM alpine:3.22\nRUN apk add curl && rm -rf /var/cache/apk/*\n",
    "FROM alpine:3.22\nRUN --mount=type=cache,target=/var/cache/apk apk add curl\n",
    "FROM alpine:3.22 AS b\nRUN apk add gcc\nFROM alpine:3.22\nCOPY --from=b /a /a\n",
  ],
  check({ command, run, stage }, tell, repository) {
    if (
      installOf(command) === undefined ||
      command.args.some((arg) => /^--no-cache$|^--cache-dir|^--root$|^-p$/.test(arg)) ||
      !ships(stage, repository)
    )
      return;
    if (keptOutside(run).some((path) => /^\/(var\/cache(\/apk)?|etc\/apk\/cache)$/.test(path))) return;
    if (
      run.commands.some(
        ({ args, name }) => /^(rm|find)$/.test(name) && args.some((arg) => /^\/(var\/(cache|lib)|etc\/apk)/.test(arg)),
      )
    )
      return;
    if (run.commands.some(({ args, name }) => name === "apk" && args[0] === "cache" && args[1] === "clean")) return;
    tell({ at: command.at, says: "The package index stays in this layer." });
  },
});
