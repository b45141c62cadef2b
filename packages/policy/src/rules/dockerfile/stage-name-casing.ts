import { takenFrom } from "../../facts/step-mounts";
import type { Stage } from "../../recover/dockerfile/nodes";
import { type Edit, rule } from "../../rule";

export default rule({
  id: "stage-name-casing",
  on: "stage",
  severity: "info",
  meaning: "A stage's name has capitals.",
  reason: "Docker compares the names in small letters, and warns: `COPY --from=Build` and `build` are one.",
  fix: "Write the name in small letters.",
  aliases: ["StageNameCasing"],
  references: ["https://docs.docker.com/reference/build-checks/stage-name-casing/"],
  bad: [
    "FROM alpine:3.22 AS Build\n",
    "FROM alpine:3.22 AS Build\nFROM Build AS b\nRUN --mount=type=bind,from=Build,target=/b ls\nCOPY --from=Build /a /a\n",
  ],
  good: "FROM alpine:3.22 AS build\n",
  check(stage, tell) {
    const { name } = stage;
    if (name === undefined || !/[A-Z]/.test(name.value) || name.value.includes("$")) return;
    tell({
      at: name.at,
      says: `The stage \`${name.value}\` has capitals in its name.`,
      edits: [{ at: name.at, text: name.value.toLowerCase() }, ...usesOf(stage, name.value)],
    });
  },
});

/** Where later stages write the name as it is written here. */
const usesOf = ({ dockerfile, index }: Stage, name: string): Edit[] =>
  dockerfile.stages
    .slice(index + 1)
    .flatMap(({ base, instructions }) => [
      ...(base.written === name ? [{ at: base.at, text: name.toLowerCase() }] : []),
      ...instructions
        .flatMap(takenFrom)
        .flatMap((each) =>
          each.name === name && each.at !== undefined ? [{ at: each.at, text: name.toLowerCase() }] : [],
        ),
    ]);
