import { contextsOf } from "../../facts/contexts";
import { fromContext } from "../../facts/copies";
import { isBelow } from "../../recover/compose/mount";
import { within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "copy-source-ignored",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "error",
  meaning: "A `COPY` takes a file that the ignore file leaves out of the build.",
  reason: "The build fails: for it the file is not there.",
  fix: "Let it back in with `!path`, or stop ignoring it.",
  aliases: ["CopyIgnoredFile"],
  references: ["https://docs.docker.com/reference/build-checks/copy-ignored-file/"],
  bad: {
    "compose.yaml": "services:\n  app:\n    build: .\n",
    Dockerfile: "FROM alpine:3.22\nCOPY config/app.toml /etc/app.toml\n",
    "config/app.toml": "",
    ".dockerignore": "config\n",
  },
  good: {
    "compose.yaml": "services:\n  app:\n    build: .\n",
    Dockerfile: "FROM alpine:3.22\nCOPY config/app.toml /etc/app.toml\n",
    "config/app.toml": "",
    ".dockerignore": "*\n!config\n",
  },
  check(stage, tell, repository) {
    for (const { context, ignore } of contextsOf(stage, repository)) {
      if (ignore === undefined) continue;
      for (const { sources } of fromContext(stage)) {
        for (const { at, path } of sources) {
          const found = within(context, path.replace(/^\//, ""));
          if (found === undefined || found === context || /[*?[$]|^https?:|^git@/.test(path)) continue;
          const inner = context === "" ? found : found.slice(context.length + 1);
          // a folder of which something is let back in comes along in part
          if (
            !ignore.ignores(inner) ||
            ignore.patterns.some(({ negated, text }) => negated && isBelow(text.slice(1).replace(/^\.?\//, ""), inner))
          )
            continue;
          const culprit = ignore.patterns.find(({ negated, text }) => !negated && text !== "");
          tell({
            at,
            says: `\`${path}\` is left out of the build by \`${ignore.path}\`.`,
            related: culprit === undefined ? [] : [{ at: culprit.at, says: "the ignore file" }],
          });
        }
      }
    }
  },
});
