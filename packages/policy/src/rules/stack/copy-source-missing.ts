import { contextsOf, isMade } from "../../facts/contexts";
import { fromContext } from "../../facts/copies";
import { nameOf, within } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "copy-source-missing",
  on: "stage",
  of: ["ADD", "COPY"],
  severity: "error",
  meaning: "A `COPY` takes a file that is not in the build's context.",
  reason: "The build fails.",
  how: "Only where a compose file says what the context is. What git ignores may be made before the build, and is let pass; so is a pattern.",
  fix: "Correct the path; it starts from the context, not from the Dockerfile's folder.",
  covers: ["copy-source-ignored"],
  bad: {
    "compose.yaml": "services:\n  app:\n    build: .\n",
    Dockerfile: "FROM alpine:3.22\nCOPY requirments.txt /\n",
    "requirements.txt": "",
  },
  good: {
    "compose.yaml": "services:\n  app:\n    build: .\n",
    Dockerfile: "FROM alpine:3.22\nCOPY requirements.txt dist* /\nCOPY --from=alpine:3.22 /x /x\nCOPY built /built\n",
    "requirements.txt": "",
    ".gitignore": "built\n",
  },
  check(stage, tell, repository) {
    const { tree } = repository;
    for (const { context, isCertain } of contextsOf(stage, repository)) {
      if (!isCertain) continue;
      for (const { sources } of fromContext(stage)) {
        for (const { at, path } of sources) {
          if (/[*?[$]|^https?:|^git@|\.git(#|$)/.test(path)) continue;
          const found = within(context, path.replace(/^\/+/, ""));
          if (found === undefined || tree.has(found) || tree.isFolder(found) || isMade(found, repository)) continue;
          const near = tree.named(nameOf(found))[0];
          tell({
            at,
            says: `There is no \`${path}\` in ${context === "" ? "the repository's root, the build's context" : `\`${context}\`, the build's context`}.`,
            ...(near !== undefined && { fix: `There is \`${near}\`: paths start from the context.` }),
          });
        }
      }
    }
  },
});
