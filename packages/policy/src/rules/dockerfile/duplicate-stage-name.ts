import { rule } from "../../rule";

export default rule({
  id: "duplicate-stage-name",
  on: "dockerfile",
  severity: "error",
  meaning: "Two stages have one name.",
  reason: "`COPY --from`, `FROM` and `--target` take one of them, and a reader expects the other.",
  fix: "Give each stage a name of its own.",
  aliases: ["DL3024", "DuplicateStageName", "CKV_DOCKER_11", "DS-0012", "f2daed12"],
  references: ["https://docs.docker.com/reference/build-checks/duplicate-stage-name/"],
  bad: ["FROM alpine:3.22 AS build\nFROM debian:12 AS build\n", "FROM alpine:3.22 AS build\nFROM debian:12 AS Build\n"],
  good: "FROM alpine:3.22 AS build\nFROM debian:12 AS run\n",
  check({ stages }, tell) {
    const known = new Map<string, (typeof stages)[number]>();
    for (const stage of stages) {
      const key = stage.name?.value.toLowerCase();
      if (key === undefined) continue;
      const first = known.get(key);
      if (first === undefined) known.set(key, stage);
      else
        tell({
          at: stage.name!.at,
          within: `stage ${stage.name!.value}`,
          says: `\`${stage.name!.value}\` is the name of another stage too.`,
          related: [{ at: first.name!.at, says: "the first" }],
        });
    }
  },
});
