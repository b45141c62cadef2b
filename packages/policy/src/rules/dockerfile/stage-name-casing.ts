import { rule } from "../../rule";

export default rule({
  id: "stage-name-casing",
  on: "stage",
  severity: "info",
  meaning: "A stage's name has capitals.",
  reason: "Docker compares the names in small letters, and warns: `COPY --from=Build` and `build` are one.",
  fix: "Write the name in small letters.",
  aliases: ["StageNameCasing"],
  references: ["https://docs.docker.com/reference/build-checks/stage-name-casing/"],
  bad: "FROM alpine:3.22 AS Build\n",
  good: "FROM alpine:3.22 AS build\n",
  *check({ name }) {
    if (name !== undefined && /[A-Z]/.test(name.value) && !name.value.includes("$"))
      yield { at: name.at, says: `The stage \`${name.value}\` has capitals in its name.` };
  },
});
