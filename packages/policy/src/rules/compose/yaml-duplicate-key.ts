import { lineAt, type Place, textAt } from "../../place";
import { rule } from "../../rule";

export default rule({
  id: "yaml-duplicate-key",
  on: "compose-file",
  severity: "error",
  meaning: "A key stands twice in one mapping.",
  reason: "Compose refuses the file; other readers silently take the last one.",
  fix: "Keep one of them.",
  aliases: ["invalid-yaml"],
  bad: [
    "services:\n  a:\n    image: a:1\n    image: a:2\n",
    "services:\n  a:\n    image: a:1\n    init: true\n    image: a:1\n",
    "services:\n  a:\n    image: a:1\n    command: a\n      b\n    command: a\n",
  ],
  good: "services:\n  a:\n    image: a:1\n  b:\n    image: a:1\n",
  check({ duplicates }, tell) {
    for (const { first, key } of duplicates)
      tell({
        at: key.at,
        says: `\`${key.value}\` stands here a second time.`,
        related: [{ at: first, says: "the first one" }],
        ...(saysTheSame(first, key.at) && { edits: [{ at: lineAt(key.at), text: "" }] }),
      });
  },
});

/** Whether both keys stand on a line of their own with the same plain value, and on no other. */
function saysTheSame(first: Place, second: Place): boolean {
  const [one, other] = [first, second].map((at) => textAt(lineAt(at)).trimEnd());
  return (
    one === other &&
    /^ *[\w.-]+: +[\w"'./][^#]*$/.test(one!) &&
    [first, second].every((at) => {
      const line = lineAt(at);
      const after = at.source.text.slice(line.end).replace(/^(\s*(#.*)?\n)+/, "");
      return /^ */.exec(after)![0].length <= /^ */.exec(one!)![0].length;
    })
  );
}
