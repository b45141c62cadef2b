import { rule } from "../../rule";

export default rule({
  id: "onbuild-chaining",
  on: "instruction",
  of: ["ONBUILD"],
  severity: "error",
  meaning: "`ONBUILD` holds `ONBUILD`, `FROM` or `MAINTAINER`.",
  reason: "Docker refuses it.",
  fix: "Put the instruction where it belongs: into the Dockerfile that builds from this image.",
  aliases: ["DL3043"],
  references: ["https://docs.docker.com/reference/dockerfile/#onbuild"],
  bad: ["FROM alpine:3.22\nONBUILD ONBUILD RUN echo\n", "FROM alpine:3.22\nONBUILD FROM debian:12\n"],
  good: "FROM alpine:3.22\nONBUILD COPY . /app\n",
  check({ instruction: { trigger } }, tell) {
    if (trigger !== undefined && /^(ONBUILD|FROM|MAINTAINER)$/.test(trigger.keyword))
      tell({ at: trigger.keywordAt, says: `\`ONBUILD\` cannot hold \`${trigger.keyword}\`.` });
  },
});
