import { textAt } from "../../place";
import { shellOf } from "../../recover/dockerfile/image";
import { rule } from "../../rule";

const mayFail =
  "apt-key aws cargo curl fetch git go gpg gradle gsutil gunzip make mvn npm openssl pip pip3 tar unzip wget xzcat zcat".split(
    " ",
  );

export default rule({
  id: "pipefail-missing",
  on: "instruction",
  of: mayFail,
  severity: "warning",
  meaning: "A pipe in a `RUN` hides that its first command failed.",
  reason: "Only the last command's result counts: a download that broke is built into the image.",
  how: "Where the first command may fail for reasons of its own: a download, an archive, a package manager. `set -o pipefail`, and a `SHELL` with it, are right; `yes |`, `echo |`, and what stands in a condition or before `||` are let pass.",
  fix: 'Write `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` before, or `set -o pipefail` first.',
  aliases: ["DL4006", "efbf148a"],
  references: ["https://docs.docker.com/build/building/best-practices/#using-pipes"],
  bad: "FROM debian:12\nRUN curl -fsSL https://a.example/a.tar.gz | tar xz\n",
  good: [
    'FROM debian:12\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN curl https://a.example/a | tar xz\n',
    "FROM debian:12\nRUN set -o pipefail && curl https://a.example/a | tar xz\nRUN echo a | tee /b\nRUN if curl a.example | grep b; then echo; fi\n",
    "FROM debian:12\nRUN <<EOF\nset -eo pipefail\ncurl a.example | sh\nEOF\n",
  ],
  check({ instruction: run, stage }, tell) {
    if (run.keyword !== "RUN") return;
    const shell = shellOf(run, stage);
    if (shell?.json?.some((word) => /pipefail|powershell|pwsh|cmd/.test(word)) || /pipefail/.test(textAt(run.at)))
      return;
    const found = run.commands.find(
      ({ name, next, within }) =>
        next === "|" &&
        mayFail.includes(name) &&
        !within.some((each) => each === "condition" || each === "substitution"),
    );
    if (found !== undefined) tell({ at: found.at, says: `Nobody notices if \`${found.name}\` fails.` });
  },
});
