import { place } from "../../place";
import type { Flag, Stage } from "../../recover/dockerfile/nodes";
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
      ...instructions.flatMap(({ flags }) => flags.flatMap((flag) => useIn(flag, name))),
    ]);

function useIn({ at, name: flag, setting, value }: Flag, name: string): Edit[] {
  const parts = flag === "from" ? [setting] : flag === "mount" ? setting.split(",") : [];
  let start = at.end - setting.length;
  // a flag that goes on in another line is longer than what is read of it
  if (at.end - at.start !== value.length) return [];
  return parts.flatMap((part) => {
    const used = flag === "from" ? part === name : part === `from=${name}`;
    const end = start + part.length;
    const edit = { at: place(at.source, end - name.length, end), text: name.toLowerCase() };
    start = end + 1;
    return used ? [edit] : [];
  });
}
