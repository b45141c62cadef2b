import { rule } from "../../rule";

export default rule({
  id: "first-instruction-from",
  on: "dockerfile",
  severity: "error",
  meaning: "A Dockerfile does not begin with `FROM`.",
  reason: "Nothing says what is built upon: the build stops.",
  how: "Only `ARG` may stand before the first `FROM`. Of a file that is named as a part, such as `Dockerfile.common`, it is only told that no `FROM` is there.",
  fix: "Begin with `FROM`.",
  aliases: ["DL3061"],
  references: ["https://docs.docker.com/reference/dockerfile/#from"],
  bad: ["RUN echo\nFROM alpine:3.22\n", "RUN echo\n"],
  good: ["# syntax=docker/dockerfile:1\nARG A=3.22\nFROM alpine:$A\n", "\n"],
  check({ instructions, path }, tell) {
    const first = instructions.find(({ keyword }) => keyword !== "ARG");
    if (first === undefined || first.keyword === "FROM") return;
    const hasFrom = instructions.some(({ keyword }) => keyword === "FROM");
    const isPart = !/(^|\/)(docker|container)file$/i.test(path);
    if (
      !/^(ADD|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)$/.test(
        first.keyword,
      )
    )
      return;
    tell({
      at: first.keywordAt,
      says: hasFrom ? `\`${first.keyword}\` stands before the first \`FROM\`.` : "There is no `FROM`.",
      ...(isPart && !hasFrom && { severity: "info" as const }),
    });
  },
});
