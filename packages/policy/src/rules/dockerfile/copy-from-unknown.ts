import { copiesOf } from "../../facts/copies";
import { imageReference } from "../../recover/image-reference";
import type { Repository } from "../../recover/repository";
import { rule } from "../../rule";

export default rule({
  id: "copy-from-unknown",
  on: "stage",
  of: ["--from"],
  severity: "error",
  meaning: "`COPY --from` names a stage that is not there.",
  reason:
    "Docker looks for an image of that name, or takes a stage that is not the one that was meant: the build fails.",
  how: "A number that no stage before has, a stage that only comes later, a name that is no image's, or one that differs from a stage's by a letter. Other names are images, or contexts of the build.",
  fix: "Name a stage before, or an image with its tag.",
  aliases: ["DL3022", "68a51e22"],
  references: ["https://docs.docker.com/reference/dockerfile/#copy---from"],
  bad: [
    "FROM alpine:3.22\nCOPY --from=3 /a /a\n",
    "FROM alpine:3.22 AS builder\nFROM alpine:3.22\nCOPY --from=bulder /a /a\n",
    "FROM alpine:3.22\nCOPY --from=build /a /a\nFROM alpine:3.22 AS build\n",
  ],
  good: [
    "FROM alpine:3.22 AS Build\nFROM alpine:3.22\nCOPY --from=build /a /a\nCOPY --from=0 /a /a\nCOPY --from=nginx:1.29 /b /b\nCOPY --from=$X /c /c\nCOPY --from=composer /d /d\n",
    {
      Dockerfile: "FROM alpine:3.22 AS src1\nFROM alpine:3.22\nCOPY --from=src /a /a\n",
      "compose.yaml": "services:\n  a:\n    build:\n      context: .\n      additional_contexts: {src: ./src}\n",
    },
  ],
  check(stage, tell, repository) {
    const { stages } = stage.dockerfile;
    const contexts = repository.usesOf(stage.dockerfile).flatMap(({ service }) => service?.build?.contexts ?? []);
    for (const { from, instruction } of copiesOf(stage)) {
      if (from === undefined || from === "" || from.includes("$")) continue;
      const at = instruction.flags.find(({ name }) => name === "from")!.at;
      const name = from.replace(/["']/g, "");
      const same = stages.filter((each) => each.name?.value.toLowerCase() === name.toLowerCase());
      if (/^\d+$/.test(name)) {
        if (Number(name) > stage.index && same.length === 0) tell({ at, says: `There is no stage ${name} before.` });
        continue;
      }
      if (same.some(({ index }) => index <= stage.index) || contexts.includes(name)) continue;
      if (same.length > 0)
        tell({
          at,
          says: `The stage \`${name}\` only comes later.`,
          related: [{ at: same[0]!.from.at, says: "where it is" }],
        });
      else if (imageReference(name) === undefined) tell({ at, says: `\`${name}\` is neither a stage nor an image.` });
      else if (!/[/:@.]/.test(name)) {
        const near = stages
          .slice(0, stage.index)
          .find((each) => each.name !== undefined && isNear(each.name.value.toLowerCase(), name.toLowerCase()));
        if (near !== undefined && !hasBake(repository))
          tell({ at, says: `There is no stage \`${name}\`; there is \`${near.name!.value}\`.` });
      }
    }
  },
});

/** A bake file may name the contexts that are copied from. */
const hasBake = ({ tree }: Repository): boolean =>
  tree.paths.some((path) => /(^|\/)docker-bake[\w.-]*\.(hcl|json)$/.test(path));

/** One letter more, less or another, or two exchanged, in names of some length. */
function isNear(a: string, b: string): boolean {
  if (
    a === b ||
    Math.min(a.length, b.length) < 4 ||
    Math.abs(a.length - b.length) > 1 ||
    a.replace(/\d/g, "") === b.replace(/\d/g, "")
  )
    return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === [...right].reverse().join(""));
}
