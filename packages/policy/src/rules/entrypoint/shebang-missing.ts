import { beginningOf } from "../../place";
import { imageOfStage } from "../../recover/dockerfile/image";
import { nameOf } from "../../recover/tree";
import { rule } from "../../rule";

export default rule({
  id: "shebang-missing",
  on: "script",
  severity: "error",
  meaning: "A script that a container starts has no first line that names its shell, or has Windows line ends.",
  reason:
    "The kernel does not start it: `exec format error`, or `no such file or directory` for a shell named with a line end.",
  how: "A script that is started by a shell (`sh entrypoint.sh`) needs no first line.",
  fix: "Begin it with `#!/bin/sh`, and save it with Unix line ends.",
  aliases: ["SC2148", "SC1017", "SC2239"],
  references: ["https://www.shellcheck.net/wiki/SC2148"],
  bad: [
    {
      Dockerfile: 'FROM alpine:3.22\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
      "entrypoint.sh": 'set -e\nexec "$@"\n',
    },
    {
      Dockerfile: 'FROM alpine:3.22\nCOPY start.sh /\nCMD ["sh", "/start.sh"]\n',
      "start.sh": "!/bin/sh\nset -e\nexec httpd -f\n",
    },
  ],
  good: {
    Dockerfile: 'FROM alpine:3.22\nCOPY entrypoint.sh /\nENTRYPOINT ["/entrypoint.sh"]\n',
    "entrypoint.sh": '#!/usr/bin/env sh\nset -e\nexec "$@"\n',
  },
  check({ shebang, shell, source, stages }, tell, { tree }) {
    const isStarted = stages.some((stage) => {
      const { entrypoint } = imageOfStage(stage);
      return entrypoint?.json !== undefined && nameOf(entrypoint.json[0] ?? "") === nameOf(source.path);
    });
    const first = beginningOf(source);
    const [, broken] = /^\s*(!\s?\/\S+)/.exec(source.text) ?? [];
    if (broken !== undefined)
      tell({
        at: first,
        says: `\`${broken}\` is no first line: it lacks its \`#\`.`,
        ...(!isStarted && { severity: "warning" }),
      });
    else if (shell === undefined && isStarted) tell({ at: first, says: "Nothing says which shell runs it." });
    else if (
      source.text.split("\n", 1)[0]!.endsWith("\r") &&
      shebang !== undefined &&
      !tree.paths.some((path) => path === ".gitattributes" && /eol=lf/.test(tree.read(path)?.text ?? ""))
    )
      tell({ at: shebang, says: `The kernel looks for \`${shell}\` with a line end in its name.` });
  },
});
